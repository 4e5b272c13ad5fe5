"""A learner chooses what their badge shows; by default it shows nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from signed import NOW, document, held, learner, verdict

from agir_badges import api, handlers
from agir_badges.models import Credential
from agir_competencies.models import Attestation, Competency, CurrentEvidence
from agir_events.data import CompetencyEvidenceData
from host.gallery.rows import competencies, evidence

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def test_only_what_was_chosen_is_shown_and_signed_under_the_same_name() -> None:
    subject = learner()
    name, skills = held(subject)
    for number, skill in enumerate(skills):
        evidence(subject, skill, number)
    (alien,) = competencies(1)
    evidence(subject, alien, 9)
    before = Credential.objects.get(id=name)
    choices = api.credential(name, subject, "en").evidence
    assert len(choices) == 2
    assert {one.competency for one in choices} == {skill.identifier for skill in skills}
    assert not any(one.shown for one in choices)
    assert choices[0].share == Decimal(1)
    api.show_evidence(name, subject, [choices[0].id], now=LATER)
    said, after = document(name), Credential.objects.get(id=name)
    (shown,) = said["evidence"]
    assert shown["id"] == f"urn:uuid:{choices[0].id}"
    assert shown["narrative"] == "100% on 2026-10-14"
    assert (after.status_index, said["id"].split("/")[-1]) == (before.status_index, f"{name}.json")
    assert verdict(name, LATER).valid
    assert [one.shown for one in api.credential(name, subject, "en").evidence].count(True) == 1
    assert [one.id for one in api.shared(name, "en").evidence] == [choices[0].id]
    api.show_evidence(name, subject, [], now=LATER)
    assert "evidence" not in document(name)


def test_who_vouched_for_a_result_is_named_to_nobody_else() -> None:
    subject = learner()
    name, (skill,) = held(subject, 1)
    evidence(subject, skill)
    key = uuid4()
    told = {"kind": "attestation", "object_key": f"attestation:{key}"}
    CurrentEvidence.objects.filter(subject=subject).update(**told)
    Attestation.objects.create(
        id=key, subject=subject, competency=skill, object_key=told["object_key"], origin="team",
        share=Decimal(1), note="Vu en stage", by=uuid4(), by_name="Zoe Martin", at=NOW,
        course_key="course-v1:Agir+Essai+2026",
    )  # fmt: skip
    (choice,) = api.credential(name, subject, "en").evidence
    assert choice.title == "Attested by the course team"
    api.show_evidence(name, subject, [choice.id], now=LATER)
    row = Credential.objects.get(id=name)
    assert "Zoe" not in repr((row.evidence, row.document, api.shared(name, "en")))


def test_another_learners_result_and_no_result_are_refused_and_change_nothing() -> None:
    subject, other = learner(), learner("bo", "bo@example.org")
    name, skills = held(subject)
    evidence(subject, skills[0])
    evidence(other, skills[0], 3)
    theirs = held(other)[0]
    before = Credential.objects.get(id=name).document
    for wrong in (uuid4(), theirs):
        with pytest.raises(api.EvidenceUnknown):
            api.show_evidence(name, subject, [wrong], now=LATER)
    assert Credential.objects.get(id=name).document == before


def test_without_a_key_nothing_is_half_done(settings) -> None:
    from agir_platform.signing import SigningKeyUnset

    subject = learner()
    name, skills = held(subject)
    evidence(subject, skills[0])
    (choice,) = api.credential(name, subject, "en").evidence
    settings.AGIR_SIGNING_KEYS = []
    with pytest.raises(SigningKeyUnset):
        api.show_evidence(name, subject, [choice.id], now=LATER)
    assert Credential.objects.get(id=name).evidence == []


def test_what_is_shown_survives_a_new_signature(settings) -> None:
    subject = learner()
    name, skills = held(subject)
    evidence(subject, skills[0])
    (choice,) = api.credential(name, subject, "en").evidence
    api.show_evidence(name, subject, [choice.id], now=LATER)
    settings.AGIR_SIGNING_KEYS = [
        {"id": "next", "secret": "Nq3vT8rY2kLw7ZbX5cJd9HgF4sPm6QaUe1RoViBnK0t"}
    ]
    assert api.sign_again(now=LATER).signed == 1
    assert document(name)["evidence"][0]["id"] == f"urn:uuid:{choice.id}"
    assert Credential.objects.get(id=name).key_id == "next"


def shown_on(subject: UUID, count: int = 1) -> tuple[UUID, list[Competency]]:
    """Return a badge that shows every result of its learner, and its skills."""
    name, skills = held(subject, count)
    for number, skill in enumerate(skills):
        evidence(subject, skill, number)
    choices = api.credential(name, subject, "en").evidence
    api.show_evidence(name, subject, [one.id for one in choices], now=LATER)
    return name, skills


def heard_evidence(subject: UUID, skill: Competency) -> None:
    """Let badges hear that a result on this skill changed."""
    handlers.on_evidence(
        CompetencyEvidenceData(
            subject=str(subject),
            course_key="course-v1:Agir+Essai+2026",
            object_key="block-v1:Agir+Essai+2026+type@problem+block@0",
            kind="problem_score",
            competencies=[str(skill.identifier)],
            occurred_at=LATER,
        )
    )


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_corrected_result_is_signed_again_as_it_stands(committed) -> None:
    subject = learner()
    name, (skill,) = shown_on(subject)
    before = Credential.objects.get(id=name)
    CurrentEvidence.objects.filter(subject=subject).update(share=Decimal("0.4"))
    with committed():
        heard_evidence(subject, skill)
    (piece,) = document(name)["evidence"]
    assert piece["narrative"] == "40% on 2026-10-14"
    after = Credential.objects.get(id=name)
    assert after.status_index == before.status_index
    assert verdict(name, after.issued_at).valid


def test_a_result_that_is_gone_is_shown_no_more_and_the_night_finds_it() -> None:
    subject = learner()
    name, (first, _) = shown_on(subject, 2)
    CurrentEvidence.objects.filter(subject=subject, competency=first).delete()
    assert api.issue_all(now=LATER).signed == 1
    assert len(document(name)["evidence"]) == 1
    assert api.issue_all(now=LATER).signed == 0
    CurrentEvidence.objects.filter(subject=subject).delete()
    api.issue_all(now=LATER)
    assert "evidence" not in document(name)


def test_without_a_key_a_correction_waits_for_one(settings, committed) -> None:
    subject = learner()
    name, _ = shown_on(subject)
    CurrentEvidence.objects.filter(subject=subject).update(share=Decimal("0.4"))
    keys, settings.AGIR_SIGNING_KEYS = settings.AGIR_SIGNING_KEYS, []
    api.issue_all(now=LATER)
    assert Credential.objects.get(id=name).needs_signing
    settings.AGIR_SIGNING_KEYS = keys
    api.issue_all(now=LATER)
    assert document(name)["evidence"][0]["narrative"] == "40% on 2026-10-14"


def test_another_skill_that_moves_signs_nothing(committed) -> None:
    subject = learner()
    name, _ = shown_on(subject)
    before = Credential.objects.get(id=name).document
    (other,) = competencies(1)
    with committed():
        heard_evidence(subject, other)
    assert Credential.objects.get(id=name).document == before
