"""CPF dossiers: told by hand, by a file or through Wedof; never told to the portal.

Who may: none of these functions asks; pages and REST views do (``api.managers.ensure``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agir_certification.domain.dossier import (
    DossierMalformed,
    DossierState,
    DossierTied,
    DossierUnknown,
    Verdict,
)
from agir_certification.domain.working_days import Territory
from agir_certification.dossiers import reading, sheet, telling, wedof
from agir_certification.dossiers.reading import DossierView, StepView
from agir_certification.dossiers.sheet import DossierFileUnreadable, LineFault
from agir_certification.dossiers.telling import Ruling, Told
from agir_certification.dossiers.wedof import WedofOff, WedofUnreachable
from agir_certification.rules import current
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "DossierFileUnreadable", "DossierMalformed", "DossierState", "DossierTied", "DossierUnknown",
    "DossierView", "Imported", "LineFault", "StepView", "Told", "Verdict", "WedofOff",
    "WedofUnreachable", "clear_flag", "code_of", "every", "hear_wedof", "import_csv",
    "of_registration", "one", "page", "refresh", "ruling", "tell", "tie", "untie",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file did: dossiers told and flagged, or the lines for which nothing was recorded."""

    told: int
    flagged: int
    faults: tuple[LineFault, ...]


def tell(told: Told, *, by: UUID, clock: Clock | None = None) -> tuple[UUID, Verdict]:
    """Record by hand what the portal says of a dossier. Idempotent; raises ``DossierMalformed``."""
    now = (clock or SystemClock()).now()
    return telling.tell(told, ruling(), now, source="manual", by=by)


def import_csv(content: bytes, *, by: UUID, clock: Clock | None = None) -> Imported:
    """Record what a file says: all lines or, with a single fault, none.

    Raises ``DossierFileUnreadable``; ``DossierMalformed`` with the ``line`` of a day to come.
    """
    found, faults = sheet.read(content)
    if faults:
        return Imported(0, 0, tuple(faults))
    return _record(found, by, clock)


def hear_wedof(payload: object, *, clock: Clock | None = None) -> tuple[UUID, Verdict]:
    """Hear a call of Wedof: it says which dossier to read again, and nothing else.

    Raises ``WedofOff``, ``WedofUnreachable``, ``DossierMalformed``.
    """
    if not wedof.is_on():
        raise WedofOff
    now = (clock or SystemClock()).now()
    told = wedof.read(wedof.hint_of(payload), now)
    return telling.tell(told, ruling(), now, source="wedof")


def tie(dossier: UUID, registration: UUID, *, clock: Clock | None = None) -> None:
    """Say which registration a dossier pays for; raises ``DossierTied`` and others."""
    telling.tie(dossier, registration, (clock or SystemClock()).now())


def untie(dossier: UUID) -> None:
    """Take that back."""
    with transaction.atomic():
        telling.untie(dossier)


def clear_flag(dossier: UUID) -> None:
    """Say that a person looked at what was flagged."""
    telling.clear_flag(dossier)


def refresh(*, clock: Clock | None = None) -> int:
    """Count the duties of every dossier again; return how many. Idempotent."""
    return telling.refresh(ruling(), (clock or SystemClock()).now())


def one(dossier: UUID) -> DossierView:
    """Return a dossier with its history; raise ``DossierUnknown``."""
    return reading.one(dossier)


def every(*, codes: frozenset[str] | None = None, flagged: bool = False) -> list[DossierView]:
    """Return dossiers, newest state first; ``codes`` narrows to certifications."""
    return reading.every(codes=codes, flagged=flagged)


def page(
    *, codes: frozenset[str] | None, start: int, most: int
) -> tuple[list[DossierView], int]:  # fmt: skip
    """Return some of the dossiers, newest state first, and how many there are."""
    return reading.page(codes=codes, start=start, most=most)


def code_of(external_id: str) -> str | None:
    """Return the certification of a dossier, '' where nobody told it; ``None`` for no dossier."""
    return reading.code_of(external_id)


def of_registration(registration: UUID) -> DossierView | None:
    """Return the dossier that pays for a registration."""
    return reading.of_registration(registration)


def ruling() -> Ruling:
    """Return the dated rules and the holidays by which duties are counted here."""
    word = str(getattr(settings, "AGIR_CERTIFICATION_TERRITORY", "") or Territory.METROPOLE)
    return Ruling(current.every(), Territory(word))


def _record(found: Sequence[Told], by: UUID, clock: Clock | None) -> Imported:
    now, rules, flagged = (clock or SystemClock()).now(), ruling(), 0
    with transaction.atomic():
        for line, told in enumerate(found, start=2):
            try:
                _, verdict = telling.tell(told, rules, now, source="csv", by=by)
            except DossierMalformed as fault:
                raise DossierMalformed(line=line, field=fault.facts["field"]) from None
            flagged += verdict in (Verdict.OUT_OF_ORDER, Verdict.UNKNOWN_STATE)
    return Imported(len(found), flagged, ())
