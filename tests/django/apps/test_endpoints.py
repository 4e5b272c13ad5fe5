"""Every address of the suite stands in one table, and answers each visitor as the table says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from rest_framework.views import APIView

from agir_platform import endpoints, permissions
from agir_platform.endpoints import Endpoint, Visitor
from agir_platform.permissions import Role
from agir_platform.select import platform

TABLE = endpoints.table()
ADDRESSES: dict[str, URLPattern] = {}


def _walk(patterns: list[Any], namespace: str = "") -> None:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            if namespace.startswith("agir_"):
                ADDRESSES[f"{namespace}:{pattern.name}"] = pattern
        else:
            _walk(pattern.url_patterns, pattern.namespace or namespace)


_walk(get_resolver().url_patterns)
VIEWS = {
    name: pattern.callback.view_class
    for name, pattern in ADDRESSES.items()
    if hasattr(pattern.callback, "view_class")
}
API_VIEWS = {name: view for name, view in VIEWS.items() if issubclass(view, APIView)}


def test_there_are_addresses_to_walk() -> None:
    assert ADDRESSES
    assert API_VIEWS


def test_every_address_has_a_name() -> None:
    assert [name for name in ADDRESSES if name.endswith(":None")] == []


def test_every_address_stands_in_the_table() -> None:
    """Add a row to ``ENDPOINTS`` in ``endpoints.py`` of the address's app."""
    assert sorted(set(ADDRESSES) - {row.name for row in TABLE}) == []


def test_every_row_is_an_address_that_exists() -> None:
    assert sorted({row.name for row in TABLE} - set(ADDRESSES)) == []


def test_every_row_names_every_visitor() -> None:
    assert [row.name for row in TABLE if set(row.statuses) != set(Visitor)] == []


@pytest.mark.parametrize("name", API_VIEWS)
def test_every_method_of_a_rest_view_stands_in_the_table(name: str) -> None:
    told = {row.method for row in TABLE if row.name == name}
    view = API_VIEWS[name]
    has = {method.upper() for method in view.http_method_names if hasattr(view, method)}
    assert has - told <= {"OPTIONS", "HEAD"}


@pytest.mark.parametrize("name", API_VIEWS)
def test_a_rest_view_declares_who_may_enter(name: str) -> None:
    """The platform's own default is everybody: the suite's classes say it themselves."""
    view = API_VIEWS[name]
    own = [one for one in view.__mro__ if one.__module__.startswith("agir_")]
    for attribute in ("permission_classes", "authentication_classes"):
        assert any(attribute in vars(one) for one in own), f"{name}: {attribute}"
        assert getattr(view, attribute), f"{name}: {attribute} is empty"


GIVEN = {
    Visitor.SPONSOR: Role.SPONSOR,
    Visitor.CERTIFICATION_MANAGER: Role.CERTIFICATION_MANAGER,
}


@pytest.fixture
def visit(settings: Any, monkeypatch: Any) -> Callable[[Endpoint, Visitor], int]:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()
    course = memory.add_course().course_key

    def call(row: Endpoint, visitor: Visitor) -> int:
        client = Client(raise_request_exception=False)
        if visitor is not Visitor.ANONYMOUS:
            user = get_user_model().objects.create(username=visitor.value)
            memory.add_person(user.pk, username=user.username)
            if visitor is Visitor.COURSE_STAFF:
                memory.make_staff(user.pk, row.kwargs.get("course_key", course))
            if visitor is Visitor.OPERATOR:
                user.is_staff = user.is_superuser = True
                user.save()
                memory.make_operator(user.pk)
            if visitor in GIVEN:
                holders = {**permissions._holders, GIVEN[visitor]: lambda one: one == user.pk}
                monkeypatch.setattr(permissions, "_holders", holders)
            client.force_login(user)
        address = reverse(row.name, kwargs=dict(row.kwargs))
        method = getattr(client, row.method.lower())
        if row.method in ("POST", "PUT", "PATCH"):
            return method(address, dict(row.data), content_type="application/json").status_code
        return method(address).status_code

    return call


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", Visitor)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.name}")
def test_each_visitor_gets_the_answer_of_the_table(
    row: Endpoint, visitor: Visitor, visit: Callable[[Endpoint, Visitor], int]
) -> None:
    service = getattr(site, "SERVICE_VARIANT", "lms")
    if row.service not in ("both", service):
        pytest.skip(f"this address is not served by an {service}")
    assert visit(row, visitor) == row.statuses[visitor]
