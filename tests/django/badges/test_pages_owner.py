"""A learner's own badge: what they read, take along, choose, hide and delete; nobody else may."""

from __future__ import annotations

import json
import re
from uuid import UUID

import pytest
from django.test import Client
from pages_world import VERIFY, learner, signed, verdict_of, words
from signed import lose

from agir_badges import api
from agir_badges.models import Credential
from agir_badges.openbadges import keys
from host.gallery.rows import competencies, state

pytestmark = pytest.mark.django_db


def mine(name: UUID) -> str:
    return f"/agir/badges/mine/{name}/"


def public(name: UUID) -> dict:
    """Return the signed document as anybody reads it."""
    return json.loads(Client().get(f"/agir/badges/c/{name}.json").content)


@pytest.fixture
def owner() -> tuple[Client, UUID, UUID]:
    """Return the owner's client, their subject and the badge."""
    client, subject = learner()
    return client, subject, signed(subject)[0]


def test_the_page_tells_where_the_badge_stands_and_all_that_can_be_done(owner) -> None:
    client, _, name = owner
    answer = client.get(mine(name))
    page = words(answer)
    assert answer.status_code == 200
    assert 'data-status="valid"' in page
    assert f"http://localhost:8000/agir/badges/c/{name}/" in page
    assert "https://www.linkedin.com/profile/add?" in page
    for kind in ("svg", "png", "json", "jwt"):
        assert f"/agir/badges/mine/{name}/badge.{kind}" in page
    assert answer["Cache-Control"] == "private, no-store"


