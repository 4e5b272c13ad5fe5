"""How is a fault in a civil status said to its owner, and the civil status read back?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.debug import sensitive_variables

from agir_certification.api import geography
from agir_certification.api.civil_status import CivilStatus, Sex
from agir_certification.api.learning import FieldFault

FIELDS: Final = {
    "nomNaissance": "birth_name", "prenom1": "first_name", "prenom2": "second_name",
    "prenom3": "third_name", "nomUsage": "usual_name", "sexe": "sex", "anneeNaissance": "year",
    "moisNaissance": "month", "jourNaissance": "day", "codeInsee": "place",
    "codePaysNaissance": "place", "libellePaysNaissance": "place", "codePostal": "postal_code",
    "libelleCommuneNaissance": "city",
}  # fmt: skip
NAMES: Final = frozenset({"birth_name", "first_name", "second_name", "third_name", "usual_name"})
OF_NAMES: Final[dict[str, Any]] = {
    "blank": gettext_lazy("Write this name as on your identity document."),
    "digits": gettext_lazy("A name holds no figure. Write it as on your identity document."),
    "username": gettext_lazy(
        "This is also the name of your account. Write the name on your identity document, or say "
        "below that it is written so."
    ),
    "length": gettext_lazy("This name is longer than 60 characters, which nobody can transmit."),
    "control": gettext_lazy("A character that cannot be printed stands here. Type it again."),
}
OTHERS: Final[dict[tuple[str, str], Any]] = {
    ("sex", "missing"): gettext_lazy(
        "Choose what your civil status says: without it, nobody is found."
    ),
    ("year", "missing"): gettext_lazy("Write the year in which you were born, in four figures."),
    ("year", "figure"): gettext_lazy("Write the year in which you were born, in four figures."),
    ("year", "future"): gettext_lazy("This date is in the future. Correct it."),
    ("year", "impossible"): gettext_lazy("Write the year in which you were born, in four figures."),
    ("year", "age"): gettext_lazy(
        "This date makes you under 14 or over 110. It is kept: correct it if it is wrong."
    ),
    ("month", "missing"): gettext_lazy("You gave a day: give the month too."),
    ("month", "impossible"): gettext_lazy("There is no such month. Write a figure from 1 to 12."),
    ("month", "figure"): gettext_lazy("There is no such month. Write a figure from 1 to 12."),
    ("day", "impossible"): gettext_lazy("There is no such day. Correct the date."),
    ("day", "figure"): gettext_lazy("There is no such day. Correct the date."),
    ("where", "missing"): gettext_lazy("Say whether you were born in France or abroad."),
    ("place", "missing"): gettext_lazy(
        "Search for the place, then choose one of those that are found."
    ),
    ("place", "unknown"): gettext_lazy("This place is not in the list. Search for it again."),
    ("postal_code", "unknown"): gettext_lazy("A postal code has five figures."),
    ("postal_code", "missing"): gettext_lazy("Give the postal code, or choose a commune."),
    ("city", "missing"): gettext_lazy("Write the city in which you were born."),
}
OTHERWISE: Final = gettext_lazy("This is not as it should be. Correct it.")


def of_form(faults: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return what the form could not read, by field."""
    return {field: str(OTHERS.get(one, OTHERWISE)) for one in faults if (field := one[0])}


def of_checks(faults: Iterable[FieldFault]) -> dict[str, str]:
    """Return what would keep the passage back, by field; the first of a field counts."""
    told: dict[str, str] = {}
    for one in faults:
        field = FIELDS.get(one.field, "place")
        if one.keeps_back:
            told.setdefault(field, sentence(field, one.detail))
    return told


def sentence(field: str, detail: str) -> str:
    """Return what is wrong with a field and what to do, to its owner."""
    table: Any = OF_NAMES.get(detail) if field in NAMES else OTHERS.get((field, detail))
    return str(table or OTHERWISE)


@sensitive_variables()
def rows(status: CivilStatus) -> list[tuple[str, str]]:
    """Return a civil status as (label, value), to be shown to its owner alone."""
    told = [
        (_("Birth name"), status.birth_name),
        (_("First name"), status.first_name),
        (_("Second first name"), status.second_name or ""),
        (_("Third first name"), status.third_name or ""),
        (_("Name in use"), status.usual_name or ""),
        (_("Sex in the civil status"), sex(status.sex)),
        (_("Born on"), born(status)),
        (_("Born in"), birthplace(status)),
    ]
    return [(label, value) for label, value in told if value]


def sex(told: Sex | None) -> str:
    """Return a sex as civil status writes it, in words."""
    if told is None:
        return ""
    return pgettext("civil status", "female") if told is Sex.F else pgettext("civil status", "male")


@sensitive_variables()
def born(status: CivilStatus) -> str:
    """Return a date of birth as far as it is known, in figures."""
    parts = [status.birth_day, status.birth_month]
    return "/".join([*(f"{one:02}" for one in parts if one), str(status.birth_year)])


@sensitive_variables()
def birthplace(status: CivilStatus) -> str:
    """Return a birthplace with the code by which it is transmitted."""
    place = status.birthplace
    known = geography.named(place.cog) if place.cog else None
    parts = [place.city or "", place.postal_code or ""]
    if known is not None and known.label not in parts:
        parts.append(known.label)
    if place.cog:
        parts.append(f"({place.cog})")
    return " ".join(part for part in parts if part)
