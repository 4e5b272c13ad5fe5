"""A course whose problems are linked, and learners who answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from agir_competencies import api
from agir_competencies.domain.identity import link_id
from agir_competencies.ledger.rows import CURRENT_CHANGES, STATE_CHANGES
from agir_competencies.models import (
    Competency,
    CurrentEvidence,
    Evidence,
    Framework,
    InboxEntry,
    Link,
    LinkVersion,
    State,
)
from agir_competencies.standing import StateView
from agir_platform.learners import api as learners
from agir_platform.memory import MemoryPlatform
from agir_platform.memory.platform import COURSE
from agir_platform.ports import Score, ScoreCause

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
AWA = 7


def frame(count: int) -> list[Competency]:
    """Return ``count`` competencies of a new framework."""
    framework = Framework.objects.create(
        identifier=uuid4(), uri=f"urn:frame:{uuid4()}", source="local", title="Cadre",
        imported_at=LONG_AGO,
    )  # fmt: skip
    return [
        Competency.objects.create(
            identifier=UUID(int=framework.pk * 1000 + number), framework=framework,
            uri=f"urn:c:{number}", statement=f"Compétence {number}", label=f"Compétence {number}",
        )
        for number in range(count)
    ]  # fmt: skip


def link(
    object_key: str,
    competencies: Iterable[Competency],
    *,
    course: str = COURSE,
    kind: str = "problem_score",
    at: datetime = LONG_AGO,
) -> None:
    """Link an object to competencies, and let the course's version rise."""
    Link.objects.bulk_create(
        Link(
            id=link_id(object_key, one.identifier), course_key=course, object_key=object_key,
            competency=one, kind=kind, created_at=at,
        )
        for one in competencies
    )  # fmt: skip
    row, _ = LinkVersion.objects.get_or_create(course_key=course, defaults={"version": 0})
    row.version += 1
    row.save()


def tables() -> dict[str, list[tuple[Any, ...]]]:
    """Return all that evidence wrote, without the instants at which it was written."""
    return {
        "ledger": list(
            Evidence.objects.order_by("id").values_list(
                "id", "object_key", "cause", "share", "weight", "occurred_at"
            )
        ),
        "current": list(CurrentEvidence.objects.order_by("id").values_list("id", *CURRENT_CHANGES)),
        "state": list(
            State.objects.order_by("id").values_list(
                "id", *(name for name in STATE_CHANGES if name != "updated_at")
            )
        ),
        "inbox": list(InboxEntry.objects.values_list("id")),
    }


class Classroom:
    """Six problems and their subsection on a platform in memory."""

    def __init__(self, memory: MemoryPlatform) -> None:
        """Make the course."""
        self.memory = memory
        self.outline = memory.add_course(problems=6)
        memory.add_person(AWA)
        self.problems = [one.usage_key for one in self.outline.blocks if one.is_scored]
        self.subsection = next(
            one.usage_key for one in self.outline.blocks if one.level == "subsection"
        )
        self.skill = frame(1)[0]

    def link_all(self) -> Classroom:
        """Link every problem to the one skill."""
        for key in self.problems:
            link(key, [self.skill])
        return self

    def answer(
        self,
        number: int,
        earned: object = 1,
        cause: ScoreCause = ScoreCause.ATTEMPT,
        *,
        user: int | None = AWA,
    ) -> Score:
        """Let somebody answer problem ``number``, out of 1 point, in a committed transaction."""
        with transaction.atomic():
            return self.memory.answer(user, self.problems[number], earned, 1, cause)

    def state(self, user: int = AWA) -> StateView | None:
        """Return where somebody stands on the skill."""
        subject = learners.known_subject(user)
        if subject is None:
            return None
        return api.states(subject, [self.skill.identifier]).get(self.skill.identifier)


def score(object_key: str, earned: object, second: int, **more: Any) -> Score:
    """Return a score that the platform tells of."""
    facts: dict[str, Any] = {
        "user_id": AWA, "course_key": COURSE, "usage_key": object_key, "kind": "problem_score",
        "earned": earned, "possible": Decimal(1), "cause": ScoreCause.ATTEMPT,
        "occurred_at": datetime(2026, 2, 1, 8, 0, second, tzinfo=UTC),
    }  # fmt: skip
    return Score(**{**facts, **more})


Deliver = Callable[[Score], None]
