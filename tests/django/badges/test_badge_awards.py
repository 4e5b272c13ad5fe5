"""Awards follow from what a learner shows, in a constant number of statements."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.test import override_settings

from agir_badges import api, handlers
from agir_badges.models import Award
from agir_competencies.api.measured import measured
from agir_competencies.models import State
from agir_events.data import CompetencyEvidenceData, CompetencyStandingData
from agir_events.signals import BADGE_AWARDED, BADGE_WITHDRAWN
from host.gallery.rows import LATER, WHEN, competencies, counted, state

pytestmark = pytest.mark.django_db
WORDS = {"fr": ("Données", ""), "en": ("Data", "")}


def badge(skills: list, threshold: str = "1", minimum: str = "0", level: int = 2) -> UUID:
    return api.create_rule(
        f"badge-{uuid4()}",
        WORDS,
        [(skill.identifier, level) for skill in skills],
        now=WHEN,
        threshold=Decimal(threshold),
        minimum=Decimal(minimum),
    )


def ids(skills: list) -> list[UUID]:
    return [skill.identifier for skill in skills]


def standing(subject: UUID, skills: list) -> CompetencyStandingData:
    return CompetencyStandingData(
        subject=str(subject), competencies=[str(one) for one in ids(skills)], occurred_at=WHEN
    )


def evidence(subject: UUID, skills: list) -> CompetencyEvidenceData:
    return CompetencyEvidenceData(
        subject=str(subject),
        course_key="course-v1:A+B+C",
        object_key="block-v1:A+B+C+type@problem+block@p",
        kind="problem_score",
        competencies=[str(one) for one in ids(skills)],
        occurred_at=WHEN,
    )


@pytest.fixture
def heard():
    """Collect (award or withdrawal, badge) of the public events, in order."""
    told: list[tuple[str, int]] = []

    def awarded(badge, **_):
        told.append(("awarded", badge.rule_version))

    def withdrawn(badge, **_):
        told.append(("withdrawn", badge.rule_version))

    BADGE_AWARDED.connect(awarded)
    BADGE_WITHDRAWN.connect(withdrawn)
    yield told
    BADGE_AWARDED.disconnect(awarded)
    BADGE_WITHDRAWN.disconnect(withdrawn)


@pytest.mark.parametrize("count", [1, 10])
def test_three_statements_for_one_and_for_ten_competencies(count: int) -> None:
    """Rules with awards, states, one upsert; ten badges more change nothing."""
    skills, subject = competencies(count), uuid4()
    for _ in range(10):
        badge(skills)
    for skill in skills:
        state(subject, skill)
    with counted() as statements:
        changes = api.award_for(subject, ids(skills), now=WHEN)
    assert len(changes) == 10
    assert len(statements) == 3


def test_twice_is_once(heard, django_capture_on_commit_callbacks) -> None:
    skills, subject = competencies(2), uuid4()
    badge(skills)
    for skill in skills:
        state(subject, skill)
    with django_capture_on_commit_callbacks(execute=True):
        api.award_for(subject, ids(skills), now=WHEN)
        first = Award.objects.values().get()
        assert api.award_for(subject, ids(skills), now=LATER) == []
    assert Award.objects.values().get() == first
    assert heard == [("awarded", 1)]


def test_nothing_is_read_of_a_learner_whose_change_touches_no_badge() -> None:
    (skill,) = competencies(1)
    with counted() as statements:
        assert api.award_for(uuid4(), [skill.identifier], now=WHEN) == []
    assert len(statements) == 1


def test_half_of_a_badge_is_no_badge() -> None:
    skills, subject = competencies(2), uuid4()
    badge(skills)
    state(subject, skills[0])
    assert api.award_for(subject, ids(skills), now=WHEN) == []


def test_a_withdrawn_competency_withdraws_with_its_reason_and_the_badge_comes_back(
    heard, django_capture_on_commit_callbacks
) -> None:
    skills, subject = competencies(2), uuid4()
    badge(skills)
    with django_capture_on_commit_callbacks(execute=True):
        for skill in skills:
            state(subject, skill)
        api.award_for(subject, ids(skills), now=WHEN)
        state(subject, skills[0], status="not_yet", estimate="0.4")
        api.award_for(subject, ids(skills[:1]), now=LATER)
        (view,) = api.badges_of(subject, "fr")
        assert (view.withdrawn_at, view.withdrawn_reason) == (LATER, "competency_withdrawn")
        assert view.awarded_at == WHEN
        state(subject, skills[0])
        api.award_for(subject, ids(skills[:1]), now=LATER)
    (view,) = api.badges_of(subject, "fr")
    assert view.is_held
    assert [what for what, _ in heard] == ["awarded", "withdrawn", "awarded"]


def test_a_change_of_rule_revokes_nothing_even_when_another_competency_moves() -> None:
    """The rule comes to ask for a third skill that the learner never shows."""
    skills, subject = competencies(3), uuid4()
    rule = badge(skills[:2], threshold="0.5")
    for skill in skills[:2]:
        state(subject, skill)
    api.award_for(subject, ids(skills), now=WHEN)
    api.revise_rule(
        rule, [(one, 2) for one in ids(skills)], threshold=Decimal(1), minimum=Decimal(0)
    )
    state(subject, skills[0], status="not_yet", estimate="0.5")
    assert api.award_for(subject, ids(skills), now=LATER) == []
    (view,) = api.badges_of(subject, "fr")
    assert (view.is_held, view.rule_version) == (True, 1)


def test_a_competency_that_the_rule_dropped_still_counts_for_who_holds_it() -> None:
    skills, subject = competencies(2), uuid4()
    rule = badge(skills)
    for skill in skills:
        state(subject, skill)
    api.award_for(subject, ids(skills), now=WHEN)
    api.revise_rule(rule, [(skills[1].identifier, 2)], threshold=Decimal(1), minimum=Decimal(0))
    state(subject, skills[0], status="not_yet", estimate="0.2")
    (change,) = api.award_for(subject, ids(skills[:1]), now=LATER)
    assert (change.withdrawn, change.rule_version) == (True, 1)


def test_a_retired_badge_is_granted_no_more_and_kept() -> None:
    skills, holder, late = competencies(1), uuid4(), uuid4()
    rule = badge(skills)
    for subject in (holder, late):
        state(subject, skills[0])
    api.award_for(holder, ids(skills), now=WHEN)
    api.retire_rule(rule, now=LATER)
    assert api.award_for(late, ids(skills), now=LATER) == []
    assert [view.is_held for view in api.badges_of(holder, "fr")] == [True]


def test_new_evidence_brings_a_badge_that_asks_for_an_estimate() -> None:
    """0.744 demonstrates but is under the 0.75 asked; 0.78 comes without a change of status."""
    skills, subject = competencies(1), uuid4()
    badge(skills, minimum="0.75")
    state(subject, skills[0], estimate="0.743590")
    handlers.on_evidence(evidence=evidence(subject, skills))
    handlers.on_standing(standing=standing(subject, skills))
    assert api.badges_of(subject, "fr") == []
    state(subject, skills[0], estimate="0.78")
    handlers.on_evidence(evidence=evidence(subject, skills))
    assert len(api.badges_of(subject, "fr")) == 1


def test_one_fact_is_judged_once() -> None:
    """Evidence and the change of status it caused cost three statements, not six."""
    skills, subject = competencies(2), uuid4()
    badge(skills)
    for skill in skills:
        state(subject, skill)
    with counted() as statements:
        handlers.on_evidence(evidence=evidence(subject, skills))
        handlers.on_standing(standing=standing(subject, skills))
    assert len(statements) == 3
    with counted() as statements:
        handlers.on_standing(standing=standing(subject, skills))
    assert len(statements) == 2


def test_a_receiver_never_raises(caplog) -> None:
    handlers.on_standing(
        standing=CompetencyStandingData(subject="nobody", competencies=["x"], occurred_at=WHEN)
    )
    assert "agir_reconcile_badges" in caplog.text


@override_settings(AGIR_CONTEXTS=["competencies"])
def test_badges_switched_off_grant_nothing() -> None:
    skills, subject = competencies(1), uuid4()
    badge(skills)
    state(subject, skills[0])
    handlers.on_standing(standing=standing(subject, skills))
    assert not Award.objects.exists()


def test_reconcile_reaches_what_events_would_have() -> None:
    """Two learners were missed: one earned a badge, one lost theirs."""
    skills, earned, lost = competencies(2), uuid4(), uuid4()
    badge(skills)
    for skill in skills:
        state(lost, skill)
    api.award_for(lost, ids(skills), now=WHEN)
    state(lost, skills[1], status="not_yet", estimate="0.1")
    for skill in skills:
        state(earned, skill)
    changes = api.reconcile(now=LATER)
    assert {(one.subject, one.withdrawn) for one in changes} == {(earned, False), (lost, True)}
    assert api.reconcile(now=LATER) == []


def test_reconcile_finds_who_holds_a_badge_for_what_is_measured_no_more() -> None:
    skills, subject = competencies(1), uuid4()
    badge(skills)
    state(subject, skills[0])
    api.award_for(subject, ids(skills), now=WHEN)
    State.objects.filter(subject=subject).delete()
    assert [one.withdrawn for one in api.reconcile(now=LATER)] == [True]


def test_reconcile_reads_learners_in_pages() -> None:
    """Five learners in pages of two, each once, with what they were measured on."""
    skills = competencies(2)
    subjects = {uuid4() for _ in range(5)}
    for subject in subjects:
        for skill in skills:
            state(subject, skill)
    seen, last = {}, None
    while page := measured(after=last, limit=2):
        assert len(page) <= 2
        assert not set(page) & set(seen)
        seen |= page
        last = next(reversed(page))
    assert set(seen) == subjects
    assert {frozenset(one) for one in seen.values()} == {frozenset(ids(skills))}


def test_forgetting_and_exporting() -> None:
    skills, subject, other = competencies(1), uuid4(), uuid4()
    badge(skills)
    for one in (subject, other):
        state(one, skills[0])
        api.award_for(one, ids(skills), now=WHEN)
    (told,) = api.export(subject)["badges"]
    assert told["rule_version"] == 1
    assert told["terms"]["reached"] == [str(skills[0].identifier)]
    api.forget(subject)
    api.forget(subject)
    assert [row.subject for row in Award.objects.all()] == [other]


def test_shelf_tells_what_is_ahead_nearest_first() -> None:
    """One skill shown of three; the badge of two is nearer than that of three."""
    skills, subject = competencies(3), uuid4()
    far, near = badge(skills), badge(skills[:2])
    standings = {skills[0].identifier: api.Standing(api.Level.DEMONSTRATED, Decimal("0.8"))}
    with counted() as statements:
        shelf = api.shelf(subject, standings, "fr")
    assert [view.rule for view in shelf.ahead] == [near, far]
    assert (shelf.ahead[0].reached, shelf.ahead[0].needed) == (1, 2)
    assert shelf.ahead[0].missing == (skills[1].identifier,)
    assert len(statements) == 1
