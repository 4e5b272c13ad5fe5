"""A small course of its own, with a learner in it and a way to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("xblocks_contrib", reason="xblocks-contrib is not installed: make demo")

COURSE = "course-v1:Test+Blocks+2026"
FOLDER = Path(__file__).parent / "course"


def usage(name: str, kind: str = "problem") -> str:
    return f"block-v1:Test+Blocks+2026+type@{kind}+block@{name}"


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody signed in, and what they may do."""

    user: Any
    client: Any

    def post(self, name: str, dispatch: str, fields: dict[str, Any] | None = None) -> Any:
        """Post to the problem's handler."""
        address = f"/courses/{COURSE}/xblock/{usage(name)}/handler/xmodule_handler/{dispatch}"
        return self.client.post(address, fields or {})

    def answer(self, name: str, value: Any) -> Any:
        """Submit an answer to the only input of a problem."""
        many = "[]" if isinstance(value, list) else ""
        return self.post(name, "problem_check", {f"input_{name}_2_1{many}": value}).json()

    def see(self, name: str, kind: str = "problem") -> str:
        """Return the page of one block."""
        response = self.client.get(f"/xblock/{usage(name, kind)}")
        assert response.status_code == 200, response.status_code
        return str(response.content.decode())


@pytest.fixture(scope="session")
def imported(django_db_setup: None, django_db_blocker: Any) -> list[list[Any]]:
    """Import the course once and return its rows, leaving none to other tests."""
    from django.db import transaction

    from host.courseware.models import BlockRow, Course, FieldValue
    from host.courseware.olx import import_course

    with django_db_blocker.unblock(), transaction.atomic():
        import_course(FOLDER)
        rows = [list(model.objects.order_by("pk")) for model in (Course, BlockRow, FieldValue)]
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def course(imported: list[list[Any]], db: None) -> Any:
    """Return the course, its rows written as they were imported."""
    for rows in imported:
        type(rows[0]).objects.bulk_create(rows)
    return type(imported[0][0]).objects.get(key=COURSE)


@pytest.fixture
def make_learner(course: Any, django_user_model: Any) -> Callable[[str], Learner]:
    from django.test import Client

    from host.courseware.enrolment import enrol

    def made(name: str) -> Learner:
        user = django_user_model.objects.create_user(name, f"{name}@example.org", name)
        enrol(user, course)
        client = Client()
        client.force_login(user)
        return Learner(user, client)

    return made


@pytest.fixture
def learner(make_learner: Callable[[str], Learner]) -> Learner:
    return make_learner("awa")
