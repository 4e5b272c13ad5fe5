"""What happens to evidence when a learner leaves, or asks for it?"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F

from agir_competencies.models import CurrentEvidence, Evidence, InboxEntry, RetiredTally, State
from agir_platform.learners import api as learners

LEDGER_COLUMNS = (
    "competency__identifier", "competency__uri", "course_key", "object_key", "kind", "cause",
    "share", "weight", "occurred_at", "recorded_at",
)  # fmt: skip
STATE_COLUMNS = (
    "competency__identifier", "competency__uri", "status", "estimate", "certainty",
    "evidence_count", "demonstrated_at", "last_evidence_at", "method", "rule_version",
)  # fmt: skip


def forget(subject: UUID) -> None:
    """Delete ledger, current evidence, states and inbox of a learner, and count them."""
    with transaction.atomic():
        user_id = learners.user_of(subject)
        if user_id is not None:
            learners.locked(user_id)
            InboxEntry.objects.filter(user_id=user_id).delete()
        _count(subject)
        for model in (State, CurrentEvidence, Evidence):
            model.objects.filter(subject=subject).delete()


def _count(subject: UUID) -> None:
    """Add the learner to the anonymous counts of each competency."""
    evidence = Evidence.objects.filter(subject=subject).values_list("competency_id")
    numbers: Counter[int] = Counter(dict(evidence.annotate(Count("id")).order_by()))
    statuses = dict(
        State.objects.filter(subject=subject, evidence_count__gt=0).values_list(
            "competency_id", "status"
        )
    )
    for competency, number in sorted(numbers.items()):
        status = statuses.get(competency)
        RetiredTally.objects.get_or_create(competency_id=competency)
        RetiredTally.objects.filter(competency_id=competency).update(
            measured=F("measured") + int(status is not None),
            demonstrated=F("demonstrated") + int(status == "demonstrated"),
            evidence_count=F("evidence_count") + number,
        )


def export(subject: UUID) -> dict[str, Any]:
    """Return states and ledger of a learner; figures and instants as text."""
    states = State.objects.filter(subject=subject).order_by("competency_id").values(*STATE_COLUMNS)
    ledger = (
        Evidence.objects.filter(subject=subject)
        .order_by("occurred_at", "id")
        .values(*LEDGER_COLUMNS)
    )
    return {
        "competencies": [_plain(row) for row in states],
        "evidence": [_plain(row) for row in ledger],
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("competency__"): _text(value) for name, value in row.items()}


def _text(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value
