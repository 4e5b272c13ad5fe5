"""A learner chooses what their badge shows; by default it shows nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from signed import NOW, document, held, learner, verdict

from agir_badges import api
from agir_badges.models import Credential
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
