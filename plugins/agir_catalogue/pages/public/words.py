"""How are facets, facts and dates of courses said to the public?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils import formats, timezone
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext_noop,
    ngettext,
    pgettext,
)
from django.utils.translation import gettext as _

from agir_catalogue.api.listings import Entry, Value
from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.notices.words import LEVELS, LICENCES, WORDS

FACETS: Final = {
    "openness": gettext_noop("Openness"),
    "competency": gettext_noop("Competency"),
    "theme": gettext_noop("Theme"),
    "language": gettext_noop("Language"),
    "need": gettext_noop("Accessibility"),
    "length": gettext_noop("Duration"),
    "origin": gettext_noop("Who offers it"),
}
"""The facets in the order of the page."""
_SAID: Final[Mapping[str, Mapping[str, str]]] = {
    "openness": {
        "kept": gettext_noop("Free and open, checked"),
        "free": gettext_noop("Free, as its operator says"),
    },
    "need": {
        "without_hearing": gettext_noop("Without hearing"),
        "without_sight": gettext_noop("Without seeing"),
        "keyboard": gettext_noop("With the keyboard alone"),
        "no_flashing": gettext_noop("Without flashing images"),
        "reading": gettext_noop("With text that adapts"),
    },
    "length": {
        "h5": gettext_noop("Up to 5 hours"),
        "h20": gettext_noop("5 to 20 hours"),
        "h50": gettext_noop("20 to 50 hours"),
        "more": gettext_noop("More than 50 hours"),
    },
    "origin": {"here": gettext_noop("This site")},
}
_ORDERS: Final = {
    "title": gettext_noop("Title, A to Z"),
    "changed": gettext_noop("Changed lately"),
    "starts": gettext_noop("Latest start first"),
    "length": gettext_noop("Shortest first"),
}
_ROLES: Final = {
    "lead": gettext_noop("Leads the course"),
    "author": gettext_noop("Author"),
    "reviewer": gettext_noop("Reviewer"),
    "translator": gettext_noop("Translation"),
    "accessibility": gettext_noop("Accessibility"),
    "host": gettext_noop("Hosts the course"),
}
_COVENANTS: Final = {
    "kept": gettext_noop("Free and open, checked by this site"),
    "broken": gettext_noop("Not kept: a part that should be free is not"),
    "unknown": gettext_noop("Not known yet"),
}
_ELSEWHERE: Final = gettext_noop("Not known: this site checks its own courses only")
_DIGITS: Final = {"JPY": 0, "XOF": 0, "XAF": 0, "TND": 3}


def said(text: str) -> str:
    """Return a text of this file in the reader's language."""
    return _(text)


def value(kind: str, one: Value) -> str:
    """Return what a person calls a value of a facet, '' for one that has no name here."""
    known = _SAID.get(kind, {}).get(one.value)
    if known:
        return _(known)
    if kind == "theme":
        return theme(one.value)
    if kind == "language":
        return language(one.value)
    return one.label or (one.value if kind == "origin" else "")


def order(slug: str) -> str:
    """Return what an order is called."""
    return _(_ORDERS[slug])


def theme(theme_id: str) -> str:
    """Return the name of a theme in the reader's language, '' for one that is not known."""
    known = BY_ID.get(theme_id)
    return known.name(get_language() or "en") if known else ""


def language(tag: str) -> str:
    """Return the name of a language in the reader's language; its tag where it has none."""
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


def languages(entry: Entry) -> str:
    """Return the languages of a course."""
    return ", ".join(language(tag.lower()) for tag in entry.languages)


def role(slug: str) -> str:
    """Return what an institution did, '' when nobody said."""
    known = _ROLES.get(slug)
    return _(known) if known else ""


def covenant(entry: Entry) -> str:
    """Return whether the free track is kept."""
    return _(_ELSEWHERE) if entry.origin else _(_COVENANTS[entry.covenant])


def hours(number: Decimal | None) -> str:
    """Return a duration: minutes below an hour, '' when nobody said."""
    if number is None or number <= 0:
        return ""
    if number < 1:
        return _("%(minutes)s min") % {"minutes": max(1, int(number * 60))}
    shown = number.quantize(Decimal("0.1"))
    whole = shown == shown.to_integral_value()
    return _("%(hours)s h") % {"hours": formats.number_format(shown, 0 if whole else 1)}


def price(entry: Entry) -> str:
    """Return what the certification costs, '' when nobody said."""
    minor = entry.price_minor
    if minor is None:
        return ""
    if minor == 0:
        return _("Free of charge")
    digits = _DIGITS.get(entry.currency, 2)
    amount = Decimal(minor).scaleb(-digits)
    whole = amount == amount.to_integral_value()
    shown = formats.number_format(amount, decimal_pos=0 if whole else digits, use_l10n=True)
    return f"{shown}\u00a0{entry.currency}".strip()


def day(at: datetime | None) -> str:
    """Return a date, '' when there is none."""
    return formats.date_format(timezone.localtime(at), "DATE_FORMAT") if at else ""


def level(entry: Entry) -> str:
    """Return the level in the European framework, '' when nobody said."""
    if entry.level is None:
        return ""
    known = LEVELS.get(entry.level)
    number = _("level %(level)s of 8") % {"level": entry.level}
    return f"{known} ({number})" if known else number


def licence(entry: Entry) -> str:
    """Return the licence in words with its SPDX name, or that name alone; '' when nobody said."""
    known = LICENCES.get(entry.licence)
    if known is None:
        return entry.licence
    return str(known) if entry.licence.startswith("LicenseRef-") else f"{known} ({entry.licence})"


def senses(modes: Collection[str]) -> str:
    """Return modes that together suffice, in words."""
    known = WORDS["access_modes_sufficient"].get(",".join(sorted(modes)))
    return str(known) if known else access("access_modes", modes, " + ")


def access(field: str, values: Iterable[str], between: str = ", ") -> str:
    """Return what a field of accessibility says, in words; a value unknown here as it is."""
    return between.join(str(WORDS[field].get(one, one)) for one in values)


def found(total: int) -> str:
    """Return how many courses there are."""
    return ngettext("%(total)s course", "%(total)s courses", total) % {
        "total": formats.number_format(total, use_l10n=True, force_grouping=True)
    }


def free(entry: Entry) -> str:
    """Return whether following the course costs nothing, '' when nobody said."""
    if entry.is_free is None:
        return ""
    return pgettext("a course", "Free") if entry.is_free else pgettext("a course", "Not free")
