"""How is a figure, a state or a day of themes said to a person?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from agir_catalogue.api.diversity import CallState


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def day(when: datetime) -> str:
    """Return a date."""
    return formats.date_format(timezone.localtime(when), "DATE_FORMAT")


def figure(value: Decimal, places: int) -> str:
    """Return a figure as the language writes it."""
    return formats.number_format(value, places)


def amount(value: Decimal) -> str:
    """Return courses or learners: whole where they are, else with one decimal."""
    return figure(value, 0 if value == value.to_integral_value() else 1)


def source(name: str) -> str:
    """Return who said a theme."""
    words = {"author": _("the course team"), "machine": _("a machine")}
    return words.get(name) or _("a reviewer")


def state(one: CallState) -> str:
    """Return where a call stands."""
    words = {
        CallState.OPEN: pgettext("call", "Open"),
        CallState.ANSWERED: pgettext("call", "Answered"),
    }
    return words.get(one) or pgettext("call", "Closed")


def support(count: int) -> str:
    """Return how many people want a course on a theme, '' for nobody."""
    if not count:
        return ""
    told = ngettext(
        "%(count)s person wants a course on this.",
        "%(count)s people want a course on this.",
        count,
    )
    return told % {"count": count}


def covered(word: str) -> str:
    """Return whether a theme is covered."""
    words = {"yes": pgettext("theme", "Covered"), "no": pgettext("theme", "Missing")}
    return words.get(word) or pgettext("theme", "Unknown")
