"""The page of a badge for whoever has its link, and the documents that signatures name."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pages_world import learner, signed, words

from agir_badges import api
from agir_badges.models import Credential, StatusList

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge() -> Credential:
    _, subject = learner()
    return Credential.objects.get(id=signed(subject)[0])


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"accept-language": "en"})


def test_the_page_is_ready_for_link_previews_and_names_nobody(stranger, badge) -> None:
    answer = stranger.get(f"/agir/badges/c/{badge.id}/")
    page = words(answer)
    assert answer.status_code == 200
    picture = f"http://localhost:8000/agir/badges/c/{badge.id}.png"
    document = f"http://localhost:8000/agir/badges/c/{badge.id}.json"
    for tag in (
        '<meta property="og:title" content="Data">',
        '<meta property="og:description" content="Protects.">',
        f'<meta property="og:image" content="{picture}">',
        f'<link rel="alternate" type="application/ld+json" href="{document}">',
        '<meta name="robots" content="noindex">',
    ):
        assert tag in page
    assert "Ndiaye" not in page
    assert answer["X-Robots-Tag"] == "noindex"
    assert 'data-status="valid"' in page
    assert (
        f"/agir/badges/verify/?link=http%3A%2F%2Flocalhost%3A8000%2Fagir%2Fbadges%2Fc%2F{badge.id}.json"
        in page
    )


def test_a_published_name_may_be_listed(stranger, badge) -> None:
    api.publish_name(badge.id, badge.subject, True)
    answer = stranger.get(f"/agir/badges/c/{badge.id}/")
    assert "Awarded to <bdi>Awa Ndiaye</bdi>" in words(answer)
    assert "noindex" not in words(answer)
    assert "X-Robots-Tag" not in answer


def test_the_document_is_served_as_it_was_signed_to_any_site(stranger, badge) -> None:
    answer = stranger.get(f"/agir/badges/c/{badge.id}.json")
    assert answer.content.decode() == badge.document
    assert answer["Content-Type"] == "application/vc"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, no-cache"
    again = stranger.get(
        f"/agir/badges/c/{badge.id}.json", headers={"If-None-Match": answer["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_picture_is_a_png_and_holds_no_badge(stranger, badge) -> None:
    answer = stranger.get(f"/agir/badges/c/{badge.id}.png")
    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert b"openbadgecredential" not in answer.content


@pytest.mark.parametrize("end", ["/", ".json", ".png"])
def test_hidden_is_as_if_it_never_was_and_revoked_is_said(stranger, badge, end: str) -> None:
    address = f"/agir/badges/c/{badge.id}{end}"
    api.hide(badge.id, badge.subject, True)
    assert stranger.get(address).status_code == 404
    api.hide(badge.id, badge.subject, False)
    api.delete(badge.id, badge.subject, now=badge.issued_at)
    answer = stranger.get(address)
    assert answer.status_code == 410
    assert "revoked" in words(answer)


def test_what_the_document_points_to_is_there(stranger, badge) -> None:
    document = json.loads(badge.document)
    achievement = document["credentialSubject"]["achievement"]
    for address, media in (
        (achievement["id"], "application/ld+json"),
        (achievement["image"]["id"], "image/svg+xml; charset=utf-8"),
        *((one["statusListCredential"], "application/vc") for one in document["credentialStatus"]),
    ):
        path = address.removeprefix("http://localhost:8000")
        answer = stranger.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (200, media), path
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "max-age=" in answer["Cache-Control"]
        again = stranger.get(path, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304, path
    address = document["credentialStatus"][0]["statusListCredential"]
    listed = json.loads(stranger.get(address.removeprefix("http://localhost:8000")).content)
    assert "BitstringStatusListCredential" in listed["type"]
    assert StatusList.objects.count() == 1


def test_no_such_thing(stranger) -> None:
    for name in ("share", "document", "picture", "status"):
        key = "name" if name == "status" else "credential"
        assert (
            stranger.get(reverse(f"agir_badges:{name}", kwargs={key: uuid4()})).status_code == 404
        )
    assert stranger.get(f"/agir/badges/achievements/{uuid4()}/1.json").status_code == 404
