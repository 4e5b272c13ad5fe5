"""Every answer is as it is described: by the document, by media type, by code."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator, FormatChecker

from agir_platform import schema
from openapi import places
from openapi.answers import ANSWERS
from roles import addresses
from roles.people import Person, client
from roles.walking import Answer

pytestmark = pytest.mark.django_db
DOCUMENT: dict[str, Any] = json.loads(schema.FILE.read_text(encoding="utf-8"))
OPERATIONS = {
    (name, method.upper()): operation
    for path, name in places.names().items()
    for method, operation in DOCUMENT["paths"].get(path, {}).items()
}
CASE = "agir_competencies:"


def strict(part: Any) -> Any:
    """Return a schema of OpenAPI 3.0 as JSON schema, in which no other field may be."""
    if isinstance(part, list):
        return [strict(one) for one in part]
    if not isinstance(part, dict):
        return part
    told = {name: strict(one) for name, one in part.items() if name != "nullable"}
    if "properties" in told and isinstance(told["properties"], dict) and "type" in told:
        told.setdefault("additionalProperties", False)
    return {"anyOf": [{"type": "null"}, told]} if part.get("nullable") is True else told


COMPONENTS = strict(DOCUMENT["components"])


def faults(one: Answer) -> list[str]:
    """Return what an answer has that its description has not."""
    responses = OPERATIONS[one.name, one.method]["responses"]
    described = responses.get(str(one.status), responses["default"]).get("content", {})
    if one.media not in described:
        return [f"{one.media} is not one of {sorted(described)}"]
    rule = strict(described[one.media]["schema"]) | {"components": COMPONENTS}
    checker = Draft202012Validator(rule, format_checker=FormatChecker())
    return [f"{fault.json_path}: {fault.message[:160]}" for fault in checker.iter_errors(one.body)]


def test_every_answer_of_the_rest_face_is_as_the_document_says(heard: list[Answer]) -> None:
    asked = [one for one in heard if (one.name, one.method) in OPERATIONS and one.body is not None]
    told = {
        f"{one.method} {one.name} {one.status}: {fault}" for one in asked for fault in faults(one)
    }
    assert {one.name for one in asked} >= {"agir_dashboard:me", "agir_sponsorship:api-campaign"}
    assert sorted(told) == []


def test_every_method_that_answers_a_body_has_a_shape() -> None:
    bare = {"type": "object", "additionalProperties": {}}
    for (name, method), operation in OPERATIONS.items():
        for status, response in operation["responses"].items():
            for media in response.get("content", {}).values():
                assert (name, method) in ANSWERS or status == "default" or int(status) >= 400
                assert media["schema"] != bare or name == "agir_dashboard:me-export"


def test_every_refusal_of_the_rest_face_says_a_code(heard: list[Answer]) -> None:
    """CASE 1.1 refuses in words of its own."""
    refused = [one for one in heard if (one.name, one.method) in OPERATIONS and one.status >= 400]
    assert len({one.status for one in refused}) > 3
    for one in refused:
        if one.name.startswith(CASE):
            assert one.body["imsx_codeMajor"] in ("failure", "unsupported"), one
        else:
            assert one.media == "application/problem+json", one
            assert one.body["code"], one
            assert one.body["type"] == f"urn:agir:problem:{one.body['code']}", one
            assert one.body["status"] == one.status, one
            assert one.body["detail"], one


def test_whoever_sends_an_etag_back_gets_304(heard: list[Answer], there: dict[str, Any]) -> None:
    asker = client(Person.OPERATOR)
    tags = {
        one.name
        for one in heard
        if one.etag and one.person is Person.OPERATOR and one.method == "GET" and one.status == 200
    }
    assert {"agir_dashboard:me", "agir_catalogue:moochub", "agir_platform:schema"} <= tags
    for address in addresses.every():
        if address.name in tags:
            path = address.path(there)
            first: Any = asker.get(path)
            again = asker.get(path, headers={"if-none-match": first.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b""), address.name
            assert again.headers["ETag"] == first.headers["ETag"], address.name


def test_a_body_that_is_no_json_is_refused_in_the_same_shape(there: dict[str, Any]) -> None:
    answer = client(Person.LEARNER).post(
        "/api/agir/dashboard/v1/me/goals/", "{", content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["code"] == "parse_error"


def test_a_stranger_is_told_how_to_sign_in(there: dict[str, Any]) -> None:
    answer = Client().get("/api/agir/dashboard/v1/me/")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("JWT")
    assert answer.json()["code"] == "not_authenticated"
