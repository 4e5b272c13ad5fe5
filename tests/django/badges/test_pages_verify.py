"""Anybody verifies a badge: three ways, one page, nothing stored, a stranger's texts harmless."""

from __future__ import annotations

import json
import re
import socket

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pages_world import VERIFY, learner, signed, verdict_of, words

from agir_badges import api, sentences
from agir_badges.models import Credential
from agir_badges.openbadges.verification import Check, Verdict
from agir_badges.openbadges.verification.sent import LIMIT
from agir_badges.pages.telling import told_of
from agir_badges.verifying import A_MINUTE, Finding, own

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_count_is_left() -> None:
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def badge() -> Credential:
    _, subject = learner()
    name, _ = signed(subject)
    return Credential.objects.get(id=name)


def file(content: bytes, name: str = "badge.json") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_text_a_file_and_a_link_are_three_ways_to_the_same_verdict(visitor, badge) -> None:
    for form in (
        {"text": badge.document},
        {"file": file(badge.document.encode())},
        {"link": f"http://localhost:8000/agir/badges/c/{badge.id}.json"},
        {"link": f"http://localhost:8000/agir/badges/c/{badge.id}/"},
    ):
        page = words(visitor.post(VERIFY, form))
        assert verdict_of(page) == "valid", list(form)
        assert "This badge is valid." in page
        assert page.count('data-shape="yes"') == 7


def test_the_baked_images_verify(visitor, badge) -> None:
    for kind in ("svg", "png"):
        image = api.download(badge.id, badge.subject, kind)
        assert verdict_of(words(visitor.post(VERIFY, {"file": file(image.body)}))) == "valid"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "This badge was changed after it was signed."), ("fr", "Ce badge a été modifié")],
)
def test_one_changed_letter_is_refused(visitor, badge, language: str, sentence: str) -> None:
    changed = badge.document.replace("Protects.", "Protects!", 1)
    answer = visitor.post(VERIFY, {"text": changed}, headers={"accept-language": language})
    page = words(answer)
    assert answer.status_code == 200
    assert verdict_of(page) == "refused"
    assert sentence in page
    assert f'<html lang="{language}"' in page


def test_what_is_no_badge_is_refused_with_what_to_do(visitor) -> None:
    page = words(visitor.post(VERIFY, {"text": "hello"}))
    assert verdict_of(page) == "refused"
    assert "Give the whole file" in page


def test_a_suspended_and_a_revoked_badge_say_so(visitor, badge) -> None:
    document = badge.document
    api.delete(badge.id, badge.subject, now=badge.issued_at)
    assert "This badge was revoked." in words(visitor.post(VERIFY, {"text": document}))


