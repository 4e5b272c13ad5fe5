"""How are all learners visited without holding them in memory?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from agir_competencies.models import CurrentEvidence, Evidence, State

PAGE: Final = 200
TABLES: Final = (Evidence, CurrentEvidence, State)


def learners(page: int = PAGE) -> Iterator[list[UUID]]:
    """Yield the subjects that any table holds, a page at a time, in the database's own order."""
    last: UUID | None = None
    while subjects := _after(last, page):
        yield subjects
        last = subjects[-1]


def _after(last: UUID | None, page: int) -> list[UUID]:
    beyond: dict[str, Any] = {} if last is None else {"subject__gt": last}
    first, *others = (table.objects.filter(**beyond).values("subject") for table in TABLES)
    rows = first.union(*others).order_by("subject")[:page]
    return [row["subject"] for row in rows]
