"""Which dossiers are there, and what was said of each?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from agir_certification.domain.dossier import DossierUnknown, known
from agir_certification.models import Dossier, DossierStep


@dataclass(frozen=True, slots=True)
class StepView:
    """The portal said a state, for a day; ``verdict`` is a word of ``domain.dossier.Verdict``."""

    state: str
    on: date
    verdict: str
    source: str
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier. ``is_known``: the state is one of the life cycle. ``flag``: why to look at it."""

    id: UUID
    external_id: str
    source: str
    state: str
    state_on: date
    is_known: bool
    flag: str
    registration: UUID | None
    certification_code: str
    action: str
    starts_on: date | None
    ends_on: date | None
    amount_minor: int | None
    currency: str
    billing: str
    read_at: datetime | None
    steps: tuple[StepView, ...] = ()


def one(dossier: UUID) -> DossierView:
    """Return a dossier with its steps in the order heard; raise ``DossierUnknown``."""
    row = Dossier.objects.filter(pk=dossier).first()
    if row is None:
        raise DossierUnknown
    return view(row, tuple(_step(step) for step in row.steps.all()))


def every(*, codes: frozenset[str] | None = None, flagged: bool = False) -> list[DossierView]:
    """Return dossiers, newest state first; ``codes`` narrows to certifications."""
    rows = Dossier.objects.all()
    if codes is not None:
        rows = rows.filter(certification_code__in=codes)
    if flagged:
        rows = rows.exclude(flag="")
    return [view(row) for row in rows]


def page(
    *, codes: frozenset[str] | None, start: int, most: int
) -> tuple[list[DossierView], int]:  # fmt: skip
    """Return some of the dossiers, newest state first, and how many there are."""
    rows = Dossier.objects.all()
    if codes is not None:
        rows = rows.filter(certification_code__in=codes)
    return [view(row) for row in rows[start : start + most]], rows.count()


def code_of(external_id: str) -> str | None:
    """Return the certification of a dossier, '' where nobody told it; ``None`` for no dossier."""
    rows = Dossier.objects.filter(external_id=external_id.strip())
    return rows.values_list("certification_code", flat=True).first()


def of_registration(registration: UUID) -> DossierView | None:
    """Return the dossier that pays for a registration, ``None`` where none does."""
    row = Dossier.objects.filter(registration_id=registration).first()
    return view(row, tuple(_step(step) for step in row.steps.all())) if row else None


def view(row: Dossier, steps: tuple[StepView, ...] = ()) -> DossierView:
    """Return a row as others see it."""
    return DossierView(
        id=row.pk, external_id=row.external_id, source=row.source, state=row.state,
        state_on=row.state_on, is_known=known(row.state) is not None, flag=row.flag,
        registration=row.registration_id, certification_code=row.certification_code,
        action=row.action, starts_on=row.starts_on, ends_on=row.ends_on,
        amount_minor=row.amount_minor, currency=row.currency, billing=row.billing,
        read_at=row.read_at, steps=steps,
    )  # fmt: skip


def _step(row: DossierStep) -> StepView:
    return StepView(row.state, row.on, row.verdict, row.source, row.by, row.at)
