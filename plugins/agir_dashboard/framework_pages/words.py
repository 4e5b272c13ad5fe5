"""How are origins, relations, formats and states of frameworks said?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from agir_competencies.api.imports import ImportView
from agir_competencies.api.library import Card

SOURCES: Final = {
    "case": "CASE",
    "rncp": "RNCP",
    "rs": "RS",
    "esco": "ESCO",
    "rome": "ROME",
    "moodle": "Moodle",
    "openedx": "Open edX",
    "local": gettext_noop("Written here"),
}
FORMATS: Final = (
    ("case", gettext_noop("CASE 1.1 package (JSON)")),
    ("rncp", gettext_noop("France compétences, RNCP and RS (XML)")),
    ("esco", gettext_noop("ESCO, set of CSV files (zip)")),
    ("rome", gettext_noop("ROME 4.0 (zip)")),
    ("moodle", gettext_noop("Moodle competencies (CSV)")),
    ("openedx", gettext_noop("Open edX taxonomy (CSV or JSON)")),
)
FILES: Final = (
    ("case", "CASE 1.1 (JSON)", "json", "application/json"),
    ("moodle", "Moodle (CSV)", "csv", "text/csv; charset=utf-8"),
    ("openedx_csv", "Open edX (CSV)", "csv", "text/csv; charset=utf-8"),
    ("openedx_json", "Open edX (JSON)", "json", "application/json"),
)
TIES: Final = {
    "precedes": gettext_noop("Comes before"),
    "exactMatchOf": gettext_noop("Is the same as"),
    "isRelatedTo": gettext_noop("Is related to"),
    "isPartOf": gettext_noop("Is part of"),
    "isPeerOf": gettext_noop("Stands beside"),
    "exemplar": gettext_noop("Is shown by the example"),
    "hasSkillLevel": gettext_noop("Has the level"),
    "isTranslationOf": gettext_noop("Is a translation of"),
    "replacedBy": gettext_noop("Is replaced by"),
}
CHANGES: Final = {
    "retire": gettext_noop("Retired"),
    "update": gettext_noop("Reworded"),
    "rename": gettext_noop("Renamed"),
    "move": gettext_noop("Moved"),
    "revive": gettext_noop("Back in force"),
    "create": gettext_noop("New"),
    "unchanged": gettext_noop("Unchanged"),
    "note": gettext_noop("Notes"),
    "framework": gettext_noop("Frameworks"),
}
LICENCES: Final = (
    ("etalab.gouv.fr/licence-ouverte", "Licence Ouverte"),
    ("creativecommons.org/licenses/by/", "CC BY"),
    ("creativecommons.org/licenses/by-sa/", "CC BY-SA"),
    ("creativecommons.org/licenses/by-nc/", "CC BY-NC"),
    ("creativecommons.org/licenses/by-nc-sa/", "CC BY-NC-SA"),
    ("creativecommons.org/publicdomain/zero/", "CC0"),
)
STATES: Final = {
    "planned": gettext_noop("waiting to be read"),
    "planning": gettext_noop("being read"),
    "ready": gettext_noop("waiting for a decision"),
    "applying": gettext_noop("being written"),
    "done": gettext_noop("done"),
    "refused": gettext_noop("refused"),
    "failed": gettext_noop("failed"),
    "cancelled": gettext_noop("cancelled"),
    "stale": gettext_noop("interrupted"),
}


def source(code: str) -> str:
    """Return where a framework comes from."""
    return _(SOURCES[code]) if code in SOURCES else code.upper()


def licence(text: str) -> str:
    """Return a licence as short as it is known; '' for an address that tells a reader nothing."""
    for part, name in LICENCES:
        if part in text:
            return name
    return "" if "://" in text or text.startswith("urn:") else text


def tie(kind: str) -> str:
    """Return a kind of relation in words; a platform's own kind as it is."""
    return _(TIES[kind]) if kind in TIES else kind


def change(kind: str) -> str:
    """Return what happens to a competency."""
    return _(CHANGES[kind])


def state(code: str) -> str:
    """Return where an import is."""
    return _(STATES[code])


def chosen(code: str) -> str:
    """Return the name of a format."""
    return _(dict(FORMATS)[code]) if code in dict(FORMATS) else source(code)


def validity(card: Card) -> str:
    """Return the time for which a framework is in force, '' when nobody said."""
    if card.valid_from and card.valid_until:
        told = _("in force from %(first)s until %(last)s")
    elif card.valid_until:
        told = _("in force until %(last)s")
    elif card.valid_from:
        told = _("in force from %(first)s")
    else:
        return ""
    return told % {"first": day(card.valid_from), "last": day(card.valid_until)}


def day(when: date | None) -> str:
    """Return a date with its year."""
    return formats.date_format(when, pgettext("day, month and year", "N j, Y")) if when else ""


def number(count: int) -> str:
    """Return a number as the language writes it."""
    return formats.number_format(count, force_grouping=True)


def items(count: int) -> str:
    """Return how many competencies there are."""
    return _counted(ngettext("%(count)s competency", "%(count)s competencies", count), count)


def retired(count: int) -> str:
    """Return how many competencies are retired, '' for none."""
    told = ngettext("%(count)s retired", "%(count)s retired", count)
    return _counted(told, count) if count else ""


def links(count: int, courses: int) -> str:
    """Return how much leads here, from how many courses."""
    if not count:
        return _("linked nowhere")
    told = _counted(ngettext("%(count)s link", "%(count)s links", count), count)
    places = _counted(ngettext("in %(count)s course", "in %(count)s courses", courses), courses)
    return _("%(links)s %(places)s") % {"links": told, "places": places}


def lead(view: ImportView) -> str:
    """Return what a plan comes to, in one sentence."""
    totals = view.totals
    count = changed(totals)
    if not totals.get("changed"):
        return _("Everything in it is already here: there is nothing to write.")
    if not count:
        return _("No competency changes, only what is said of the framework as a whole.")
    if count == totals.get("create"):
        told = ngettext(
            "%(count)s new competency would be added.",
            "%(count)s new competencies would be added.",
            count,
        )
        return _counted(told, count)
    told = ngettext("%(count)s change would be made.", "%(count)s changes would be made.", count)
    return _counted(told, count)


def _counted(told: str, count: int) -> str:
    return told % {"count": number(count)}


def changed(totals: Mapping[str, int]) -> int:
    """Return how many changes of competencies there are."""
    apart = ("unchanged", "note", "framework", "links", "changed")
    return sum(number for kind, number in totals.items() if kind not in apart)


def counts(wrote: Mapping[str, int]) -> list[dict[str, Any]]:
    """Return what was written, or would be, by action, in the order in which it matters."""
    return [
        {"kind": kind, "word": change(kind), "count": number(wrote[kind])}
        for kind in CHANGES
        if wrote.get(kind)
    ]
