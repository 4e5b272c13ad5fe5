"""How does a badge of somewhere else become evidence, and how does it cease to be?

Whoever calls has verified the badge, whose it is and who issued it. One attestation a competency
with the issuer's name, and the ledger's evidence of kind external, in one transaction with the
learner's row locked. The badge is one object: the same one again, or issued anew, counts once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_competencies.attesting import people
from agir_competencies.domain import identity
from agir_competencies.domain.attesting import LONGEST_NAME, LONGEST_REASON, LONGEST_URL
from agir_competencies.domain.link import EXTERNAL
from agir_competencies.domain.text import one_line
from agir_competencies.ledger.recording import Observation, ObservationUnusable, record
from agir_competencies.models import Attestation, Competency
from agir_platform.ports import ScoreCause

FULL: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Brought:
    """A badge from elsewhere: ``key`` names it, always the same for the same badge.

    ``name`` is what it is called, ``source`` who issued it, ``url`` where it is read (https, or
    ''). ``weight`` is above 0 with at most two decimals. ``competencies`` are identifiers.
    """

    key: UUID
    competencies: tuple[UUID, ...]
    name: str
    source: str
    weight: Decimal
    url: str = ""


def object_key(key: UUID) -> str:
    """Return what the ledger calls a badge."""
    return f"{EXTERNAL}:{key}"


def bring(subject: UUID, brought: Brought, now: datetime) -> None:
    """Let a badge count; what it says anew replaces what it said."""
    rows = Competency.objects.filter(identifier__in=brought.competencies)
    found = {row.identifier: row for row in rows}
    if not found or len(found) < len(set(brought.competencies)):
        raise ObservationUnusable(reason="competency")
    with transaction.atomic():
        people.lock(subject)
        known = _rows(subject, brought.key)
        gone = [one for key, one in known.items() if key not in found and not one.withdrawn_at]
        _take(gone, "", now)
        told = []
        for identifier, competency in found.items():
            row = known.get(identifier)
            told.append(_observed(subject, identifier, brought, now, again=row is not None))
            _keep(subject, competency, brought, row, now)
        record(told)


def withdraw(subject: UUID, key: UUID, reason: str, now: datetime) -> None:
    """Let a badge count no more, for a reason that the learner reads. Idempotent."""
    with transaction.atomic():
        people.lock(subject)
        standing = [one for one in _rows(subject, key).values() if one.withdrawn_at is None]
        _take(standing, one_line(reason)[:LONGEST_REASON], now)


def _rows(subject: UUID, key: UUID) -> dict[UUID, Attestation]:
    rows = Attestation.objects.filter(subject=subject, object_key=object_key(key))
    return {row.competency.identifier: row for row in rows.select_related("competency")}


def _keep(
    subject: UUID, competency: Competency, brought: Brought, row: Attestation | None, now: datetime
) -> None:
    kept = row or Attestation(
        id=identity.identity("external", subject, competency.identifier, brought.key),
        subject=subject,
        competency=competency,
        course_key="",
        object_key=object_key(brought.key),
        origin=EXTERNAL,
    )
    kept.share, kept.at = FULL, now
    kept.note = one_line(brought.name)[:LONGEST_REASON]
    kept.by_name = one_line(brought.source)[:LONGEST_NAME]
    kept.url = brought.url if brought.url.startswith("https://") else ""
    kept.url = kept.url if len(kept.url) <= LONGEST_URL else ""
    kept.withdrawn_at, kept.withdrawn_reason = None, ""
    kept.save()


def _take(rows: Iterable[Attestation], reason: str, now: datetime) -> None:
    told = []
    for row in rows:
        row.withdrawn_at, row.withdrawn_reason = now, reason
        row.save(update_fields=("withdrawn_at", "withdrawn_reason"))
        told.append(
            Observation(
                subject=row.subject,
                competency=row.competency.identifier,
                course_key="",
                object_key=row.object_key,
                kind=EXTERNAL,
                share=None,
                weight=FULL,
                occurred_at=now,
                cause=ScoreCause.DELETION,
            )
        )
    if told:
        record(told)


def _observed(
    subject: UUID, competency: UUID, brought: Brought, now: datetime, *, again: bool
) -> Observation:
    return Observation(
        subject=subject,
        competency=competency,
        course_key="",
        object_key=object_key(brought.key),
        kind=EXTERNAL,
        share=FULL,
        weight=brought.weight,
        occurred_at=now,
        cause=ScoreCause.REGRADE if again else ScoreCause.ATTEMPT,
    )
