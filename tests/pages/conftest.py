"""The demo, loaded once for this folder, and a browserless visitor for each role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from agir_platform.select import platform
from host.pages.tree import Node, root_of


@pytest.fixture(scope="package")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load the demo into the test database; each test then runs in its own transaction."""
    with django_db_blocker.unblock():
        call_command("host_load_demo", verbosity=0)


@pytest.fixture
def as_role(db: None) -> Callable[[str], Client]:
    """Return a client signed in as a demo account, or a visitor for ''."""

    def client(role: str) -> Client:
        made = Client(headers={"accept-language": "en"})
        if role:
            made.force_login(get_user_model().objects.get(username=role))
        return made

    return client


@pytest.fixture
def course(db: None) -> str:
    """Return the key of the demo course with the most units."""
    keys = platform().courses.keys()
    return max(keys, key=lambda key: len(_root(key).units()))


@pytest.fixture
def names(course: str) -> dict[str, str]:
    """Return the names that the paths of the pages need."""
    root = _root(course)
    learner = get_user_model().objects.get(username="apprenante")
    return {
        "course": course,
        "unit": root.units()[0].block.usage_key,
        "exercise": root.exercises()[0].usage_key,
        "learner": str(learner.pk),
    }


def _root(course_key: str) -> Node:
    return root_of(platform().courses.outline(course_key))
