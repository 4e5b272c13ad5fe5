"""The embedded host passes the contract suite, by its own courseware and gradebook."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from openedx_events.content_authoring import signals as events

from agir_platform import contract
from agir_platform.ports import Contact
from host.courseware import completion, publishing, rerun, staff, tags
from host.courseware.grades import problem
from host.courseware.models import BlockRow, Course, CourseTeam, Enrolment
from host.door import retirement
from host.door.backend import HostPlatform
from host.door.models import TaxonomyOrg
from host.door.sites import answering, open_site

pytestmark = pytest.mark.django_db

KEY = "course-v1:Agir+Host+2026"
AWA = {
    "username": "awa",
    "email": "awa@example.org",
    "first_name": "Awa",
    "last_name": "Diallo",
}
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

    def __init__(self, committed: Any) -> None:
        """Make the world; ``committed(execute=True)`` runs what waits for the commit."""
        self.committed = committed
        self.platform = HostPlatform()
        course = a_course(KEY)
        people = get_user_model().objects
        learner, author = people.create(**AWA), people.create(username="ana")
        operator = people.create(username="ola", is_staff=True)
        Enrolment.objects.create(user=learner, course=course, mode="honor")
        CourseTeam.objects.create(user=author, course=course)
        self.course_key: str | None = KEY
        self.learner: int | None = learner.pk
        self.author: int | None = author.pk
        self.operator: int | None = operator.pk

    def answer(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        with self.committed(execute=True):
            event = {"value": earned, "max_value": possible}
            problem.receive(_user(user_id), _row(usage_key), event)

    def regrade(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        with self.committed(execute=True):
            staff.set_score(_user(user_id), usage_key, Decimal(earned), Decimal(possible))

    def override(self, user_id: int, usage_key: str, earned: int, possible: int) -> None:
        points = Decimal(earned), Decimal(possible)
        with self.committed(execute=True):
            staff.override_subsection(_user(user_id), usage_key, *points)

    def delete(self, user_id: int, usage_key: str) -> None:
        with self.committed(execute=True):
            staff.delete(_user(user_id), usage_key)

    def assess(self, user_id: int, usage_key: str, part: str, earned: int, possible: int) -> None:
        raise contract.NothingToTry("open responses")

    def complete(self, user_id: int, usage_key: str, share: float) -> None:
        completion.submit(_user(user_id), usage_key, share)

    def tag(self, object_key: str) -> None:
        tags.tell(object_key)

    def publish(self, course_key: str) -> None:
        with self.committed(execute=True):
            publishing.publish(Course.objects.get(key=course_key))

    def rerun(self, source: str, destination: str) -> None:
        if not hasattr(events, "COURSE_RERUN_COMPLETED"):
            raise contract.NothingToTry("an event for reruns in this release")
        with self.committed(execute=True):
            rerun.rerun(source, destination)

    def retire(self, user_id: int) -> None:
        retirement.retire(_user(user_id))

    def open_site(self, url: str, organisations: tuple[str, ...]) -> None:
        open_site(url, *organisations)

    def at(self, url: str) -> AbstractContextManager[None]:
        return answering(url)

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


@pytest.fixture
def world(django_capture_on_commit_callbacks: Any) -> HostWorld:
    return HostWorld(django_capture_on_commit_callbacks)


@pytest.fixture
def answered(world: HostWorld) -> HostWorld:
    """Add two learners' scores on every problem, and so their grades of the subsection."""
    for row in BlockRow.objects.filter(is_scored=True):
        for user_id, earned in ((world.learner, 1), (world.author, 2)):
            assert user_id is not None
            world.answer(user_id, row.usage_key, earned, 2)
    return world


@pytest.mark.parametrize("check", [*contract.READING, *contract.WRITING], ids=contract.name_of)
def test_the_host_keeps_the_contract(check: Callable[[HostWorld], None], world: HostWorld) -> None:
    _try(check, world)


@pytest.mark.parametrize("check", contract.READING, ids=contract.name_of)
def test_the_host_keeps_it_with_scores_stored(
    check: Callable[[HostWorld], None], answered: HostWorld
) -> None:
    _try(check, answered)


def test_stored_scores_are_of_problems_and_of_subsections(answered: HostWorld) -> None:
    """Two people, two problems, one subsection: four scores and two grades."""
    page = answered.platform.scores.changed_after("", 100)
    kinds = sorted(score.kind for score in page.scores)
    assert kinds == ["problem_score"] * 4 + ["subsection_grade"] * 2


def test_a_contact_is_what_the_person_gave(world: HostWorld) -> None:
    people = world.platform.people
    assert people.contact(world.learner or 0) == Contact("awa@example.org", "Awa Diallo")
    assert people.contact(world.author or 0) == Contact("", "")


def test_titles_are_one_statement(world: HostWorld, django_assert_num_queries: Any) -> None:
    keys = list(BlockRow.objects.values_list("usage_key", flat=True))
    with django_assert_num_queries(1):
        world.platform.courses.titles(keys)


def test_the_self_check_of_the_host_is_ten_lines_and_leaves_nothing(answered: HostWorld) -> None:
    def rows() -> dict[str, int]:
        return {model._meta.label: model._default_manager.count() for model in apps.get_models()}

    before, out = rows(), StringIO()
    call_command("agir_selfcheck", stdout=out, no_color=True)
    lines = out.getvalue().splitlines()
    assert len(lines) == 10
    assert [line for line in lines if not line.startswith("ok")] == []
    assert rows() == before
