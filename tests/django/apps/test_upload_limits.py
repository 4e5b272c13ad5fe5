"""No page lets more of a file through to a disk than it takes, whatever was sent to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve

from agir_platform import permissions, uploads
from agir_sponsorship.api import organisations

pytestmark = pytest.mark.django_db
MEBIBYTE = 1024**2


@pytest.fixture
def handed_on(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the sizes of the pieces that went on to memory or a disk."""
    found: list[int] = []
    receive = uploads.Limit.receive_data_chunk

    def watched(self: Any, raw_data: bytes, start: int) -> bytes | None:
        piece = receive(self, raw_data, start)
        found.append(len(piece or b""))
        return piece

    monkeypatch.setattr(uploads.Limit, "receive_data_chunk", watched)
    return found


@pytest.fixture
def awa() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user("awa", "awa@example.org"))
    return client


def large(name: str = "x.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\x89PNG" + b" " * 7 * MEBIBYTE)


def an_organisation(client: Client) -> UUID:
    permissions.hold(permissions.Role.SPONSOR, organisations.is_sponsor)
    told = organisations.Told(
        legal_name="Eaux du Jura SA", public_name="Eaux du Jura", country="FR",
        legal_form="company", siren="552081317",
    )  # fmt: skip
    return organisations.register(told, int(client.session["_auth_user_id"])).uuid


def test_a_logo(awa: Client, handed_on: list[int]) -> None:
    address = f"/agir/sponsorship/organisations/{an_organisation(awa)}/"
    answer = awa.post(address, {"act": "logo", "alt": "Eaux", "logo": large()})
    assert answer.status_code == 422
    assert 0 < sum(handed_on) <= 2_000_000


def test_a_badge_from_elsewhere(awa: Client, handed_on: list[int]) -> None:
    answer = awa.post("/agir/recognition/", {"file": large()})
    assert answer.status_code in (413, 422)
    assert 0 < sum(handed_on) <= 2_000_000


@pytest.mark.parametrize(
    "path",
    [
        "/agir/recognition/",
        f"/agir/sponsorship/organisations/{UUID(int=1)}/",
        "/agir/manage/certification/dossiers/",
        "/agir/manage/certification/files/of/RS5875/",
        f"/agir/manage/certification/sessions/{UUID(int=1)}/exam/",
        f"/agir/manage/certification/passages/{UUID(int=1)}/",
    ],
)
def test_the_forgery_check_comes_after_the_limit_and_comes(awa: Client, path: str) -> None:
    """The platform's own would read the whole form first: the page checks for itself."""
    assert resolve(path).func.csrf_exempt
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = awa.cookies
    assert strict.post(path, {"act": "x"}).status_code == 403
