"""The states of many learners at once: for those who work in batches."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from agir_competencies.api.standings import STATE_COLUMNS, now
from agir_competencies.models import State
from agir_competencies.standing import StateView

__all__ = ["states_together"]


def states_together(
    subjects: Iterable[UUID], identifiers: Iterable[UUID]
) -> dict[UUID, dict[UUID, StateView]]:
    """Return the states that exist, by subject and identifier; a subject without one is absent.

    One SELECT. Who may: callers are jobs, which ask nobody.
    """
    rows = State.objects.filter(
        subject__in=list(subjects), competency__identifier__in=list(identifiers)
    )
    found: dict[UUID, dict[UUID, StateView]] = {}
    for subject, *row in rows.annotate(**now()).values_list("subject", *STATE_COLUMNS):
        view = StateView(*row)
        found.setdefault(subject, {})[view.identifier] = view
    return found
