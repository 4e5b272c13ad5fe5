"""What does a learner say of themselves now? The latest word of each moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import OuterRef, Subquery

from agir_competencies.domain.self_check import Calibration, Moment, calibration
from agir_competencies.models import SelfAssessment, State
from agir_competencies.selfchecks import words
from agir_competencies.selfchecks.data import SelfView


def _latest(moment: Moment) -> Subquery:
    rows = SelfAssessment.objects.filter(
        subject=OuterRef("subject"), competency_id=OuterRef("competency_id"), moment=moment
    )
    return Subquery(rows.order_by("-id").values("value")[:1])


SAID: Final = {"said_before": _latest(Moment.BEFORE), "said_after": _latest(Moment.AFTER)}
"""Annotations of states, so that a page reads both in the statement that it makes anyway."""


def of(
    subject: UUID, identifiers: Iterable[UUID] | None = None, course_key: str = ""
) -> dict[UUID, SelfView]:
    """Return what the learner says on these competencies, or is measured on. Two SELECTs.

    ``None``: on all that they said something of. ``course_key``: only what was said in this
    course, '' for everywhere.
    """
    rows = SelfAssessment.objects.filter(subject=subject)
    if course_key:
        rows = rows.filter(course_key=course_key)
    wanted = None if identifiers is None else list(identifiers)
    if wanted is not None:
        rows = rows.filter(competency__identifier__in=wanted)
    said: dict[UUID, dict[str, int]] = {}
    for identifier, moment, value in rows.order_by("id").values_list(
        "competency__identifier", "moment", "value"
    ):
        said.setdefault(identifier, {})[moment] = value
    asked = list(said) if wanted is None else wanted
    states = State.objects.filter(subject=subject, competency__identifier__in=asked)
    measured = {row.competency.identifier: row for row in states.select_related("competency")}
    return {
        one: _view(one, said.get(one, {}), measured.get(one))
        for one in asked
        if one in said or one in measured
    }


def sentence_of(state: Any) -> str:
    """Return what is said beside a state that was read with ``SAID``."""
    return words.sentence(state.said_before, state.said_after, _how(state.said_after, state))


def _view(identifier: UUID, said: dict[str, int], state: State | None) -> SelfView:
    before, after = said.get(Moment.BEFORE), said.get(Moment.AFTER)
    measured = state if state is not None and state.estimate is not None else None
    how = _how(after, state)
    return SelfView(
        competency=identifier,
        before=before,
        after=after,
        status=measured.status if measured else "",
        estimate=measured.estimate if measured else None,
        certainty=measured.certainty if measured else "",
        calibration=how,
        sentence=words.sentence(before, after, how),
    )


def _how(after: int | None, state: State | None) -> Calibration:
    if after is None or state is None:
        return Calibration.UNKNOWN
    measured = state.estimate is not None
    return calibration(after, state.status, state.certainty, measured=measured)
