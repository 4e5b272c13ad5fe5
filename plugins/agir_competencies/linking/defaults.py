"""What are links where nobody chose? What the course says, else what the framework says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from agir_competencies.domain.identity import identity
from agir_competencies.domain.link import (
    COMPLETION,
    LINK_KINDS,
    NOTHING,
    PART_KINDS,
    Choice,
    KindImpossible,
    PartMisplaced,
    PresenceWeighsNothing,
    checked_weight,
)
from agir_competencies.models import Competency, LinkDefault


@dataclass(frozen=True, slots=True)
class Defaults:
    """The defaults that matter to some competencies of one course."""

    course: Choice = NOTHING
    frameworks: Mapping[int, Choice] = field(default_factory=dict)
    framework_of: Mapping[int, int] = field(default_factory=dict)

    def of(self, competency: int) -> tuple[Choice, Choice]:
        """Return the choices for a competency, by its row's id: the course's, the framework's."""
        framework = self.framework_of.get(competency, 0)
        return (self.course, self.frameworks.get(framework, NOTHING))


def read(course_key: str, competencies: Collection[int]) -> Defaults:
    """Return the defaults. One SELECT, two where a framework has one."""
    course, frameworks = NOTHING, dict[int, Choice]()
    for row in LinkDefault.objects.filter(Q(course_key=course_key) | Q(course_key="")):
        if row.framework_id is None:
            course = choice_of(row)
        else:
            frameworks[row.framework_id] = choice_of(row)
    found = Competency.objects.filter(pk__in=competencies, framework__in=frameworks)
    mine = dict(found.values_list("pk", "framework_id")) if frameworks else {}
    return Defaults(course, frameworks, mine)


def of_course(course_key: str) -> Choice:
    """Return the default of a course. One SELECT."""
    row = LinkDefault.objects.filter(pk=_key(course_key, None)).first()
    return NOTHING if row is None else choice_of(row)


def of_frameworks() -> dict[int, Choice]:
    """Return the defaults of frameworks, by their row's id. One SELECT."""
    rows = LinkDefault.objects.filter(framework__isnull=False)
    return {row.framework_id: choice_of(row) for row in rows if row.framework_id}


def write(
    choice: Choice, now: datetime, *, course_key: str = "", framework: int | None = None
) -> None:
    """Write the default of a course or of a framework; an empty choice is none. Idempotent."""
    key = _key(course_key, framework)
    if choice.is_empty:
        LinkDefault.objects.filter(pk=key).delete()
        return
    facts: dict[str, Any] = {"kind": choice.kind, "weight": choice.weight, "changed_at": now}
    LinkDefault.objects.update_or_create(
        pk=key, defaults={"course_key": course_key, "framework_id": framework, **facts}
    )


def checked(choice: Choice) -> Choice:
    """Return ``choice`` as a default may be, or raise why not.

    It waits where it is impossible; a criterion or a line item is nobody's default.
    """
    if choice.kind and (choice.kind not in LINK_KINDS or choice.kind in PART_KINDS):
        possible = ", ".join(kind for kind in LINK_KINDS if kind not in PART_KINDS)
        raise KindImpossible(kind=choice.kind, possible=possible)
    if choice.part:
        raise PartMisplaced(kind=choice.kind, part=choice.part)
    weight = None if choice.weight is None else checked_weight(choice.weight)
    if choice.kind == COMPLETION and weight:
        raise PresenceWeighsNothing(weight=str(weight))
    return Choice(choice.kind, weight)


def choice_of(row: LinkDefault) -> Choice:
    """Return what a row says."""
    return Choice(row.kind, row.weight)


def _key(course_key: str, framework: int | None) -> UUID:
    return identity("link_default", course_key, framework or "")
