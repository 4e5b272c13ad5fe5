"""The embedded host passes the contract suite, by its own courseware and gradebook."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from opaque_keys.edx.keys import CourseKey
from openedx_events.content_authoring import signals as events
from openedx_events.content_authoring.data import ContentObjectData, CourseData

from agir_platform import contract
from host.courseware import completion
from host.courseware.grades import problem, subsection
from host.courseware.models import BlockRow, Course, CourseTeam, Enrolment
from host.door import retirement, signals, transactions
from host.door.backend import HostPlatform
from host.door.models import TaxonomyOrg

pytestmark = pytest.mark.django_db

KEY = "course-v1:Agir+Host+2026"
TREE = (
    ("course", "course", "course", None),
    ("chapter", "section", "section-1", "course"),
    ("sequential", "subsection", "subsection-1", "section-1"),
    ("vertical", "unit", "unit-1", "subsection-1"),
    ("html", "leaf", "text-1", "unit-1"),
    ("problem", "leaf", "problem-1", "unit-1"),
    ("problem", "leaf", "problem-2", "unit-1"),
)


def a_course(key: str, **fields: Any) -> Course:
    """Write a small course: two problems of two points each in one unit."""
    course = Course.objects.create(key=key, org="Agir", title="The course", **fields)
    rows: dict[str | None, BlockRow | None] = {None: None}
    for position, (block_type, level, name, parent) in enumerate(TREE):
        rows[name] = BlockRow.objects.create(
            usage_key=f"{key.replace('course', 'block', 1)}+type@{block_type}+block@{name}",
            course=course,
            block_type=block_type,
            parent=rows[parent],
            position=position,
            title=f"The {name}",
            level=level,
            is_scored=block_type == "problem",
            possible=Decimal(2) if block_type == "problem" else None,
            graded=True,
        )
    return course


class HostWorld:
    """A course and its people; each verb goes the way of the host's own pages."""

    def __init__(self) -> None:
        self.platform = HostPlatform()
        course = a_course(KEY)
        people = get_user_model().objects
        learner, author = people.create(username="awa"), people.create(username="ana")
        operator = people.create(username="ola", is_staff=True)
        Enrolment.objects.create(user=learner, course=course, mode="honor")
        CourseTeam.objects.create(user=author, course=course)
        self.course_key: str | None = KEY
        self.learner: int | None = learner.pk
        self.author: int | None = author.pk
        self.operator: int | None = operator.pk

    def answer(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        problem.receive(_user(user_id), _row(usage_key), {"value": earned, "max_value": possible})

    def regrade(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        with transactions.transaction_of(transactions.RESCORED):
            self.answer(user_id, usage_key, earned, possible)

    def override(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        points = Decimal(earned), Decimal(possible)
        with transactions.transaction_of(transactions.SUBSECTION_OVERRIDDEN):
            subsection.set_override(_user(user_id), _row(usage_key), points)

    def delete(self, user_id: int, usage_key: str) -> None:
        problem.take_away(_user(user_id), _row(usage_key), transactions.STATE_DELETED)

    def complete(self, user_id: int, usage_key: str, share: float) -> None:
        completion.submit(_user(user_id), usage_key, share)

    def tag(self, object_key: str) -> None:
        changed = ContentObjectData(object_id=object_key)
        events.CONTENT_OBJECT_TAGS_CHANGED.send_event(content_object=changed)

    def publish(self, course_key: str) -> None:
        signals.COURSE_PUBLISHED.send(sender=None, course_key=CourseKey.from_string(course_key))

    def rerun(self, source: str, destination: str) -> None:
        if not hasattr(events, "COURSE_RERUN_COMPLETED"):
            raise contract.NothingToTry("an event for reruns in this release")
        a_course(destination, rerun_of=source)
        copy = CourseData(course_key=CourseKey.from_string(destination))
        events.COURSE_RERUN_COMPLETED.send_event(course=copy)

    def retire(self, user_id: int) -> None:
        retirement.retire(_user(user_id))

    def a_taxonomy(self) -> int:
        return 7

    def offers_of(self, taxonomy_id: int) -> int:
        return TaxonomyOrg.objects.filter(taxonomy_id=taxonomy_id, org="").count()


def _user(user_id: int) -> Any:
    return get_user_model().objects.get(pk=user_id)


def _row(usage_key: str) -> BlockRow:
    return BlockRow.objects.select_related("course").get(usage_key=usage_key)


def _try(check: Callable[[HostWorld], None], world: HostWorld) -> None:
    try:
        check(world)
    except contract.NothingToTry as missing:
        pytest.skip(f"the host has no {missing}")


@pytest.mark.parametrize("check", [*contract.READING, *contract.WRITING], ids=contract.name_of)
def test_the_host_keeps_the_contract(check: Callable[[HostWorld], None]) -> None:
    _try(check, HostWorld())


@pytest.mark.parametrize("check", contract.READING, ids=contract.name_of)
def test_the_host_keeps_it_with_scores_stored(check: Callable[[HostWorld], None]) -> None:
    world = HostWorld()
    for row in BlockRow.objects.filter(is_scored=True):
        for user_id, earned in ((world.learner, 1), (world.author, 2)):
            assert user_id is not None
            world.answer(user_id, row.usage_key, earned, 2)
    holder = BlockRow.objects.get(level="subsection")
    for user_id in (world.learner, world.author):
        subsection.calculate(_user(user_id or 0), holder)
    _try(check, world)


def test_titles_are_one_statement(django_assert_num_queries: Any) -> None:
    world = HostWorld()
    keys = list(BlockRow.objects.values_list("usage_key", flat=True))
    with django_assert_num_queries(1):
        world.platform.courses.titles(keys)
