"""A held badge is a signed document that says what was shown, and nothing of who showed it."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from signed import NOW, SECRET, WORDS, award, badge, document, held, learner, verdict

from agir_badges import api
from agir_badges.models import Award, Credential
from agir_badges.openbadges.verification.verify import verify
from agir_badges.openbadges.verification.worlds import site_world
from host.gallery.rows import competencies, counted, state

pytestmark = pytest.mark.django_db


def test_an_award_becomes_a_document_that_verifies() -> None:
    subject = learner()
    name, skills = held(subject)
    found = verdict(name)
    assert (found.valid, found.code) == (True, "valid"), found
    said = document(name)
    assert said["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert said["id"] == f"http://localhost:8000/agir/badges/c/{name}.json"
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["awardedDate"] == "2026-10-14T10:30:00Z"
    assert "evidence" not in said
    achievement = said["credentialSubject"]["achievement"]
    rule = Award.objects.get(id=name).rule_id
    assert achievement["id"] == f"http://localhost:8000/agir/badges/achievements/{rule}/1.json"
    assert [one["targetUrl"] for one in achievement["alignment"]] == [one.uri for one in skills]
    assert {one["targetType"] for one in achievement["alignment"]} == {"ceasn:Competency"}
    levels = achievement["resultDescription"][0]["rubricCriterionLevel"]
    assert [one["name"] for one in levels] == ["started", "demonstrated", "confirmed"]
    result = said["credentialSubject"]["result"][0]
    assert result["achievedLevel"] == levels[1]["id"]
    assert result["value"] == "80"


def test_the_recipient_is_the_salted_hash_of_the_address_and_no_name_stands_anywhere() -> None:
    """sha256 of the address followed by the salt (OB 3.0, IdentityHash)."""
    name, _ = held(learner())
    row = Credential.objects.get(id=name)
    (identity,) = document(name)["credentialSubject"]["identifier"]
    digest = hashlib.sha256(f"awa@example.org{row.salt}".encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${digest}"
    assert (identity["identityType"], identity["hashed"]) == ("emailAddress", True)
    assert len(identity["salt"]) == 32
    told = row.document.lower()
    for secret in ("awa@", "awa ", "ndiaye", str(row.subject)):
        assert secret not in told


def test_two_badges_of_one_learner_share_no_hash() -> None:
    subject = learner()
    one, two = held(subject)[0], held(subject)[0]
    hashes = {
        document(name)["credentialSubject"]["identifier"][0]["identityHash"] for name in (one, two)
    }
    assert len(hashes) == 2


def test_alignment_tells_the_framework_and_its_code() -> None:
    subject, (skill,) = learner(), competencies(1, "Blocs RNCP")
    skill.framework.source = "case"
    skill.framework.save()
    skill.code = "RNCP37674BC02"
    skill.save()
    badge([skill])
    state(subject, skill)
    (name,) = award(subject, [skill])
    api.issue([name], now=NOW)
    (alignment,) = document(name)["credentialSubject"]["achievement"]["alignment"]
    assert alignment["targetCode"] == "RNCP37674BC02"
    assert alignment["targetFramework"] == "Blocs RNCP"
    assert alignment["targetType"] == "CFItem"


def test_issuing_twice_is_once() -> None:
    name, _ = held(learner())
    first = Credential.objects.values().get()
    assert api.issue([name], now=NOW + timedelta(days=1)).signed == 0
    assert api.issue_all(now=NOW + timedelta(days=1)).total == 0
    assert Credential.objects.values().get() == first


def test_without_a_key_the_award_stands_unsigned_and_is_signed_later(settings) -> None:
    settings.AGIR_SIGNING_KEYS = []
    subject, (skill,) = learner(), competencies(1)
    badge([skill])
    state(subject, skill)
    (name,) = award(subject, [skill])
    api.issue([name], now=NOW)
    assert not Credential.objects.exists()
    view = api.credential(name, subject, "en")
    assert (view.status, view.share_url) == (api.Status.UNSIGNED, "")
    assert [line.status for line in api.credentials_of(subject, "en")] == [api.Status.UNSIGNED]
    settings.AGIR_SIGNING_KEYS = [{"id": "late", "secret": SECRET}]
    assert api.issue_all(now=NOW).signed == 1
    assert verdict(name).valid
    assert api.credential(name, subject, "en").status == api.Status.VALID


def test_awarding_never_fails_with_signing(settings, django_capture_on_commit_callbacks, caplog):
    settings.AGIR_SIGNING_KEYS = [{"id": "broken", "file": "/nowhere/at/all"}]
    subject, (skill,) = learner(), competencies(1)
    badge([skill])
    state(subject, skill)
    with django_capture_on_commit_callbacks(execute=True):
        award(subject, [skill])
    assert Award.objects.filter(withdrawn_at=None).count() == 1


def test_awarding_signs_after_the_commit(django_capture_on_commit_callbacks) -> None:
    subject, (skill,) = learner(), competencies(1)
    badge([skill])
    state(subject, skill)
    with django_capture_on_commit_callbacks(execute=True):
        (name,) = award(subject, [skill])
        assert not Credential.objects.exists()
    now = Credential.objects.get(id=name).issued_at
    assert verdict(name, now).valid


def test_a_badge_for_one_demonstrated_skill_on_its_learners_claim() -> None:
    subject, (skill, other) = learner(), competencies(2)
    state(subject, skill)
    state(subject, other, status="not_yet", estimate="0.4")
    name = api.claim_competency(subject, skill.identifier, now=NOW)
    assert api.claim_competency(subject, skill.identifier, now=NOW) == name
    assert verdict(name).valid
    achievement = document(name)["credentialSubject"]["achievement"]
    assert achievement["achievementType"] == "Competency"
    assert achievement["id"].endswith(f"/achievements/{skill.identifier}/1.json")
    with pytest.raises(api.SkillNotDemonstrated):
        api.claim_competency(subject, other.identifier, now=NOW)
    with pytest.raises(api.SkillNotDemonstrated):
        api.claim_competency(subject, uuid4(), now=NOW)
    assert Credential.objects.count() == 1


def test_old_versions_of_an_achievement_stay_readable() -> None:
    subject = learner()
    name, skills = held(subject)
    rule = Award.objects.get(id=name).rule_id
    (third,) = competencies(1)
    api.revise_rule(rule, [(third.identifier, 3)], threshold=1, minimum=0)
    old, new = api.achievement(rule, 1), api.achievement(rule, 2)
    assert [one["targetUrl"] for one in old["alignment"]] == [one.uri for one in skills]
    assert [one["targetUrl"] for one in new["alignment"]] == [third.uri]
    with pytest.raises(api.AchievementUnknown):
        api.achievement(rule, 3)
    with pytest.raises(api.AchievementUnknown):
        api.achievement(uuid4(), 1)
    assert json.dumps(new)
    assert verdict(name).valid


def test_words_are_the_sites(settings) -> None:
    settings.LANGUAGE_CODE = "fr"
    name, _ = held(learner())
    said = document(name)
    assert said["name"] == WORDS["fr"][0]
    assert said["credentialSubject"]["achievement"]["inLanguage"] == "fr"
    narrative = said["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert narrative.startswith("Toutes ces compétences ont été démontrées")


def test_a_batch_costs_the_same_for_two_and_for_twelve() -> None:
    """Learners with accounts and addresses; a batch of any size is as many statements."""
    (skill,) = competencies(1)
    badge([skill])
    costs = []
    for size in (2, 12):
        names = []
        for number in range(size):
            subject = learner(f"l{size}-{number}", f"l{size}-{number}@example.org")
            state(subject, skill)
            names += award(subject, [skill])
        with counted() as statements:
            assert api.issue(names, now=NOW).signed == size
        costs.append(len(statements))
    assert costs[0] >= costs[1], costs
    assert sum("INSERT" in sql for sql in statements) == 2


def own_list(one):
    return api.status_list(one, now=NOW).body


HOSTILE = "Lire\x00 \x07un\x1b[2J bilan \x7f\x0b<b>\u202e"


def test_a_name_with_control_characters_never_keeps_a_badge_unsigned() -> None:
    subject, (skill,) = learner(), competencies(1)
    api.create_rule("x", {"en": (HOSTILE, "\x01")}, [(skill.identifier, 2)], now=NOW)
    type(skill).objects.update(label=HOSTILE, statement=HOSTILE)
    state(subject, skill)
    (name,) = award(subject, [skill])
    assert api.issue([name], now=NOW).signed == 1
    assert verdict(name).valid
    said = document(name)
    assert said["name"] == "Lire un[2J bilan <b>\u202e"
    assert said["description"] == "\ufffd"
    for kind in ("json", "jwt", "svg", "png"):
        body = api.download(name, subject, kind).body
        assert verify(body, now=NOW, world=site_world(now=NOW, own_list=own_list)).valid, kind
    json.dumps(api.achievement(Award.objects.get(id=name).rule_id, 1))


def test_a_site_named_by_its_key_gives_badges_that_anybody_verifies(settings) -> None:
    settings.AGIR_ISSUER_DID = "did:key"
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}]
    name, _ = held(learner())
    said = document(name)
    assert said["issuer"]["id"].startswith("did:key:z6Mk")
    assert said["proof"]["verificationMethod"].partition("#")[0] == said["issuer"]["id"]
    assert verdict(name).valid
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET, "state": "compromised"}]
    assert verdict(name).code in ("issuer_unknown", "proof_not_of_issuer")
