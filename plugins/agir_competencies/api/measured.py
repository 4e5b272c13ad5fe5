"""Who was measured on what: for those who walk over all learners, at night."""

from __future__ import annotations

from uuid import UUID

from agir_competencies.models import State

__all__ = ["measured"]


def measured(*, after: UUID | None = None, limit: int = 500) -> dict[UUID, tuple[UUID, ...]]:
    """Return the next ``limit`` subjects that have a state, each with its competencies.

    In an order of the database's own, which ``after`` (the last subject returned) resumes; empty
    at the end. Two SELECTs. Who may: callers are nightly jobs, which ask nobody.
    """
    rows = State.objects.order_by("subject")
    if after is not None:
        rows = rows.filter(subject__gt=after)
    page = list(rows.values_list("subject", flat=True).distinct()[:limit])
    found: dict[UUID, tuple[UUID, ...]] = dict.fromkeys(page, ())
    pairs = State.objects.filter(subject__in=page).order_by("id")
    for subject, identifier in pairs.values_list("subject", "competency__identifier"):
        found[subject] += (identifier,)
    return found
