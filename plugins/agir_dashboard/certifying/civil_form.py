"""What was typed of a civil status, and which civil status is it?

Nothing here shows a value in ``repr``, so that neither a log nor an error page can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from django.views.decorators.debug import sensitive_variables

from agir_certification.api import geography
from agir_certification.api.civil_status import Birthplace, CivilStatus, Sex

LONGEST: Final = 100
LEAST_YEAR: Final = 1900
ABROAD: Final = "99"


@dataclass(frozen=True, slots=True, repr=False)
class Form:
    """The fields as typed. ``place`` is the INSEE code that was chosen, of a commune or a country.

    ``where`` is ``france`` or ``abroad``; ``find`` what is looked for in the list of places.
    """

    birth_name: str = ""
    first_name: str = ""
    second_name: str = ""
    third_name: str = ""
    usual_name: str = ""
    sex: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    where: str = ""
    place: str = ""
    city: str = ""
    postal_code: str = ""
    find: str = ""

    def __repr__(self) -> str:
        """Return nothing of what was typed."""
        return "Form(…)"


@sensitive_variables()
def typed(sent: Mapping[str, str]) -> Form:
    """Return what was sent, bounded and without blanks around it."""
    told = {one.name: sent.get(one.name, "").strip()[:LONGEST] for one in fields(Form)}
    return Form(**told)


@sensitive_variables()
def of(status: CivilStatus) -> Form:
    """Return the form that shows a civil status again."""
    place = status.birthplace
    return Form(
        birth_name=status.birth_name, first_name=status.first_name,
        second_name=status.second_name or "", third_name=status.third_name or "",
        usual_name=status.usual_name or "", sex=status.sex.value if status.sex else "",
        day=_figure(status.birth_day), month=_figure(status.birth_month),
        year=_figure(status.birth_year), where="abroad" if place.is_abroad else "france",
        place=place.cog or "", city=place.city or "", postal_code=place.postal_code or "",
    )  # fmt: skip


@sensitive_variables()
def status_of(form: Form) -> tuple[CivilStatus, tuple[tuple[str, str], ...]]:
    """Return the civil status, and what cannot be read of the form, as (field, word).

    A figure that cannot be read is a fault of the form; what the civil status itself breaks is
    asked of certification. Where the form is at fault, its civil status is not to be kept.
    """
    faults = [
        (name, "figure")
        for name, text in (("day", form.day), ("month", form.month))
        if text and _number(text) is None
    ]
    year = _number(form.year)
    if year is None:
        faults.append(("year", "figure" if form.year else "missing"))
    if form.where not in ("france", "abroad"):
        faults.append(("where", "missing"))
    elif _is_without_place(form):
        faults.append(("place", "missing"))
    status = CivilStatus(
        birth_name=form.birth_name, first_name=form.first_name, birth_year=year or LEAST_YEAR,
        birth_month=_number(form.month), birth_day=_number(form.day),
        sex=Sex(form.sex) if form.sex in (Sex.M.value, Sex.F.value) else None,
        birthplace=_place(form), usual_name=form.usual_name or None,
        second_name=form.second_name or None, third_name=form.third_name or None,
    )  # fmt: skip
    return status, tuple(faults)


def _is_without_place(form: Form) -> bool:
    if form.where == "abroad":
        return not form.place.startswith(ABROAD)
    return not form.place and not (form.postal_code and form.city)


@sensitive_variables()
def _place(form: Form) -> Birthplace:
    """Return where, by what is official: the list's own name goes with its code."""
    if form.where == "abroad":
        known = geography.named(form.place) if form.place else None
        return Birthplace(
            cog=form.place or None, city=form.city or None, country=known.label if known else None
        )
    if form.place and not form.place.startswith(ABROAD):
        known = geography.named(form.place)
        return Birthplace(cog=form.place, city=known.label if known else None)
    return Birthplace(postal_code=form.postal_code or None, city=form.city or None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _figure(number: int | None) -> str:
    return "" if number is None else str(number)
