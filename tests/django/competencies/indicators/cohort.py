"""Learners of a course with one skill, in any number, with goals and demonstrations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from agir_competencies import link_cache
from agir_competencies.domain import identity
from agir_competencies.models import (
    Competency,
    CurrentEvidence,
    Evidence,
    Framework,
    Goal,
    GoalItem,
    GoalMove,
    Link,
    LinkVersion,
    State,
)
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE

__all__ = ["COURSE", "Cohort"]

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class Cohort:
    """A course of two problems and one skill."""

    def __init__(self, memory: MemoryPlatform) -> None:
        """Make the course."""
        self.memory = memory
        outline = memory.add_course()
        self.problem = next(one.usage_key for one in outline.blocks if one.is_scored)
        framework = Framework.objects.create(
            identifier=uuid4(), uri=f"urn:{uuid4()}", source="local", title="Cadre",
            imported_at=NOW,
        )  # fmt: skip
        self.skill = Competency.objects.create(
            identifier=uuid4(), framework=framework, uri=f"urn:{uuid4()}",
            statement="Compétence", label="Compétence",
        )  # fmt: skip
        Link.objects.create(
            id=identity.link_id(self.problem, self.skill.identifier), course_key=COURSE,
            object_key=self.problem, competency=self.skill, kind="problem_score", created_at=NOW,
        )  # fmt: skip
        LinkVersion.objects.create(course_key=COURSE, version=1)
        link_cache.clear()
        self.ids: list[int] = []

    def people(self, count: int) -> list[int]:
        """Enrol so many learners."""
        new = list(range(100 + len(self.ids), 100 + len(self.ids) + count))
        for user_id in new:
            self.memory.add_person(user_id)
            self.memory.enrol(user_id)
        self.ids += new
        return new

    def subject(self, number: int) -> UUID:
        """Return a learner's pseudonym."""
        return learners.subject_of(self.ids[number])

    def show(self, count: int, share: str, *, status: str = "demonstrated", first: int = 0) -> None:
        """Let so many learners, from one on, give two pieces of evidence."""
        subjects = [self.subject(number) for number in range(first, first + count)]
        for piece in range(2):
            at = NOW + timedelta(minutes=piece)
            Evidence.objects.bulk_create(
                Evidence(
                    id=uuid4(), subject=one, competency=self.skill, course_key=COURSE,
                    object_key=f"{self.problem}{piece}", kind="problem_score", cause="attempt",
                    share=Decimal(share), occurred_at=at, recorded_at=at,
                )
                for one in subjects
            )  # fmt: skip
        CurrentEvidence.objects.bulk_create(
            CurrentEvidence(
                id=uuid4(), subject=one, competency=self.skill, course_key=COURSE,
                object_key=self.problem, kind="problem_score", share=Decimal(share), first_at=NOW,
                scored_at=NOW, last_at=NOW, evidence_id=uuid4(),
            )
            for one in subjects
        )  # fmt: skip
        State.objects.bulk_create(
            State(
                id=uuid4(), subject=one, competency=self.skill, status=status,
                estimate=Decimal(share), certainty="some", evidence_count=2, object_count=2,
                demonstrated_at=NOW if status == "demonstrated" else None, last_evidence_at=NOW,
                method="discounted_beta/1", updated_at=NOW,
            )
            for one in subjects
        )  # fmt: skip

    def aim(
        self, number: int, intent: str = "explore", status: str = "active", **facts: Any
    ) -> Goal:
        """Give a learner a goal."""
        goal = Goal.objects.create(
            id=uuid4(), subject=self.subject(number), course_key=COURSE, intent=intent,
            status=status, set_at=NOW,
            ended_at=None if status in ("active", "met") else NOW,
            met_at=NOW if status == "met" else None, horizon=facts.get("horizon"),
        )  # fmt: skip
        GoalMove.objects.create(goal=goal, action="set", at=NOW)
        if goal.ended_at:
            GoalMove.objects.create(
                goal=goal, action="closed", end=status, at=NOW, reason=facts.get("reason", ""),
                satisfaction=facts.get("satisfaction"),
            )  # fmt: skip
        if facts.get("picks"):
            GoalItem.objects.create(
                goal=goal, kind="competency", ref=str(self.skill.identifier), target=2
            )
        return goal
