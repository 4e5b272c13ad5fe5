"""How is what a learner says of themselves kept? Each change is a row; saying it twice is none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agir_competencies.domain.self_check import (
    MOST_AT_ONCE,
    CompetencyNotHere,
    Moment,
    NothingSaid,
    step,
)
from agir_competencies.models import Competency, SelfAssessment, State
from agir_platform.learners import api as learners


def say(
    user_id: int, course_key: str, moment: Moment, said: Mapping[UUID, object], now: datetime
) -> int:
    """Keep what is new in ``said``; return how many rows.

    One transaction: the learner's lock, three SELECTs and one INSERT, whatever their number.
    """
    steps = {identifier: step(raw) for identifier, raw in said.items()}
    if not 0 < len(steps) <= MOST_AT_ONCE:
        raise NothingSaid(limit=MOST_AT_ONCE)
    with transaction.atomic():
        subject = learners.locked(user_id).subject
        keys = dict(
            Competency.objects.filter(identifier__in=list(steps)).values_list("identifier", "id")
        )
        if len(keys) < len(steps):
            raise CompetencyNotHere
        before = _latest(subject, course_key, moment, keys.values())
        states = {
            row.competency_id: row
            for row in State.objects.filter(subject=subject, competency_id__in=keys.values())
        }
        rows = [
            _row(subject, keys[identifier], value, states.get(keys[identifier]))
            for identifier, value in steps.items()
            if before.get(keys[identifier]) != value
        ]
        for row in rows:
            row.course_key, row.moment, row.at = course_key, moment, now
        SelfAssessment.objects.bulk_create(rows)
    return len(rows)


def _latest(subject: UUID, course_key: str, moment: Moment, competencies: object) -> dict[int, int]:
    """Return the present word on each competency, by its row's id."""
    rows = SelfAssessment.objects.filter(
        subject=subject, course_key=course_key, moment=moment, competency_id__in=competencies
    )
    return dict(rows.order_by("id").values_list("competency_id", "value"))


def _row(subject: UUID, competency: int, value: int, state: State | None) -> SelfAssessment:
    measured = state is not None and state.estimate is not None
    return SelfAssessment(
        subject=subject,
        competency_id=competency,
        value=value,
        status=state.status if state and measured else "",
        estimate=state.estimate if state and measured else None,
        certainty=state.certainty if state and measured else "",
    )
