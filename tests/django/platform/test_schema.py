"""``/api/agir/schema/``: the released document, without what the site switched off."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from agir_platform import schema

pytestmark = pytest.mark.django_db
ADDRESS = "/api/agir/schema/"


def test_anybody_reads_it_with_this_site_as_its_server(settings: Any) -> None:
    settings.AGIR_SITE_URL = "https://campus.example/"
    told = Client().get(ADDRESS)
    assert told.status_code == 200
    document = json.loads(told.content)
    assert document["openapi"].startswith("3.0")
    assert document["servers"] == [{"url": "https://campus.example"}]
    assert "/api/agir/dashboard/v1/me/" in document["paths"]
    assert ADDRESS in document["paths"]


def test_a_program_that_has_it_is_told_so() -> None:
    first = Client().get(ADDRESS)
    again = Client().get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_a_context_that_is_off_is_left_out(settings: Any) -> None:
    settings.AGIR_CONTEXTS = ["competencies", "dashboard"]
    tags = {
        operation["tags"][0]
        for item in schema.document()["paths"].values()
        for operation in item.values()
    }
    assert tags == {"competencies", "dashboard", "platform"}


def test_a_site_without_an_address_says_where_it_was_read(settings: Any) -> None:
    settings.AGIR_SITE_URL = None
    settings.LMS_ROOT_URL = ""
    assert schema.document()["servers"] == [{"url": "/"}]
