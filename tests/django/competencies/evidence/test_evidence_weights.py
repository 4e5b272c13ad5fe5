"""A weight that was changed: what it does to answers of then and of later, and who decides."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from classroom import AWA, COURSE, Classroom
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies import api, link_cache
from agir_competencies.api import rules, weights
from agir_competencies.domain.link import Choice, Place
from agir_competencies.ledger import presence
from agir_competencies.linking.settle import Words, settle
from agir_competencies.models import CurrentEvidence, Evidence, Link, LinkWeight, MasteryRule, State
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause

pytestmark = pytest.mark.django_db(transaction=True)
SCORED = Place("leaf", "problem", True)
RESPONSE = Place("leaf", "openassessment", True)


def choose(classroom: Classroom, number: int, place: Place = SCORED, **choice: Any) -> None:
    """Let an author choose what the link of a problem is."""
    key = classroom.problems[number]
    if isinstance(choice.get("weight"), str):
        choice["weight"] = Decimal(choice["weight"])
    pair = (key, classroom.skill.pk)
    wish = {pair: Choice(**choice)}
    settle(COURSE, [key], {pair: place}, datetime.now(UTC), Words(wish))


def estimate(classroom: Classroom, user: int = AWA) -> Decimal | None:
    """Return where somebody stands."""
    state = classroom.state(user)
    return None if state is None else state.estimate


def agreed() -> None:
    """Hold that a replay of the ledger is what is stored, by the rules of today."""
    found = api.verify()
    assert (found.differences, found.stale) == ((), 0)


def test_a_new_weight_counts_for_new_work_then_by_decision_for_all(classroom: Classroom) -> None:
    """(1 + 1) / (1 + 2), then (4 + 1) / (4 + 2); what the ledger recorded stays."""
    classroom.link_all()
    classroom.answer(0)
    choose(classroom, 0, weight="4")
    classroom.answer(0, user=8)
    assert (estimate(classroom), estimate(classroom, 8)) == (
        Decimal("0.666667"), Decimal("0.833333"),
    )  # fmt: skip
    agreed()
    found = weights.preview_weights(COURSE)
    assert (found.looked, found.gained, found.fallen) == (2, 0, 0)
    assert not MasteryRule.objects.exists()
    version = weights.change_weights(COURSE)
    assert (version, weights.moved_links(COURSE)) == (2, 0)
    assert estimate(classroom) == Decimal("0.666667"), "nothing moved yet"
    assert api.verify().differences == ()
    assert weights.settle_weights().done == 2
    assert estimate(classroom) == estimate(classroom, 8) == Decimal("0.833333")
    assert set(Evidence.objects.values_list("weight", flat=True)) == {Decimal(1), Decimal(4)}
    agreed()
    assert weights.change_weights(COURSE) is None
    told = api.explain(learners.known_subject(AWA), classroom.skill.identifier, language="en")
    assert "4" in told.text


def test_one_more_try_never_weighs_less_or_more(classroom: Classroom) -> None:
    """What was begun keeps its weight: a better try under a lower weight takes nothing away."""
    classroom.link_all()
    classroom.answer(0, "0.5")
    classroom.answer(1, "0.1")
    before = estimate(classroom)
    choose(classroom, 0, weight="0.1")
    classroom.answer(0, 1)
    assert estimate(classroom) > before
    assert CurrentEvidence.objects.get(object_key=classroom.problems[0]).weight == 1
    agreed()


@pytest.mark.parametrize(("decision", "after"), [("keep", "demonstrated"), ("let_fall", "not_yet")])
def test_who_would_lose_needs_a_decision(
    classroom: Classroom, decision: str, after: str, capsys: Any
) -> None:
    """Two perfect answers demonstrate; at a tenth of the weight they no longer would."""
    classroom.link_all()
    for number in (0, 1):
        classroom.answer(number)
        choose(classroom, number, weight="0.1")
    assert classroom.state().status == "demonstrated"
    falls, end = weights.falling_by_weights(COURSE)
    assert (len(falls), end) == (1, "")
    with pytest.raises(rules.DecisionNeeded):
        weights.change_weights(COURSE)
    call = ("agir_change_rule", "--weights", COURSE)
    call_command(*call, "--dry-run")
    told = capsys.readouterr().out
    assert "Links whose weight changed since: 2." in told
    assert "0 gain it, 1 lose it" in told
    with pytest.raises(CommandError, match="--keep"):
        call_command(*call)
    assert not LinkWeight.objects.exists()
    call_command(*call, f"--{decision.replace('_', '-')}")
    assert "1 states were judged again" in capsys.readouterr().out
    assert classroom.state().status == after
    agreed()
    classroom.answer(0, "0.9")
    classroom.answer(2, 0)
    assert classroom.state().status == after, "trying again takes nothing away"
    agreed()
    call_command(*call)
    assert "No weight waits" in capsys.readouterr().out


def test_a_rule_and_a_weight_change_one_after_the_other(classroom: Classroom) -> None:
    """A later rule keeps the weights, a later weight keeps the rule."""
    classroom.link_all()
    classroom.answer(0)
    classroom.answer(1, 0)
    choose(classroom, 0, weight="9")
    weights.change_weights(COURSE)
    rules.change_rule(rules.RuleWish("discounted_beta", Decimal("0.75"), objects_needed=1))
    rules.settle_rules()
    heavy = estimate(classroom)
    assert heavy == Decimal("0.819820")  # (0.9·9 + 0 + 1) / (0.9·9 + 1 + 2)
    assert classroom.state().status == "demonstrated"
    choose(classroom, 0)
    weights.change_weights(COURSE, decision=rules.LET_FALL)
    weights.settle_weights()
    assert estimate(classroom) < heavy
    assert State.objects.get().rule_version == 4
    agreed()


def test_presence_is_shown_and_never_raises_anything(classroom: Classroom) -> None:
    """Recorded with weight 0: not measured, no activity, nothing that a later answer shares."""
    classroom.link_all()
    choose(classroom, 0, kind="completion")
    presence.clear()
    for number in (0, 1):
        with transaction.atomic():
            classroom.memory.complete(AWA, classroom.problems[number])
    row = Evidence.objects.get()
    assert (row.kind, row.weight, row.share) == ("completion", 0, 1)
    state = classroom.state()
    assert (state.estimate, state.evidence_count, state.status) == (None, 0, "not_yet")
    classroom.answer(0)
    assert Evidence.objects.count() == 1, "a completion link hears no score"
    classroom.answer(1)
    assert estimate(classroom) == Decimal("0.666667")
    (standing,) = api.standings(learners.known_subject(AWA), language="en")
    shown = {(one.kind, one.counted, one.percent) for one in standing.evidence}
    assert shown == {("completion", False, 0), ("problem_score", True, 100)}
    with transaction.atomic():
        classroom.memory.complete(AWA, classroom.problems[0], Decimal(0))
    assert CurrentEvidence.objects.get(kind="completion").share is None
    agreed()


def test_a_criterion_is_heard_by_its_name(classroom: Classroom) -> None:
    """Untested on a real platform: what the port says is folded, another criterion is not."""
    choose(classroom, 0, RESPONSE, kind="ora_criterion", part="Clarity", weight="2")
    key = classroom.problems[0]
    for part, earned in (("Style", 3), ("Clarity", 2)):
        with transaction.atomic():
            classroom.memory.assess(AWA, key, part, earned, 3)
    classroom.answer(0)
    row = Evidence.objects.get()
    assert (row.kind, row.share, row.weight) == ("ora_criterion", Decimal("0.666667"), 2)
    agreed()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, 2), st.sampled_from(["0", "0.5", "1"])),
        st.tuples(st.just("weigh"), st.integers(0, 2), st.sampled_from(["0", "0.25", "1", "3"])),
        st.tuples(st.just("carry"), st.just(0), st.sampled_from(["keep", "let_fall"])),
        st.tuples(st.just("regrade"), st.integers(0, 2), st.sampled_from(["0.2", "1"])),
    ),
    min_size=2,
    max_size=9,
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_a_replay_is_always_what_is_stored(classroom: Classroom, steps: list[Any]) -> None:
    """Any answers, re-grades, weights and decisions, in any order; a keep loses nobody."""
    for model in (State, CurrentEvidence, Evidence, LinkWeight, MasteryRule, Link):
        model.objects.all().delete()
    link_cache.clear()
    rules.rules.known(None, ())
    for number in range(3):
        choose(classroom, number)
    for verb, number, what in steps:
        if verb == "answer":
            classroom.answer(number, what)
        elif verb == "regrade":
            classroom.answer(number, what, ScoreCause.REGRADE)
        elif verb == "weigh":
            choose(classroom, number, weight=what)
        else:
            before = classroom.state()
            weights.change_weights(COURSE, decision=what)
            assert api.verify().differences == ()
            weights.settle_weights()
            after = classroom.state()
            if what == "keep" and before is not None and before.status == "demonstrated":
                assert after.status == "demonstrated"
        assert api.verify().differences == ()
    rules.settle_rules()
    agreed()
