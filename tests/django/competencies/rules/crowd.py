"""Many learners with a ledger, what counts of it, and the state that the rules of today give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from agir_competencies import rules
from agir_competencies.domain import identity
from agir_competencies.domain.current import folded
from agir_competencies.domain.evidence import Fact
from agir_competencies.domain.mastery import Placed, standing
from agir_competencies.ledger.rows import current_row, state_row
from agir_competencies.models import Competency, CurrentEvidence, Evidence, State
from agir_platform.ports import ScoreCause
from host.gallery.rows import competencies

COURSE = "course-v1:Agir+Crowd+2026"
BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)


def skill() -> Competency:
    """Return a competency of a framework of its own."""
    return competencies(1, f"Cadre {Competency.objects.count()}")[0]


def enter(one: Competency, shares: Iterable[Sequence[str]], first: int = 1) -> list[UUID]:
    """Let learners answer one activity a share, a day apart; return their subjects.

    Learner number ``first`` has the first sequence. Ledger, current evidence and states agree.
    """
    known = rules.present([one.pk])
    rule = known.of(one.pk)
    ledger, current, states, subjects = [], [], [], []
    for number, sequence in enumerate(shares, first):
        subject = UUID(int=number * 2**96 + one.pk)
        subjects.append(subject)
        placed = []
        for day, share in enumerate(sequence):
            evidence = _evidence(one, subject, day, Decimal(share))
            ledger.append(evidence)
            fact = Fact(
                evidence.id, ScoreCause.ATTEMPT, evidence.share, Decimal(1), evidence.occurred_at
            )
            found = folded([fact])
            assert found is not None
            key = identity.current_id(
                subject=subject,
                competency=one.identifier,
                object_key=evidence.object_key,
                kind=evidence.kind,
            )
            current.append(current_row(evidence, key, found))
            placed.append(Placed(key, evidence.object_key, found))
        key = identity.state_id(subject=subject, competency=one.identifier)
        states.append(state_row(key, subject, one.pk, standing(placed, rule), rule, BEGAN))
    for rows in (ledger, current, states):
        type(rows[0]).objects.bulk_create(rows, batch_size=1000)
    return subjects


def _evidence(one: Competency, subject: UUID, day: int, share: Decimal) -> Evidence:
    at = BEGAN + timedelta(days=day)
    key = f"block-v1:Agir+Crowd+2026+type@problem+block@{day}"
    share = share.quantize(Decimal("0.000001"))
    return Evidence(
        id=identity.evidence_id(
            subject=subject, competency=one.identifier, object_key=key, kind="problem_score",
            cause="attempt", share=share, occurred_at=at,
        ),
        subject=subject,
        competency=one,
        course_key=COURSE,
        object_key=key,
        kind="problem_score",
        cause="attempt",
        share=share,
        weight=Decimal(1),
        occurred_at=at,
        recorded_at=at,
    )  # fmt: skip


def statuses(one: Competency) -> list[str]:
    """Return the statuses on a competency, by learner."""
    rows = State.objects.filter(competency=one).order_by("subject")
    return list(rows.values_list("status", flat=True))


def counts() -> tuple[int, int, int]:
    """Return how many rows the three tables hold."""
    return (Evidence.objects.count(), CurrentEvidence.objects.count(), State.objects.count())
