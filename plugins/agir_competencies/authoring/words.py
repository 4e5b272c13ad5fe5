"""How is a finding said? A title for its kind, and one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from agir_competencies.domain import lint

TITLES: Final = {
    lint.PROMISED_NEVER_ASSESSED: gettext_noop("Promised, never assessed"),
    lint.EVIDENCE_ONLY_UNSCORED: gettext_noop("Only on blocks without a score"),
    lint.WEIGHT_ZERO_ONLY: gettext_noop("Only links that weigh nothing"),
    lint.RULE_UNREACHABLE: gettext_noop("The rule cannot be reached here"),
    lint.DOUBLE_COUNTING: gettext_noop("Counted twice"),
    lint.RETIRED_LINKED: gettext_noop("No longer in force"),
    lint.LINK_GONE: gettext_noop("The block is gone"),
    lint.SINGLE_ACTIVITY: gettext_noop("A single activity"),
    lint.ASSESSED_NOT_PROMISED: gettext_noop("Assessed, not promised"),
}

SEVERITIES: Final = {
    lint.ERROR: gettext_noop("To mend"),
    lint.WARNING: gettext_noop("To look at"),
    lint.NOTE: gettext_noop("Good to know"),
}

SENTENCES: Final = {
    lint.PROMISED_NEVER_ASSESSED: gettext_noop(
        "“%(competency)s” is promised, and no score here can show it: link it to scored blocks of "
        "“%(block)s”, or take the promise back."
    ),
    lint.EVIDENCE_ONLY_UNSCORED: gettext_noop(
        "“%(competency)s” is linked where no score comes through, such as “%(block)s”: link it to "
        "a scored block."
    ),
    lint.WEIGHT_ZERO_ONLY: gettext_noop(
        "Every link of “%(competency)s” weighs 0, so that nothing counts: give one of them a "
        "weight."
    ),
    lint.RETIRED_LINKED: gettext_noop(
        "“%(competency)s” is no longer in force in its framework: take its links off, or link "
        "another competency."
    ),
    lint.SINGLE_ACTIVITY: gettext_noop(
        "“%(competency)s” rests on “%(block)s” alone: link it to a second activity, so that one "
        "lucky answer, or one bad day, does not decide."
    ),
    lint.ASSESSED_NOT_PROMISED: gettext_noop(
        "“%(competency)s” is assessed and learners are not told: link it to the unit, the section "
        "or the course that works on it."
    ),
}

REPLACED: Final = gettext_noop(
    "“%(competency)s” was replaced by “%(other)s”: link that one instead."
)
INSIDE: Final = gettext_noop(
    "The grade of “%(block)s” repeats scores inside it that feed “%(competency)s” too: keep the "
    "link on the subsection, or those on its blocks."
)
ABOVE: Final = gettext_noop(
    "The same scores feed “%(competency)s” and “%(other)s”, which holds it: keep the links of one "
    "of the two."
)


def title(code: str) -> str:
    """Return the kind of a finding in a few words."""
    return _(TITLES[code])


def severity(name: str) -> str:
    """Return how bad it is, in words."""
    return _(SEVERITIES[name])


def sentence(finding: lint.Finding, facts: Mapping[str, object]) -> str:
    """Return what to do.

    ``facts`` hold ``competency`` and ``block`` (the first one) as people call them, and ``other``
    where another competency is meant.
    """
    if finding.code == lint.RULE_UNREACHABLE:
        return _unreachable(finding, facts)
    if finding.code == lint.LINK_GONE:
        return _gone(finding, facts)
    told = SENTENCES.get(finding.code, INSIDE)
    if finding.code == lint.RETIRED_LINKED and facts.get("other"):
        told = REPLACED
    if finding.facts.get("reason") == "above":
        told = ABOVE
    return _(told) % facts


def _unreachable(finding: lint.Finding, facts: Mapping[str, object]) -> str:
    has, needs = _whole(finding, "has"), _whole(finding, "needs")
    if has < needs:
        told = ngettext(
            "“%(competency)s” asks for %(needs)s different activities and has %(has)s here: link "
            "%(missing)s more.",
            "“%(competency)s” asks for %(needs)s different activities and has %(has)s here: link "
            "%(missing)s more.",
            needs - has,
        )
        return told % {**facts, "needs": needs, "has": has, "missing": needs - has}
    best = finding.facts.get("best")
    if not isinstance(best, Fraction):
        told = _(
            "“%(competency)s” is not measured even when everything here is right: its method wants "
            "more successful scores. Link more activities, or change the rule."
        )
        return told % facts
    told = _(
        "Everything right brings “%(competency)s” to %(best)s, and the rule asks for "
        "%(threshold)s: link more activities, raise their weights, or lower the threshold."
    )
    threshold = finding.facts["threshold"]
    return told % {**facts, "best": _figure(best), "threshold": _figure(threshold)}


def _gone(finding: lint.Finding, facts: Mapping[str, object]) -> str:
    count = len(finding.objects)
    told = ngettext(
        "“%(competency)s” is linked to %(count)s block that is no longer in the course: link what "
        "replaced it, if anything did.",
        "“%(competency)s” is linked to %(count)s blocks that are no longer in the course: link "
        "what replaced them, if anything did.",
        count,
    )
    return told % {**facts, "count": count}


def _whole(finding: lint.Finding, name: str) -> int:
    value = finding.facts.get(name)
    return value if isinstance(value, int) else 0


def figure(value: Decimal) -> str:
    """Write a figure without zeros at its end, with the decimal mark of the active language."""
    plain = f"{value.normalize():f}"
    return plain.replace(".", pgettext("decimal mark", "."))


def _figure(value: object) -> str:
    """Write a figure 0 to 1 rounded down, so that it never looks like what it misses."""
    hundredths = int(Fraction(str(value)) * 100)
    mark = pgettext("decimal mark", ".")
    return f"{hundredths // 100}{mark}{hundredths % 100:02d}"
