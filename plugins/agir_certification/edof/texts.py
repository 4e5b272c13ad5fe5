"""Which texts does the site keep for EDOF, who wrote them, and what did they say before?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from django.db import transaction

from agir_certification.domain.latin import latin
from agir_certification.domain.offer_checks import LONGEST, OfferFault, text_faults
from agir_certification.edof.choosing import Said
from agir_certification.models import Certification, OfferText
from agir_kernel.errors import DomainError

ELEMENTS: Final = {
    "objective": "objectif-formation", "results": "resultats-attendus",
    "content": "contenu-formation", "summary": "resume-contenu",
    "conditions": "conditions-specifiques", "pedagogy": "modalites-pedagogiques",
    "admission_info": "info-admission",
}  # fmt: skip
LIMITS: Final = {name: LONGEST[element] for name, element in ELEMENTS.items()}
HOURS: Final = 9999
HISTORY: Final = 50  # versions that are shown


class OfferTextTooLong(DomainError):
    """``field`` has ``length`` characters as EDOF counts them; ``limit`` fit."""

    code: ClassVar[str] = "offer_text_too_long"


class OfferHoursUnfit(DomainError):
    """More hours than the file can hold (``limit``)."""

    code: ClassVar[str] = "offer_hours_unfit"


class OfferTextUnknown(DomainError):
    """No such version of these texts."""

    code: ClassVar[str] = "offer_text_unknown"


@dataclass(frozen=True, slots=True)
class TextVersion:
    """What was said, when, by whom; ``by`` is ``None`` for who has left."""

    id: int
    said: Said
    at: datetime
    by: UUID | None


def newest(certifications: Collection[UUID]) -> dict[UUID, Said]:
    """Return what holds, by certification; nothing for one of which nobody wrote."""
    rows = OfferText.objects.filter(certification_id__in=certifications).order_by("id")
    return {row.certification_id: _said(row) for row in rows}


def history(certification: UUID) -> list[TextVersion]:
    """Return the last ``HISTORY`` versions, newest first."""
    rows = OfferText.objects.filter(certification_id=certification).order_by("-id")[:HISTORY]
    return [TextVersion(row.pk, _said(row), row.written_at, row.written_by) for row in rows]


def keep(certification: UUID, said: Said, *, by: UUID, now: datetime) -> bool:
    """Write a version down; tell whether it says anything new.

    What is missing may come later. Raises ``OfferTextTooLong``, ``OfferHoursUnfit``.
    """
    for name, limit in LIMITS.items():
        length = len(latin(getattr(said, name)))
        if length > limit:
            raise OfferTextTooLong(field=name, length=length, limit=limit)
    if said.hours > HOURS:
        raise OfferHoursUnfit(limit=HOURS)
    with transaction.atomic():
        Certification.objects.select_for_update().get(pk=certification)
        last = OfferText.objects.filter(certification_id=certification).order_by("-id").first()
        if last is not None and _said(last) == said:
            return False
        OfferText.objects.create(
            certification_id=certification, written_at=now, written_by=by, **asdict(said)
        )
    return True


def bring_back(certification: UUID, version: int, *, by: UUID, now: datetime) -> bool:
    """Let an older version hold again, as a new one; raise ``OfferTextUnknown``."""
    row = OfferText.objects.filter(pk=version, certification_id=certification).first()
    if row is None:
        raise OfferTextUnknown
    return keep(certification, _said(row), by=by, now=now)


def faults(code: str, said: Said) -> tuple[OfferFault, ...]:
    """Return what EDOF would refuse of the texts alone.

    Conditions may be missing here: a session's prerequisites stand in for them.
    """
    told = {element: getattr(said, name) for name, element in ELEMENTS.items()}
    if not said.conditions:
        del told["conditions-specifiques"]
    found = list(text_faults(code, told))
    if not said.hours:
        found.append(OfferFault(code, "nombre-heures-centre", "missing"))
    return tuple(found)


def _said(row: OfferText) -> Said:
    return Said(**{one.name: getattr(row, one.name) for one in fields(Said)})
