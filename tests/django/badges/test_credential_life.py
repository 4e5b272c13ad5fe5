"""A badge is suspended, restored, revoked, hidden, deleted: each for its own reason alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from signed import NOW, SECRET, award, document, held, learner, lose, verdict

from agir_badges import api
from agir_badges.domain.reason import Ending, Reason
from agir_badges.issuing import skills
from agir_badges.issuing.settle import current_desk, settle_claims
from agir_badges.models import Award, Credential, SpentNumber
from agir_platform import retirement
from agir_platform.learners import api as learners
from host.gallery.rows import competencies, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def row(name) -> Credential:
    return Credential.objects.get(id=name)


def settle(now):
    api.issue_all(now=now)


def test_lost_evidence_suspends_then_restores_the_same_document() -> None:
    subject = learner()
    name, skills = held(subject)
    number = row(name).status_index
    lose(subject, skills[0])
    award(subject, skills, now=NOW + DAY)
    settle(NOW + DAY)
    assert verdict(name, NOW + DAY).code == "suspended"
    (leaving,) = api.leaving(subject, "en")
    assert leaving.until == NOW + 15 * DAY
    assert [lost.identifier for lost in leaving.lost] == [skills[0].identifier]
    assert (leaving.reason, leaving.award) == ("competency_withdrawn", name)
    assert api.shelf(subject, {}, "en").leaving == (leaving,)
    view = api.credential(name, subject, "en")
    assert (view.status, view.why) == (api.Status.SUSPENDED, "competency_withdrawn")
    assert [lost.label for lost in view.lost] == [skills[0].label]
    state(subject, skills[0])
    award(subject, skills, now=NOW + 3 * DAY)
    settle(NOW + 3 * DAY)
    assert verdict(name, NOW + 3 * DAY).valid
    assert row(name).status_index == number
    assert Credential.objects.count() == 1
    assert api.leaving(subject, "en") == ()


def test_after_the_days_of_grace_the_night_revokes_and_what_is_earned_again_is_new() -> None:
    subject = learner()
    name, skills = held(subject)
    old = row(name).document
    lose(subject, skills[0])
    award(subject, skills, now=NOW)
    settle(NOW)
    settle(NOW + 13 * DAY)
    assert verdict(name, NOW + 13 * DAY).code == "suspended"
    settle(NOW + 14 * DAY)
    assert verdict(name, NOW + 14 * DAY).code == "revoked"
    assert row(name).revoked_reason == Ending.COMPETENCY_WITHDRAWN
    with pytest.raises(api.CredentialRevoked):
        api.shared(name, "en")
    state(subject, skills[0])
    award(subject, skills, now=NOW + 20 * DAY)
    settle(NOW + 20 * DAY)
    again = Credential.objects.get(turn=2)
    assert again.id != name
    assert again.status_index != row(name).status_index
    assert verdict(again.id, NOW + 20 * DAY).valid
    assert verdict(name, NOW + 20 * DAY, old).code == "revoked"
    assert [line.id for line in api.credentials_of(subject, "en")] == [again.id]


def test_no_grace_revokes_at_once(settings) -> None:
    settings.AGIR_BADGES_GRACE_DAYS = 0
    subject = learner()
    name, skills = held(subject)
    lose(subject, skills[0])
    award(subject, skills, now=NOW)
    settle(NOW)
    assert verdict(name).code == "revoked"


def test_a_claimed_skill_lives_as_a_badge_does(django_capture_on_commit_callbacks) -> None:
    subject, (skill,) = learner(), competencies(1)
    state(subject, skill)
    name = api.claim_competency(subject, skill.identifier, now=NOW)
    lose(subject, skill)
    settle(NOW)
    assert verdict(name).code == "suspended"
    assert api.credential(name, subject, "en").lost[0].identifier == skill.identifier
    state(subject, skill)
    settle(NOW + DAY)
    assert verdict(name, NOW + DAY).valid
    lose(subject, skill)
    settle(NOW + 2 * DAY)
    settle(NOW + 16 * DAY)
    assert verdict(name, NOW + 16 * DAY).code == "revoked"


def test_hidden_is_still_valid_and_comes_back() -> None:
    subject = learner()
    name, _ = held(subject)
    text = row(name).document
    assert api.signed_document(name) == text
    api.hide(name, subject, True)
    for see in (api.signed_document, lambda one: api.shared(one, "en")):
        with pytest.raises(api.CredentialUnknown):
            see(name)
    assert verdict(name).valid
    api.hide(name, subject, False)
    assert api.signed_document(name) == text


def test_deleted_is_revoked_and_is_never_issued_again() -> None:
    subject = learner()
    name, skills = held(subject)
    text = row(name).document
    api.delete(name, subject, now=NOW)
    assert verdict(name, NOW, text).code == "revoked"
    left = row(name)
    assert (left.document, left.salt, left.evidence) == ("", "", [])
    assert Award.objects.get(id=name).withdrawn_at is None
    for act in (
        lambda: api.issue([name], now=NOW),
        lambda: api.issue_all(now=NOW),
        lambda: api.sign_again(now=NOW),
    ):
        act()
    lose(subject, skills[0])
    award(subject, skills, now=NOW + DAY)
    state(subject, skills[0])
    award(subject, skills, now=NOW + DAY)
    settle(NOW + DAY)
    assert Credential.objects.count() == 1
    assert verdict(name, NOW + DAY, text).code == "revoked"
    with pytest.raises(api.CredentialDeleted):
        api.hide(name, subject, False)
    assert api.credential(name, subject, "en").is_deleted
    assert api.credentials_of(subject, "en") == []


def test_a_deleted_skill_is_not_claimed_again() -> None:
    subject, (skill,) = learner(), competencies(1)
    state(subject, skill)
    name = api.claim_competency(subject, skill.identifier, now=NOW)
    api.delete(name, subject, now=NOW)
    with pytest.raises(api.CredentialDeleted):
        api.claim_competency(subject, skill.identifier, now=NOW)


def test_another_learner_may_do_nothing() -> None:
    owner, other = learner(), learner("bo", "bo@example.org")
    name, _ = held(owner)
    before = Credential.objects.values().get()
    acts = (
        lambda: api.credential(name, other, "en"),
        lambda: api.hide(name, other, True),
        lambda: api.delete(name, other, now=NOW),
        lambda: api.publish_name(name, other, True),
        lambda: api.bind_did(name, other, "did:key:z6Mk", now=NOW),
        lambda: api.show_evidence(name, other, [], now=NOW),
        lambda: api.download(name, other, "json"),
    )
    for act in acts:
        with pytest.raises(api.CredentialUnknown):
            act()
    assert Credential.objects.values().get() == before


def test_the_name_is_on_the_page_alone_and_only_when_published() -> None:
    subject = learner()
    name, _ = held(subject)
    assert api.shared(name, "en").learner == ""
    api.publish_name(name, subject, True)
    assert api.shared(name, "en").learner == "Awa Ndiaye"
    assert "Ndiaye" not in row(name).document
    api.publish_name(name, subject, False)
    assert api.shared(name, "en").learner == ""


@pytest.mark.parametrize(
    "did", ["did:", "did:web:", "did:key:z 6", "https://x.org", "did:KEY:z", "did:key:z\n"]
)
def test_a_text_that_is_no_did_is_refused(did: str) -> None:
    subject = learner()
    name, _ = held(subject)
    before = row(name).document
    with pytest.raises(api.DidMalformed):
        api.bind_did(name, subject, did, now=NOW)
    assert row(name).document == before


def test_binding_a_did_signs_again_under_the_same_name_and_number() -> None:
    subject = learner()
    name, _ = held(subject)
    number, old = row(name).status_index, document(name)
    api.bind_did(
        name, subject, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", now=NOW + DAY
    )
    said = document(name)
    assert said["credentialSubject"]["id"].startswith("did:key:z6Mkha")
    assert "identifier" not in said["credentialSubject"]
    assert (said["id"], row(name).status_index) == (old["id"], number)
    assert said["validFrom"] > old["validFrom"]
    assert verdict(name, NOW + DAY).valid
    api.bind_did(name, subject, "", now=NOW + 2 * DAY)
    assert (
        document(name)["credentialSubject"]["identifier"] == old["credentialSubject"]["identifier"]
    )


def test_rotation_keeps_old_badges_valid_and_compromise_asks_for_new_signatures(settings) -> None:
    one, two = {"id": "one", "secret": SECRET}, {"id": "two", "secret": SECRET[::-1]}
    settings.AGIR_SIGNING_KEYS = [one]
    name, _ = held(learner())
    text, number = row(name).document, row(name).status_index
    settings.AGIR_SIGNING_KEYS = [two, one | {"state": "retired"}]
    assert verdict(name).valid
    settings.AGIR_SIGNING_KEYS = [two, one | {"state": "compromised"}]
    api.issue_all(now=NOW)
    assert not verdict(name).valid
    call_command("agir_issue_badges", "--resign")
    assert row(name).key_id == "two"
    assert (row(name).status_index, document(name)["id"]) == (
        number,
        f"http://localhost:8000/agir/badges/c/{name}.json",
    )
    now = row(name).issued_at
    assert verdict(name, now).valid
    assert not verdict(name, now, text).valid


def test_a_person_who_leaves_takes_their_documents_and_leaves_numbers_revoked(caplog) -> None:
    subject = learner()
    name, _ = held(subject)
    text, number = row(name).document, row(name).status_index
    told = retirement.export(learners.user_of(subject))["contexts"]["badges"]
    assert told["credentials"][0]["document"]["id"].endswith(f"{name}.json")
    retirement.retire(learners.user_of(subject))
    api.forget(subject)
    assert not Credential.objects.exists()
    assert SpentNumber.objects.get().status_index == number
    assert verdict(name, NOW, text).code == "revoked"
    api.issue_all(now=NOW)
    assert not Credential.objects.exists()
    other = learner("bo", "bo@example.org")
    assert row(held(other)[0]).status_index != number


def test_what_waited_for_one_who_left_meanwhile_makes_nothing() -> None:
    """A run read what they show, they left, and the run goes on."""
    subject, (skill,) = learner(), competencies(1)
    state(subject, skill)
    api.claim_competency(subject, skill.identifier, now=NOW)
    Credential.objects.update(needs_signing=True)
    waiting = skills.waiting(NOW)
    assert [one.subject for one in waiting] == [subject]
    retirement.retire(learners.user_of(subject))
    settle_claims(waiting, desk=current_desk(NOW), now=NOW)
    assert not Credential.objects.exists()


def test_what_its_owner_hid_tells_no_stranger_that_it_ended() -> None:
    subject = learner()
    name, (skill,) = held(subject, 1)
    api.hide(name, subject, True)
    lose(subject, skill)
    award(subject, [skill], now=NOW + DAY)
    for day in (1, 30):
        settle(NOW + day * DAY)
        with pytest.raises(api.CredentialUnknown):
            api.signed_document(name)
    assert row(name).revoked_at is not None


def test_the_only_reasons_are_these() -> None:
    """Nothing else takes a badge back or revokes a document: no payment, no rule, no framework."""
    assert {one.value for one in Reason} == {"competency_withdrawn"}
    assert {one.value for one in Ending} == {
        "competency_withdrawn",
        "deleted_by_learner",
        "learner_retired",
    }


def test_nothing_personal_is_logged(caplog, settings) -> None:
    caplog.set_level("DEBUG")
    subject = learner()
    name, skills = held(subject)
    api.bind_did(name, subject, "did:web:awa.example.org", now=NOW)
    settings.AGIR_SIGNING_KEYS = [{"id": "broken", "file": "/nowhere"}]
    lose(subject, skills[0])
    award(subject, skills)
    settle(NOW)
    for secret in ("awa@", "Ndiaye", "Awa ", "awa.example"):
        assert secret not in caplog.text


def test_downloads_carry_the_document(settings) -> None:
    from agir_badges.openbadges import baking

    subject = learner()
    name, _ = held(subject)
    files = {kind: api.download(name, subject, kind) for kind in ("json", "jwt", "svg", "png")}
    for kind, file in files.items():
        carried = file.body.decode() if kind in ("json", "jwt") else baking.read(file.body)
        assert verdict(name, NOW, carried).valid, kind
    with pytest.raises(api.FormatUnknown):
        api.download(name, subject, "exe")
    api.delete(name, subject, now=NOW)
    with pytest.raises(api.CredentialDeleted):
        api.download(name, subject, "json")
