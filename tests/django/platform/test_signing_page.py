"""The DID document: what a verifier anywhere reads, and what a cache may keep."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from test_signing import OTHER, SECRET

from agir_platform import signing
from agir_platform.signing import multikey

pytestmark = pytest.mark.django_db
PAGE = "/agir/issuer/did.json"
DID = "did:web:localhost%3A8000:agir:issuer"


@pytest.fixture(autouse=True)
def _two_keys(settings: Any) -> None:
    settings.AGIR_SITE_URL = "http://localhost:8000"
    settings.AGIR_SIGNING_KEYS = [
        {"id": "k2", "secret": OTHER},
        {"id": "k1", "secret": SECRET, "state": "retired"},
    ]


def test_the_document_names_every_key_that_verifies(client: Client) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    document = answer.json()
    assert document["@context"] == [
        "https://www.w3.org/ns/did/v1",
        "https://w3id.org/security/multikey/v1",
    ]
    assert document["id"] == DID
    assert document["assertionMethod"] == [f"{DID}#k2", f"{DID}#k1"]
    assert [method["id"] for method in document["verificationMethod"]] == document[
        "assertionMethod"
    ]
    for method in document["verificationMethod"]:
        assert method["type"] == "Multikey"
        assert method["controller"] == DID
        told = multikey.decode(method["publicKeyMultibase"])
        assert signing.public_key(method["id"]) == told


def test_did_web_reads_it_where_it_lies() -> None:
    """The method's own rule (did:web, 3.2 Read): colons are slashes, %3A the port's colon."""
    parts = signing.issuer_did().removeprefix("did:web:").split(":")
    assert (
        "http://" + "/".join(parts).replace("%3A", ":") + "/did.json"
        == f"http://localhost:8000{PAGE}"
    )


def test_it_is_public_cached_and_open_to_any_page(client: Client, django_user_model: Any) -> None:
    client.force_login(django_user_model.objects.create(username="awa"))
    answer = client.get(PAGE)
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_an_unchanged_document_is_not_sent_again(client: Client, settings: Any) -> None:
    etag = client.get(PAGE)["ETag"]
    again = client.get(PAGE, HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    settings.AGIR_SIGNING_KEYS = settings.AGIR_SIGNING_KEYS[:1]
    assert client.get(PAGE, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_before_any_key_it_is_not_found_with_a_sentence(client: Client, settings: Any) -> None:
    settings.AGIR_SIGNING_KEYS = []
    answer = client.get(PAGE)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["code"] == "signing_key_unset"
    assert "key" in answer.json()["detail"]


def test_without_an_address_it_says_so(client: Client, settings: Any) -> None:
    settings.AGIR_SITE_URL = settings.LMS_ROOT_URL = ""
    answer = client.get(PAGE)
    assert (answer.status_code, answer.json()["code"]) == (503, "site_url_unset")


def test_it_is_read_only(client: Client) -> None:
    assert client.post(PAGE).status_code == 405
    assert client.head(PAGE).status_code == 200