def test_each_file_is_an_attachment_that_verifies(owner) -> None:
    client, _, name = owner
    for kind, media in (
        ("json", "application/vc"),
        ("jwt", "application/vc+jwt"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
    ):
        answer = client.get(f"{mine(name)}badge.{kind}")
        assert answer["Content-Type"] == media
        assert answer["Content-Disposition"] == f'attachment; filename="badge-{name}.{kind}"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]
        told = client.post(VERIFY, {"text": answer.content.decode()} if kind in ("json", "jwt")
                           else {"file": _file(answer.content)})  # fmt: skip
        assert verdict_of(words(told)) == "valid", kind
    assert client.get(f"{mine(name)}badge.exe").status_code == 404
    assert client.get(f"{mine(name)}paper/").status_code == 200


def _file(content: bytes):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("badge", content)


@pytest.mark.parametrize("end", ["", "delete/", "paper/", "badge.json", "badge.svg"])
def test_another_learner_finds_nothing_and_a_visitor_the_entrance(owner, end: str) -> None:
    _, _, name = owner
    other, _ = learner("bilal")
    assert other.get(mine(name) + end).status_code == 404
    answer = Client().get(mine(name) + end)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/?next=")


@pytest.mark.parametrize("act", ["hide", "show", "name", "evidence", "recipient"])
def test_another_learner_changes_nothing(owner, act: str) -> None:
    _, _, name = owner
    other, _ = learner("bilal")
    before = Credential.objects.values().get(id=name)
    assert other.post(mine(name), {"act": act, "names": "yes"}).status_code == 404
    assert other.post(mine(name) + "delete/").status_code == 404
    assert Credential.objects.values().get(id=name) == before


def test_every_act_is_held_to_its_token(owner) -> None:
    client, _, name = owner
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    for path in (mine(name), mine(name) + "delete/"):
        assert strict.post(path, {"act": "hide"}).status_code == 403
    assert not Credential.objects.get(id=name).hidden


def test_hiding_closes_the_link_keeps_the_badge_valid_and_is_undone(owner) -> None:
    client, _, name = owner
    document = Credential.objects.get(id=name).document
    page = words(client.post(mine(name), {"act": "hide"}, follow=True))
    assert "The badge is hidden" in page
    assert re.search(r'name="act" value="show">Undo', page)
    stranger = Client()
    assert stranger.get(f"/agir/badges/c/{name}/").status_code == 404
    assert stranger.get(f"/agir/badges/c/{name}.json").status_code == 404
    assert verdict_of(words(stranger.post(VERIFY, {"text": document}))) == "valid"
    client.post(mine(name), {"act": "show"})
    assert stranger.get(f"/agir/badges/c/{name}/").status_code == 200


def test_the_learner_chooses_which_results_are_shown(owner) -> None:
    client, subject, name = owner
    choices = api.credential(name, subject, "en").evidence
    assert len(choices) == 2
    assert "An activity that was removed" in words(client.get(mine(name)))
    client.post(mine(name), {"act": "evidence", "evidence": [str(choices[0].id)]})
    shown = {one.id for one in api.credential(name, subject, "en").evidence if one.shown}
    assert shown == {choices[0].id}
    document = public(name)
    assert len(document["evidence"]) == 1
    client.post(mine(name), {"act": "evidence"})
    assert "evidence" not in public(name)
    assert client.post(mine(name), {"act": "evidence", "evidence": ["x"]}).status_code == 404


def test_a_wallet_takes_the_place_of_the_address_and_a_wrong_one_is_told(owner) -> None:
    client, _, name = owner
    did = keys.did_key(bytes(range(32)))
    page = words(client.post(mine(name), {"act": "recipient", "recipient": did}, follow=True))
    assert "The badge was signed again" in page
    document = public(name)
    assert document["credentialSubject"]["id"] == did
    assert "identifier" not in document["credentialSubject"]
    answer = client.post(mine(name), {"act": "recipient", "recipient": "<b>awa</b>"})
    assert answer.status_code == 400
    assert "This is no identifier of a wallet." in words(answer)
    assert 'value="&lt;b&gt;awa&lt;/b&gt;"' in answer.content.decode()


def test_deleting_asks_first_says_what_is_lost_and_is_for_ever(owner) -> None:
    client, _, name = owner
    asked = words(client.get(mine(name) + "delete/"))
    assert "What is lost, for good:" in asked
    assert Client().get(f"/agir/badges/c/{name}/").status_code == 200
    page = words(client.post(mine(name) + "delete/", follow=True))
    assert "You deleted this badge." in page
    assert "Delete this badge…" not in page
    assert Client().get(f"/agir/badges/c/{name}/").status_code == 410


def test_a_suspended_badge_says_why_until_when_and_what_brings_it_back() -> None:
    client, subject = learner()
    name, skills = signed(subject)
    lose(subject, skills[0])
    from django.utils import timezone
    from signed import award

    now = timezone.now()
    award(subject, skills, now=now)
    api.issue([name], now=now)
    page = words(client.get(mine(name)))
    assert 'data-status="suspended"' in page
    assert "This badge is suspended until" in page
    assert "show “Compétence 0” again (level: Demonstrated)" in page
    assert "linkedin.com" not in page
    wall = words(client.get("/agir/skills/"))
    assert "is suspended until" in wall
    assert "show “Compétence 0” again" in wall
    assert f"/agir/badges/mine/{name}/" in wall
    assert "was withdrawn on" not in wall


def test_an_unsigned_badge_says_that_it_is_coming(settings) -> None:
    settings.AGIR_SIGNING_KEYS = []
    client, subject = learner()
    from signed import award, badge

    skills = competencies(1)
    badge(skills)
    state(subject, skills[0])
    (name,) = award(subject, skills)
    page = words(client.get(mine(name)))
    assert "is not signed yet" in page
    assert "badge.json" not in page
    assert "Delete this badge…" not in page


def test_a_demonstrated_skill_becomes_a_badge_once() -> None:
    client, subject = learner()
    (skill,) = competencies(1)
    state(subject, skill)
    claim = f"/agir/badges/skills/{skill.identifier}/claim/"
    assert claim in words(client.get("/agir/skills/"))
    assert "Make it a badge" in words(client.get(claim))
    assert Credential.objects.count() == 0
    page = words(client.post(claim, follow=True))
    assert "This skill is now a badge of yours." in page
    client.post(claim)
    name = Credential.objects.get().id
    assert client.get(claim)["Location"] == mine(name)
    assert verdict_of(words(client.post(VERIFY, {
        "link": f"http://localhost:8000/agir/badges/c/{name}.json"}))) == "valid"  # fmt: skip


def test_a_skill_that_is_not_demonstrated_is_refused() -> None:
    client, subject = learner()
    (skill,) = competencies(1)
    state(subject, skill, status="not_yet", estimate="0.4")
    claim = f"/agir/badges/skills/{skill.identifier}/claim/"
    assert claim not in words(client.get("/agir/skills/"))
    answer = client.post(claim)
    assert answer.status_code == 409
    assert "not demonstrated yet" in words(answer)
    assert Credential.objects.count() == 0
