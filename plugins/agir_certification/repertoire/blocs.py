"""Where do the blocs of a certification come from, and how much of each did a learner show?

From the sheet that ``agir_competencies`` imported: its framework has the sheet's public address,
and a bloc's item that address with ``#`` and the bloc's code; what a bloc lists stands below.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_certification.domain.repertoire import kind_of
from agir_certification.models import Bloc, Certification
from agir_certification.repertoire.keeping import locked
from agir_competencies import api as competencies
from agir_competencies.data import CompetencyView, FrameworkView

SITE: Final = "https://www.francecompetences.fr/recherche"
MOST: Final = 5000
"""Items of one sheet that are read; the longest seen has some 400."""


@dataclass(frozen=True, slots=True)
class BlocCoverage:
    """How much of a bloc a learner showed: ``shown`` of ``total`` competencies.

    ``code`` '' is the certification as a whole (the RS has no blocs). ``missing`` are those not
    demonstrated, as (identifier, label), and ``held`` the others. ``total`` 0: the sheet lists
    nothing, which is not 0 %.
    """

    code: str
    title: str
    shown: int
    total: int
    missing: tuple[tuple[UUID, str], ...]
    held: tuple[tuple[UUID, str], ...] = ()


def take_in(certification: UUID, now: datetime) -> int:
    """Bring blocs, title and dates in line with the imported sheet; return the blocs in force.

    0, and nothing changes, where the sheet was not imported. A bloc that it no longer has keeps
    its row, retired. Idempotent. Raises ``CertificationUnknown``.
    """
    with transaction.atomic():
        row = locked(certification)
        sheet = _sheet(row.code)
        if sheet is None:
            return 0
        items = _items(sheet)
        found = [one for one in items if _place(one) == one.code.upper() and one.code]
        for position, item in enumerate(found):
            _keep(row, item, position)
        kept = [item.code for item in found]
        row.blocs.exclude(code__in=kept).filter(retired_at=None).update(retired_at=now)
        _say(row, sheet, now)
    return len(kept)


def coverage(code: str, subject: UUID, *, language: str = "") -> tuple[BlocCoverage, ...]:
    """Return how much of each bloc a learner showed, in the order of the sheet.

    Empty where the sheet was not imported. Some six statements.
    """
    row = Certification.objects.filter(code=code).first()
    sheet = _sheet(code) if row else None
    if row is None or sheet is None:
        return ()
    items = _items(sheet, language)
    known = competencies.states(subject, [item.identifier for item in items])
    shown = {one for one, state in known.items() if state.status == "demonstrated"}
    blocs = list(row.blocs.filter(retired_at=None))
    parts = [(bloc.code, bloc.title) for bloc in blocs] or [("", row.title)]
    return tuple(_covered(part, items, shown) for part in parts)


def _covered(part: tuple[str, str], items: list[CompetencyView], shown: set[UUID]) -> BlocCoverage:
    code, title = part
    inside = [item for item in items if _bloc_of(item) == code] if code else items
    held = tuple((one.identifier, one.label) for one in inside if one.identifier in shown)
    missing = tuple((one.identifier, one.label) for one in inside if one.identifier not in shown)
    return BlocCoverage(code, title, len(held), len(inside), missing, held)


def _sheet(code: str) -> FrameworkView | None:
    number = code.removeprefix(kind_of(code))
    uri = f"{SITE}/{kind_of(code).lower()}/{number}/"
    return next((one for one in competencies.frameworks() if one.uri == uri), None)


def _items(sheet: FrameworkView, language: str = "") -> list[CompetencyView]:
    return competencies.find_competencies(framework=sheet.identifier, language=language, limit=MOST)


def _place(item: CompetencyView) -> str:
    return item.uri.partition("#")[2]


def _bloc_of(item: CompetencyView) -> str:
    """Return the code of the bloc that an item stands under; '' for a bloc itself."""
    bloc, below, _ = _place(item).partition("/")
    return bloc if below else ""


def _keep(row: Certification, item: CompetencyView, position: int) -> None:
    Bloc.objects.update_or_create(
        certification=row,
        code=item.code,
        defaults={
            "title": item.statement.splitlines()[0][:800] if item.statement else item.code,
            "position": position,
            "competency": item.identifier,
            "retired_at": None,
        },
    )


def _say(row: Certification, sheet: FrameworkView, now: datetime) -> None:
    row.framework = sheet.identifier
    row.title = sheet.title.removesuffix(f" ({row.code})")[:800]
    row.is_active = sheet.is_active
    row.valid_from = sheet.valid_from
    row.valid_until = sheet.valid_until
    row.sheet_checked_on = sheet.imported_at.date()
    row.updated_at = now
    row.save()
