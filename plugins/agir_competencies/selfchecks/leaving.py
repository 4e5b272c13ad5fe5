"""What happens to self-assessments when a learner leaves, or asks for their data?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_competencies.models import SelfAssessment

COLUMNS = (
    "competency__identifier", "competency__uri", "course_key", "moment", "value", "status",
    "estimate", "certainty", "at",
)  # fmt: skip


def forget(subject: UUID) -> None:
    """Delete what a learner said of themselves. Idempotent."""
    SelfAssessment.objects.filter(subject=subject).delete()


def export(subject: UUID) -> list[dict[str, Any]]:
    """Return every word with its revisions, in order, in values that ``json`` can write."""
    rows = SelfAssessment.objects.filter(subject=subject).order_by("id").values(*COLUMNS)
    return [
        {name.removeprefix("competency__"): _plain(value) for name, value in row.items()}
        for row in rows
    ]


def _plain(value: object) -> object:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if value is None or isinstance(value, int | str) else str(value)
