"""How is a link said, and what counts for how much?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from agir_competencies.api import authoring
from agir_competencies.api.authoring import LineView
from agir_dashboard import sentences
from agir_kernel.figures import NotAFigure, exact

UNREADABLE: Final = Decimal(-1)  # a weight that no rule takes

KINDS: Final = {
    "promise": gettext_noop("Promise"),
    "problem_score": gettext_noop("Score of a problem"),
    "subsection_grade": gettext_noop("Grade of a subsection"),
    "completion": gettext_noop("Completion (proves no skill)"),
    "xblock_attestation": gettext_noop("Conclusion of a block"),
    "ora_criterion": gettext_noop("Criterion of an open response"),
    "lti_lineitem": gettext_noop("Line item of an LTI tool"),
}

LEVELS: Final = {
    "course": gettext_noop("Whole course"),
    "section": gettext_noop("Section"),
    "subsection": gettext_noop("Subsection"),
    "unit": gettext_noop("Unit"),
}

METHODS: Final = {
    "discounted_beta": gettext_noop("the discounted mean"),
    "highest": gettext_noop("the highest score"),
    "latest": gettext_noop("the most recent score"),
    "average": gettext_noop("the average score"),
    "n_mastery": gettext_noop("the average of the successful scores"),
    "weighted_average": gettext_noop("the weighted average"),
    "decaying_average": gettext_noop("the decaying average"),
}


def kind(name: str) -> str:
    """Return what a link hears."""
    return _(KINDS.get(name, name))


def level(name: str) -> str:
    """Return what stands in a course at this level; '' for a block of a unit."""
    return _(LEVELS[name]) if name in LEVELS else ""


def rule(line: LineView) -> str:
    """Return when a competency counts as demonstrated."""
    told = ngettext(
        "Demonstrated from %(share)s, over at least %(count)s activity, by %(method)s.",
        "Demonstrated from %(share)s, over at least %(count)s different activities, by %(method)s.",
        line.objects_needed,
    )
    return told % {
        "share": sentences.share(int(line.threshold * 100)),
        "count": line.objects_needed,
        "method": _(METHODS.get(line.method, line.method)),
    }


def activities(count: int) -> str:
    """Return so many activities."""
    return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": count}


def grades(count: int) -> str:
    """Return so many grades of subsections."""
    return ngettext("%(count)s grade", "%(count)s grades", count) % {"count": count}


def weight(figures: Iterable[Decimal]) -> str:
    """Return what these weigh together, '' where each weighs 1: then the count says it."""
    found = list(figures)
    if all(one == 1 for one in found):
        return ""
    return _("weight %(weight)s") % {"weight": figure(sum(found, Decimal(0)))}


def figure(value: Decimal) -> str:
    """Return a figure as the language writes it, without zeros at its end."""
    return authoring.figure_words(value)


def parts(
    added: int, restored: int, changed: int, removed: int, *, has_default: bool = False
) -> str:
    """Return what happens to links, in numbers of them, without what does not happen."""
    told = [
        ngettext("%(count)s new link", "%(count)s new links", added) if added else "",
        ngettext("%(count)s link back", "%(count)s links back", restored) if restored else "",
        ngettext("%(count)s link changed", "%(count)s links changed", changed) if changed else "",
        ngettext("%(count)s link taken off", "%(count)s links taken off", removed)
        if removed
        else "",
    ]
    counts = (added, restored, changed, removed)
    said = [one % {"count": count} for one, count in zip(told, counts, strict=True) if one]
    if has_default:
        said.append(_("what links weigh where nobody chose"))
    return ", ".join(said) or _("nothing")


def typed(text: str) -> Decimal | None:
    """Return a weight as people type it, ``None`` for nothing; what is no number refuses itself."""
    text = text.strip().replace(",", ".")
    try:
        return exact(text) if text else None
    except NotAFigure:
        return UNREADABLE


def sections() -> str:
    """Return the title over the columns of a course that is shown by its sections."""
    return _("Sections")


def scored_blocks(count: int) -> str:
    """Return so many scored blocks that are not linked yet."""
    return ngettext(
        "%(count)s scored block not linked yet", "%(count)s scored blocks not linked yet", count
    ) % {"count": count}  # fmt: skip


def done(act: str, names: Sequence[str]) -> str:
    """Return what was done to a competency on these blocks."""
    quoted = [_("“%(name)s”") % {"name": name} for name in names]
    told = {"blocks": ", ".join(quoted), "count": len(names)}
    if act == "put":
        said = ngettext(
            "Linked to %(blocks)s.", "Linked to %(count)s blocks: %(blocks)s.", len(names)
        )
        return said % told
    if act == "off":
        return _("Taken off %(blocks)s. What learners showed there stays.") % told
    return (
        _("Changed on %(blocks)s. What learners answered before keeps the weight it had then.")
        % told
    )


ACTIONS: Final = {
    "add": gettext_noop("new link"),
    "restore": gettext_noop("link that comes back"),
    "change": gettext_noop("change"),
    "remove": gettext_noop("link taken off"),
    "unchanged": gettext_noop("unchanged"),
}


def action(name: str) -> str:
    """Return what a line of a file would do."""
    return _(ACTIONS.get(name, name))
