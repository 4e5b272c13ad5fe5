"""What a learner says of themselves on a competency, before and after.

Who may: the learner alone. Each function takes the id or the subject of the person who asks and
finds theirs; none takes a course to list what its learners said (decision 0013).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils import translation

from agir_competencies.domain.self_check import Calibration, Moment, moment
from agir_competencies.selfchecks import reading, words, writing
from agir_competencies.selfchecks.data import SelfView
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners

__all__ = ["Calibration", "Moment", "SelfView", "of_learner", "of_user", "say", "step_word"]


def say(
    user_id: int,
    course_key: str,
    when: str,
    said: Mapping[UUID, object],
    *,
    clock: Clock | None = None,
) -> int:
    """Keep steps (1 to 4) by competency, said ``before`` or ``after``; return what was new.

    One transaction, all of it or nothing; saying the same again writes nothing. Raises a
    ``SelfAssessmentRefused``.
    """
    return writing.say(user_id, course_key, moment(when), said, (clock or SystemClock()).now())


def of_user(
    user_id: int,
    competencies: Iterable[UUID] | None = None,
    *,
    course_key: str = "",
    language: str = "",
) -> dict[UUID, SelfView]:
    """Return what the person says of these competencies (or is measured on), by identifier.

    ``None``: of all that they said something of. ``course_key``: only what was said in this
    course. Sentences in ``language``. Three SELECTs; writes nothing, and gives nothing for whom
    the suite never met.
    """
    subject = learners.known_subject(user_id)
    if subject is None:
        return {}
    return of_learner(subject, competencies, course_key=course_key, language=language)


def of_learner(
    subject: UUID,
    competencies: Iterable[UUID] | None = None,
    *,
    course_key: str = "",
    language: str = "",
) -> dict[UUID, SelfView]:
    """Return the same for a learner whose subject is known already. Two SELECTs."""
    with translation.override(language or None):
        return reading.of(subject, competencies, course_key)


def step_word(value: int) -> str:
    """Return the words of a step, 1 to 4, in the active language."""
    return words.step(value)
