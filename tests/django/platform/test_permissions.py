"""One table says who may do what, and forgetting a row opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from agir_platform import permissions
from agir_platform.memory.platform import COURSE
from agir_platform.permissions import ActionRefused, Role, ensure, may
from agir_platform.select import platform

LEARNER, AUTHOR, OPERATOR = (
    SimpleNamespace(pk=number, is_authenticated=True) for number in (7, 8, 9)
)
NOBODY = AnonymousUser()
PEOPLE = {"nobody": NOBODY, "learner": LEARNER, "author": AUTHOR, "operator": OPERATOR}
EXPECTED = {
    (Role.ANYBODY, COURSE): {"nobody", "learner", "author", "operator"},
    (Role.LEARNER, COURSE): {"learner", "author", "operator"},
    (Role.COURSE_STAFF, COURSE): {"author", "operator"},
    (Role.COURSE_STAFF, "course-v1:Other+X+1"): {"operator"},
    (Role.COURSE_STAFF, None): {"operator"},
    (Role.OPERATOR, COURSE): {"operator"},
}


@pytest.fixture(autouse=True)
def _people(settings: Any) -> Iterator[None]:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    memory.add_course()
    memory.make_staff(AUTHOR.pk)
    memory.make_operator(OPERATOR.pk)
    kept = permissions.table()
    yield
    permissions._table.clear()
    permissions._table.update(kept)


@pytest.mark.parametrize(("role", "course"), EXPECTED, ids=str)
def test_the_least_role_decides(role: Role, course: str | None) -> None:
    action = permissions.declare("test.act", role)
    allowed = {name for name, user in PEOPLE.items() if may(user, action, course)}
    assert allowed == EXPECTED[role, course]


def test_an_action_without_a_row_is_refused_to_everybody() -> None:
    assert not any(may(user, "test.unheard_of", COURSE) for user in PEOPLE.values())


def test_ensure_raises_by_name() -> None:
    action = permissions.declare("test.act", Role.OPERATOR)
    ensure(OPERATOR, action)
    with pytest.raises(ActionRefused) as refused:
        ensure(LEARNER, action)
    assert refused.value.facts == {"action": "test.act"}


def test_the_table_handed_out_is_a_copy() -> None:
    permissions.table()["test.act"] = Role.ANYBODY
    assert not may(OPERATOR, "test.act")
