"""Programs list, change and delete a learner's badges, and verify any."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pages_world import learner, signed

from agir_badges.models import Credential
from agir_badges.openbadges.verification.sent import LIMIT

pytestmark = pytest.mark.django_db
LIST = "/api/agir/badges/v1/me/credentials/"
VERIFY = "/api/agir/badges/v1/verify/"
JSON = "application/json"


@pytest.fixture
def owner() -> tuple:
    cache.clear()
    client, subject = learner()
    return client, subject, signed(subject)[0]


def test_the_list_leads_to_each_badge(owner) -> None:
    client, _, name = owner
    (one,) = client.get(LIST).json()["results"]
    assert one["id"] == str(name)
    assert (one["name"], one["status"], one["kind"]) == ("Data", "valid", "badge")
    whole = client.get(one["url"]).json()
    assert whole["json_url"] == f"http://localhost:8000/agir/badges/c/{name}.json"
    assert [piece["shown"] for piece in whole["evidence"]] == [False, False]


def test_a_change_is_all_or_nothing(owner) -> None:
    client, _, name = owner
    path = f"{LIST}{name}/"
    piece = client.get(path).json()["evidence"][0]["id"]
    told = client.patch(
        path, {"evidence": [piece], "hidden": True, "names_learner": True}, content_type=JSON
    ).json()
    assert told["hidden"] is told["names_learner"] is True
    assert [one["shown"] for one in told["evidence"]] == [True, False]
    before = Credential.objects.values().get(id=name)
    answer = client.patch(
        path, {"evidence": [], "hidden": False, "recipient": "nobody"}, content_type=JSON
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "did_malformed")
    assert answer["Content-Type"] == "application/problem+json"
    assert Credential.objects.values().get(id=name) == before


def test_deleting_is_for_ever(owner) -> None:
    client, _, name = owner
    path = f"{LIST}{name}/"
    assert client.delete(path).status_code == 204
    answer = client.delete(path)
    assert (answer.status_code, answer.json()["code"]) == (410, "credential_deleted")
    assert client.get(LIST).json()["results"] == []


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_anothers_badge_is_unknown(owner, method: str) -> None:
    _, _, name = owner
    other, _ = learner("bilal")
    answer = getattr(other, method)(f"{LIST}{name}/", content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (404, "credential_unknown")
    assert getattr(Client(), method)(f"{LIST}{name}/", content_type=JSON).status_code == 401


def test_a_session_is_held_to_its_token(owner) -> None:
    client, _, name = owner
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.delete(f"{LIST}{name}/").status_code == 403
    assert Credential.objects.get(id=name).deleted_at is None


def test_anybody_verifies_a_text_and_a_file(owner) -> None:
    _, _, name = owner
    text, anybody = Credential.objects.get(id=name).document, Client()
    told = anybody.post(VERIFY, {"text": text}, content_type=JSON).json()
    assert (told["valid"], told["code"]) == (True, "valid")
    assert told["badge"]["learner"] == ""
    assert told["badge"]["recipient"] == "email_hash"
    part = SimpleUploadedFile("b.json", text.replace("Protects.", "Protects!").encode())
    told = anybody.post(VERIFY, {"file": part}).json()
    assert (told["valid"], told["code"]) == (False, "signature_invalid")
    assert {one["name"]: one["passed"] for one in told["checks"]}["status"] is None


def test_too_large_too_many_and_nothing_are_problems(owner) -> None:
    anybody = Client()
    big = SimpleUploadedFile("b.json", b"x" * (LIMIT + 1))
    for data, kind in (({"file": big}, None), ({"text": "x" * (LIMIT + 1)}, JSON)):
        answer = anybody.post(VERIFY, data, **({"content_type": kind} if kind else {}))
        assert (answer.status_code, answer.json()["code"]) == (413, "upload_too_large")
    answer = anybody.post(VERIFY, {}, content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "nothing_to_verify")
    assert anybody.post(VERIFY, "x", content_type="text/plain").status_code == 415
