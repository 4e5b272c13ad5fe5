"""A badge of another operator counts as marked evidence, once, for as long as it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from agir_competencies import api
from agir_competencies.api import external
from agir_competencies.api.external import Brought, LearnerUnknown, ObservationUnusable
from agir_competencies.models import Attestation, Competency, Evidence, State
from agir_competencies.standing import EvidenceView
from agir_kernel.clock import FixedClock
from agir_platform.learners import api as learners
from host.gallery.rows import competencies

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, tzinfo=UTC)
KEY = UUID(int=9)


@pytest.fixture
def skills() -> list[Competency]:
    return competencies(2)


@pytest.fixture
def subject() -> UUID:
    return learners.subject_of(9001)


def at(days: int) -> FixedClock:
    return FixedClock(AT + timedelta(days=days))


def badge(*skills: Competency, weight: str = "0.5", key: UUID = KEY) -> Brought:
    named = tuple(one.identifier for one in skills)
    return Brought(key, named, "Rédiger", "Campus voisin", Decimal(weight), "https://b.example/1")


def proof(subject: UUID, skill: Competency) -> EvidenceView:
    """Return the one piece of evidence of a skill."""
    found = api.standings(subject, language="en")
    (one,) = next(each for each in found if each.identifier == skill.identifier).evidence
    return one


def test_a_badge_counts_once_with_its_weight(skills: list[Competency], subject: UUID) -> None:
    """Weight 0.5, share 1: m = (0.5 + 1) / (0.5 + 2) = 0.6, by the rule of decision 3."""
    external.bring(subject, badge(skills[0]), clock=at(0))
    external.bring(subject, badge(skills[0]), clock=at(1))  # issued anew: the same object
    state = State.objects.get(subject=subject)
    assert (state.evidence_count, state.object_count) == (1, 1)
    assert state.estimate == Decimal("0.600000")
    assert state.status == "not_yet"


def test_it_is_marked_wherever_it_is_told(skills: list[Competency], subject: UUID) -> None:
    external.bring(subject, badge(skills[0]), clock=at(0))
    one = proof(subject, skills[0])
    assert one.kind == "external"
    assert one.title == "Badge “Rédiger” of Campus voisin, verified by this site"
    assert one.url == "https://b.example/1"
    text = api.explain(subject, skills[0].identifier, language="en").text
    assert "1 of them is a badge of another operator" in text


def test_a_badge_that_falls_takes_its_evidence_along(
    skills: list[Competency], subject: UUID
) -> None:
    external.bring(subject, badge(*skills), clock=at(0))
    external.withdraw(subject, KEY, "Its issuer took it back.", clock=at(1))
    external.withdraw(subject, KEY, "Again.", clock=at(2))
    assert Evidence.objects.count() == 4  # two brought, two taken away, once
    told = proof(subject, skills[0])
    assert (told.share, told.counted) == (None, False)
    assert told.note == "It counts no more: Its issuer took it back."
    external.bring(subject, badge(*skills), clock=at(3))  # it stands again
    assert proof(subject, skills[1]).share == 1
    assert api.verify().differences == ()


def test_what_it_speaks_of_no_more_is_taken_away(skills: list[Competency], subject: UUID) -> None:
    external.bring(subject, badge(*skills), clock=at(0))
    external.bring(subject, badge(skills[0]), clock=at(1))
    assert proof(subject, skills[1]).share is None
    assert proof(subject, skills[0]).share == 1


def test_nothing_is_written_of_what_cannot_be(skills: list[Competency], subject: UUID) -> None:
    stranger = Brought(KEY, (skills[0].identifier, uuid4()), "x", "y", Decimal(1))
    for wrong in (stranger, badge(), badge(skills[0], weight="0")):
        with pytest.raises(ObservationUnusable):
            external.bring(subject, wrong, clock=at(0))
    with pytest.raises(LearnerUnknown):
        external.bring(uuid4(), badge(skills[0]), clock=at(0))
    assert not Evidence.objects.exists()
    assert not Attestation.objects.exists()


def test_it_leaves_with_the_learner(skills: list[Competency], subject: UUID) -> None:
    external.bring(subject, badge(skills[0]), clock=at(0))
    assert "Campus voisin" in str(api.export(subject))
    api.forget(subject)
    assert not Attestation.objects.exists()
    assert not Evidence.objects.exists()
