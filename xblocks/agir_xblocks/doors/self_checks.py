"""What does a learner say of themselves, and how is it kept?"""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from agir_xblocks.doors.switches import Presence, presence


@dataclass(frozen=True, slots=True)
class Judged:
    """One learner's word on a competency, beside their state.

    ``before`` and ``after`` are steps 1 to 4 or ``None``; ``level`` is 0 (not measured) to 3,
    ``estimate`` a share or ``None``; ``sentence`` lays one beside the other, '' for nothing.
    """

    before: int | None
    after: int | None
    level: int
    estimate: Decimal | None
    sentence: str


def judged(
    user_id: int, identifiers: Iterable[UUID], *, course_key: str, language: str
) -> dict[UUID, Judged]:
    """Return what this user says in this course of competencies, or is measured on.

    Three SELECTs; writes nothing.
    """
    if presence() is not Presence.ON:
        return {}
    from agir_badges import api as badges
    from agir_competencies.api import self_assessments

    found = self_assessments.of_user(user_id, identifiers, course_key=course_key, language=language)
    return {
        one: Judged(
            view.before,
            view.after,
            int(badges.level_of(view.status, view.certainty, view.estimate)),
            view.estimate,
            view.sentence,
        )
        for one, view in found.items()
    }


def judge(user_id: int, course_key: str, moment: str, steps: Mapping[UUID, object]) -> int:
    """Keep what this user says, ``before`` or ``after``; return how many words were new.

    Raises a ``DomainError`` with a code that begins with ``self_assessment_``.
    """
    from agir_competencies.api import self_assessments

    return self_assessments.say(user_id, course_key, moment, steps)
