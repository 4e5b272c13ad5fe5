"""A learner answers two problems well: what must follow, when a site checks itself?

Played in a transaction that is rolled back (``agir_platform.rehearsals``).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4

from agir_competencies.api import local
from agir_competencies.api.evidence import fold
from agir_competencies.api.standings import explain, states
from agir_competencies.ledger import inbox
from agir_competencies.models import Competency, Link, LinkVersion
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.ports import Score, ScoreCause

TITLE: Final = "Agir self-check"
# Two perfect answers: (0.9 + 1 + 1) / (1.9 + 2) = 2.9 / 3.9 (the default rule, version 1).
EXPECTED: Final = Decimal("0.744")


class RehearsalBroken(DomainError):
    """Something did not follow; the detail says what."""

    code = "rehearsal_broken"


def play(user_id: int, found: dict[str, Any]) -> None:
    """Import, link, answer, fold; leave ``found["competency"]`` demonstrated."""
    now = datetime.now(UTC)
    framework = local.begin(f"{TITLE} {uuid4().hex[:8]}", publisher="Agir", language="en")
    competency = local.add(framework, "Shows that this site counts what learners show")
    course = f"course-v1:agir-selfcheck+{uuid4().hex[:12]}+1"
    keys = [course.replace("course-v1:", "block-v1:") + f"+type@problem+block@{n}" for n in (1, 2)]
    row = Competency.objects.get(identifier=competency)
    for key in keys:
        Link.objects.create(
            id=uuid4(),
            course_key=course,
            object_key=key,
            competency=row,
            kind="problem_score",
            created_at=now,
        )
    LinkVersion.objects.create(course_key=course)
    for place, key in enumerate(keys):
        _answer(user_id, course, key, now - timedelta(minutes=2 - place))
    subject = learners.known_subject(user_id)
    if subject is None:
        raise RehearsalBroken("the learner is not known after two answers")
    state = states(subject, [competency]).get(competency)
    if state is None or str(state.status) != "demonstrated":
        raise RehearsalBroken("two perfect answers demonstrate nothing")
    if state.estimate is None or round(state.estimate, 3) != EXPECTED:
        raise RehearsalBroken(f"two perfect answers are estimated at {state.estimate}")
    explain(subject, competency, language="fr", user_id=user_id)
    found["competency"] = competency


def _answer(user_id: int, course_key: str, usage_key: str, at: datetime) -> None:
    score = Score(
        user_id=user_id,
        course_key=course_key,
        usage_key=usage_key,
        kind="problem_score",
        earned=Decimal(1),
        possible=Decimal(1),
        cause=ScoreCause.ATTEMPT,
        occurred_at=at,
    )
    entry = inbox.keep(score)
    if entry is None or fold([entry.pk]) != 1:
        raise RehearsalBroken("an answer was not folded")