def test_a_get_prefills_the_link_and_asks_nobody(visitor, badge, monkeypatch) -> None:
    """No socket is opened, and the badge is not read either: the page shows no verdict."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a GET opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for name in ("link", "url"):
        answer = visitor.get(VERIFY, {name: 'https://badges.example/"><b>1.json'})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert 'value="https://badges.example/&quot;&gt;&lt;b&gt;1.json"' in page
        assert verdict_of(page) == ""
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_link_to_a_private_place_is_never_opened(visitor) -> None:
    """The metadata service of clouds, this machine, a file."""
    for link in (
        "http://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1/x.json",
        "https://localhost/x.json",
        "file:///etc/passwd",
    ):
        answer = visitor.post(VERIFY, {"link": link})
        assert answer.status_code == 400
        assert "Nothing could be read at this link." in words(answer)
        assert verdict_of(words(answer)) == ""


@pytest.mark.parametrize("form", [{}, {"text": "  "}, {"text": "a", "link": "https://b.example"}])
def test_one_badge_at_a_time(visitor, form: dict) -> None:
    answer = visitor.post(VERIFY, form)
    assert answer.status_code == 400
    assert re.search(r'role="alert">Give (a badge first|one badge at a time)', words(answer))


def test_more_than_two_megabytes_are_refused_and_nothing_touches_a_disk(
    visitor, settings, tmp_path
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "nowhere")  # writing there would raise
    answer = visitor.post(VERIFY, {"file": file(b"x" * (LIMIT + 1))})
    assert answer.status_code == 413
    assert "at most 2 MB" in words(answer)
    assert visitor.post(VERIFY, {"file": file(b"x" * LIMIT)}).status_code == 200
    assert visitor.post(VERIFY, {"text": "x" * (LIMIT + 1)}).status_code == 413
    two = {"file": [file(b"{}"), file(b"{}")]}
    assert visitor.post(VERIFY, two).status_code == 413


def test_a_body_beyond_reason_is_not_even_read(visitor) -> None:
    answer = visitor.post(VERIFY, {"text": "x"}, headers={"content-length": str(10**9)})
    assert answer.status_code == 413


def test_the_form_is_held_to_its_token(badge) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(VERIFY, {"text": badge.document}).status_code == 403
    strict.get(VERIFY)
    token = strict.cookies["csrftoken"].value
    form = {"csrfmiddlewaretoken": token, "file": file(badge.document.encode())}
    assert verdict_of(words(strict.post(VERIFY, form))) == "valid"


def test_asking_too_often_waits_a_minute(visitor) -> None:
    for _ in range(A_MINUTE):
        assert visitor.post(VERIFY, {"text": "x"}).status_code == 200
    answer = visitor.post(VERIFY, {"text": "x"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "Wait a minute" in words(answer)
    rest = visitor.post("/api/agir/badges/v1/verify/", {"text": "x"}, "application/json")
    assert (rest.status_code, rest["Retry-After"]) == (429, "60")


def test_the_name_shows_when_its_owner_published_it_and_never_otherwise(visitor, badge) -> None:
    form = {"text": badge.document}
    assert "Ndiaye" not in words(visitor.post(VERIFY, form))
    api.publish_name(badge.id, badge.subject, True)
    assert "Awa Ndiaye" in words(visitor.post(VERIFY, form))
    changed = {"text": badge.document.replace("Protects.", "Protects!", 1)}
    assert "Ndiaye" not in words(visitor.post(VERIFY, changed))
    api.hide(badge.id, badge.subject, True)
    assert "Ndiaye" not in words(visitor.post(VERIFY, form))


HOSTILE = "<script>alert(1)</script>\"'></bdi><img src=x onerror=alert(2)>\u202egnp.exe"


def test_a_strangers_texts_stay_texts(visitor, badge) -> None:
    """A badge that nobody signed, whose every text is markup and turns the direction round."""
    document = json.loads(badge.document)
    achievement = document["credentialSubject"]["achievement"]
    document["issuer"]["name"] = achievement["name"] = achievement["description"] = HOSTILE
    achievement["criteria"]["narrative"] = HOSTILE
    achievement["alignment"] = [
        {
            "type": ["Alignment"],
            "targetName": HOSTILE,
            "targetUrl": "javascript:alert(3)",
            "targetFramework": HOSTILE,
        }
    ]
    achievement["image"] = {"id": "https://tracker.example/pixel.svg", "type": "Image"}
    page = visitor.post(VERIFY, {"text": json.dumps(document)}).content.decode()
    assert verdict_of(page) == "refused"
    assert "&lt;script&gt;alert(1)" in page
    for wrong in ("<script>alert", "<img src=x", "javascript:alert(3)", "tracker.example"):
        assert wrong not in re.sub(r"<textarea.*?</textarea>", "", page, flags=re.DOTALL), wrong


def test_every_code_of_a_verdict_has_a_finding_and_something_to_do() -> None:
    for code in sentences.VERDICTS.keys() - {"valid"}:
        told = told_of(Finding(Verdict(False, code, (Check("proof", False, code),))))
        assert told.kind in ("refused", "unsure")
        assert told.sentence != told.advice
        assert told.lines[0].shape == ("unsure" if told.kind == "unsure" else "no")
    assert sentences.VERDICTS.keys() >= sentences.CANNOT_TELL


@pytest.mark.parametrize(
    "link",
    [
        "https://elsewhere.example/agir/badges/c/58680116-e850-5602-8593-da08f4aad4a2.json",
        "http://localhost:8000/agir/badges/c/58680116-e850-5602-8593-da08f4aad4a2/../x",
        "http://localhost:8000@evil.example/agir/badges/c/58680116-e850-5602-8593-da08f4aad4a2/",
        "http://[",
        "",
    ],
)
def test_another_sites_link_is_not_ours(link: str) -> None:
    assert own(link) is None
