"""A framework, its competencies and a learner, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4, uuid5

from django.db import connection
from django.test.utils import CaptureQueriesContext

from agir_competencies.models import Competency, CurrentEvidence, Framework, State

WHEN = datetime(2026, 10, 14, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 10, 15, 9, 30, tzinfo=UTC)


def competencies(count: int, title: str = "Référentiel d’essai") -> list[Competency]:
    """Return ``count`` competencies of a new framework."""
    framework = Framework.objects.create(
        identifier=uuid4(),
        uri=f"https://example.org/{title}",
        source="local",
        title=title,
        imported_at=WHEN,
    )
    return [
        Competency.objects.create(
            identifier=uuid4(),
            framework=framework,
            uri=f"https://example.org/c/{number}",
            statement=f"Compétence {number}",
            label=f"Compétence {number}",
            position=number,
        )
        for number in range(count)
    ]


def state(
    subject: UUID,
    competency: Competency,
    *,
    estimate: str | None = "0.8",
    status: str = "demonstrated",
    certainty: str = "some",
) -> None:
    """Write where the learner stands on one competency, replacing what was there."""
    State.objects.update_or_create(
        id=uuid5(subject, str(competency.identifier)),
        defaults={
            "subject": subject,
            "competency": competency,
            "status": status,
            "estimate": None if estimate is None else Decimal(estimate),
            "certainty": certainty,
            "evidence_count": 2,
            "object_count": 2,
            "demonstrated_at": WHEN if status == "demonstrated" else None,
            "last_evidence_at": WHEN,
            "method": "discounted_beta",
            "updated_at": WHEN,
        },
    )


def evidence(subject: UUID, competency: Competency, number: int = 0) -> None:
    """Write one perfect result of the learner on one problem, as current evidence."""
    CurrentEvidence.objects.create(
        id=uuid4(),
        subject=subject,
        competency=competency,
        course_key="course-v1:Agir+Essai+2026",
        object_key=f"block-v1:Agir+Essai+2026+type@problem+block@{number}",
        kind="problem_score",
        share=Decimal(1),
        first_at=WHEN,
        scored_at=WHEN,
        last_at=WHEN,
        evidence_id=uuid4(),
    )


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that read or write, without transaction control."""
    told: list[str] = []
    with CaptureQueriesContext(connection) as context:
        yield told
    words = ("SELECT", "INSERT", "UPDATE", "DELETE")
    told += [one["sql"] for one in context if one["sql"].lstrip("( ").startswith(words)]
