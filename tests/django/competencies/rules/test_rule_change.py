"""Another rule: who would move where, what was decided, and that all get there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from crowd import counts, enter, skill, statuses
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agir_badges import api as badges
from agir_badges.models import Award
from agir_competencies import api
from agir_competencies.api import rules
from agir_competencies.domain.methods import METHODS
from agir_competencies.models import Competency, MasteryRule, State
from agir_competencies.standing import Settling
from agir_competencies.upkeep import changing
from host.gallery.rows import LATER, WHEN

pytestmark = pytest.mark.django_db
GOOD, FAIR, WEAK = ("1", "1"), ("0.8", "0.9"), ("0.2", "0.1")
FADING = ("0.75", "0.9", "0.9")


def wish(one: Competency, **more: Any) -> rules.RuleWish:
    """Return a rule that asks 0.9 by the average of two activities."""
    facts = {"method": "average", "threshold": Decimal("0.9"), "competency": one.identifier}
    return rules.RuleWish(**{**facts, **more})


def test_a_preview_tells_who_moves_where_and_writes_nothing() -> None:
    """Under the default 0.744, 0.704, 0.672 and 0.328; the averages 1, 0.85, 0.85 and 0.15."""
    one = skill()
    enter(one, [GOOD, GOOD, FADING, FAIR, WEAK])
    assert statuses(one) == ["demonstrated"] * 3 + ["not_yet"] * 2
    before = list(State.objects.order_by("pk").values())
    found = rules.preview_rule(wish(one))
    moves = found.moves[one.identifier]
    assert (moves.states, moves.demonstrated, moves.gained, moves.fallen) == (5, 2, 0, 1)
    kept = rules.preview_rule(wish(one, decision=rules.KEEP)).moves[one.identifier]
    assert (kept.demonstrated, kept.fallen, kept.kept) == (3, 0, 1)
    easier = rules.preview_rule(wish(one, threshold=Decimal("0.8"))).moves[one.identifier]
    assert (easier.demonstrated, easier.gained, easier.fallen) == (4, 1, 0)
    assert list(State.objects.order_by("pk").values()) == before
    assert not MasteryRule.objects.exists()


def test_whoever_would_fall_is_listed_page_by_page() -> None:
    one = skill()
    subjects = enter(one, [GOOD, *[FADING] * 5])
    first, place = rules.falling(wish(one), limit=3)
    second, end = rules.falling(wish(one), limit=3, after=place)
    assert [fall.subject for fall in (*first, *second)] == subjects[1:]
    assert (len(first), end) == (3, "")
    assert (first[0].before, first[0].after) == (Decimal("0.704352"), Decimal("0.850000"))


def test_a_rule_by_which_somebody_loses_needs_a_decision() -> None:
    one = skill()
    enter(one, [GOOD, FADING])
    with pytest.raises(rules.DecisionNeeded):
        rules.change_rule(wish(one))
    assert not MasteryRule.objects.exists()
    assert rules.change_rule(wish(one, threshold=Decimal("0.8"))) == 2


@pytest.mark.parametrize(("decision", "after"), [("keep", "demonstrated"), ("let_fall", "not_yet")])
def test_the_decision_is_carried_out_and_replay_agrees(decision: str, after: str) -> None:
    one, other = skill(), skill()
    enter(one, [GOOD, FADING, WEAK])
    enter(other, [FADING], first=2)
    version = rules.change_rule(wish(one, decision=decision))
    assert statuses(one) == ["demonstrated", "demonstrated", "not_yet"], "nothing moved yet"
    assert rules.unsettled() == 3
    outcome = rules.settle_rules()
    assert (outcome.done, outcome.total) == (3, 3)
    assert statuses(one) == ["demonstrated", after, "not_yet"]
    assert statuses(other) == ["demonstrated"]
    made = State.objects.filter(competency=one).values_list("rule_version", "method")
    assert set(made) == {(version, "average/1")}
    found = api.verify()
    assert (found.differences, found.stale) == ((), 0)
    assert rules.settle_rules().done == 0
    assert rules.unsettled() == 0


def test_a_framework_and_the_site_reach_what_has_no_narrower_rule() -> None:
    one, other = skill(), skill()
    enter(one, [GOOD])
    enter(other, [GOOD])
    rules.change_rule(wish(one, threshold=Decimal("0.5")))
    rules.settle_rules()
    site = rules.RuleWish("highest", Decimal("0.9"))
    assert set(rules.preview_rule(site).moves) == {other.identifier}
    frame = rules.RuleWish("highest", Decimal("0.9"), framework=other.framework.identifier)
    assert set(rules.preview_rule(frame).moves) == {other.identifier}
    rules.change_rule(frame)
    rules.change_rule(site)
    rules.settle_rules()
    versions = dict(State.objects.values_list("competency_id", "rule_version"))
    assert versions == {one.pk: 2, other.pk: 3}
    assert api.verify().differences == ()


def test_nonsense_is_refused() -> None:
    one = skill()
    for bad in (
        wish(one, method="guess"),
        wish(one, threshold=Decimal(0)),
        wish(one, threshold=Decimal("1.01")),
        wish(one, objects_needed=0),
        wish(one, competency=uuid4()),
    ):
        with pytest.raises(Exception) as told:  # noqa: PT011  its code is what matters
            rules.preview_rule(bad)
        assert told.value.code in {"method_unknown", "rule_out_of_bounds", "scope_unknown"}


@pytest.mark.parametrize("decision", ["let_fall", "keep"])
def test_badges_that_were_issued_stay(decision: str) -> None:
    """Neither the change, nor the night, nor news of another skill takes a badge away."""
    one = skill()
    (subject,) = enter(one, [FADING])
    badges.create_rule(
        "badge", {"fr": ("Badge", ""), "en": ("Badge", "")}, [(one.identifier, 2)], now=WHEN
    )
    badges.award_for(subject, [one.identifier], now=WHEN)
    rules.change_rule(wish(one, decision=decision))
    rules.settle_rules()
    assert badges.award_for(subject, [one.identifier], now=LATER) == []
    assert badges.reconcile(now=LATER) == []
    assert Award.objects.get().withdrawn_at is None


def test_a_fallen_status_grants_no_new_badge() -> None:
    one = skill()
    (subject,) = enter(one, [FADING])
    rules.change_rule(wish(one, decision="let_fall"))
    rules.settle_rules()
    badges.create_rule(
        "badge", {"fr": ("Badge", ""), "en": ("Badge", "")}, [(one.identifier, 2)], now=WHEN
    )
    assert badges.award_for(subject, [one.identifier], now=WHEN) == []


def test_a_range_costs_the_same_statements_whatever_its_learners() -> None:
    """Within one batch of an upsert, whose size is the engine's."""
    one = skill()
    enter(one, [GOOD] * 45)
    rules.change_rule(wish(one))
    changing.settled(most=1, seconds=0)
    costs = []
    for size in (5, 40):
        page = changing._page(one.pk, None, size, older_than=2)
        with CaptureQueriesContext(connection) as made:
            known = changing.rules.present([one.pk])
            changing._settle(
                one, changing.judged(page, one.pk, known), Settling(), changing._Size(50, 50)
            )
        costs.append(len(made))
    assert costs[0] == costs[1] <= 6
    assert rules.unsettled() == 0


def test_a_state_that_moved_meanwhile_is_left_to_the_second_walk() -> None:
    """A score that is folded between the reading and the writing of its range wins."""
    one = skill()
    subjects = enter(one, [GOOD, GOOD])
    rules.change_rule(wish(one))
    page = changing._page(one.pk, None, 10, older_than=2)
    found = changing.judged(page, one.pk, changing.rules.present([one.pk]))
    State.objects.filter(subject=subjects[0]).update(updated_at=LATER)
    State.objects.filter(subject=subjects[1]).delete()
    assert changing._written(one, found) == []
    assert State.objects.get().rule_version == 1
    rules.settle_rules()
    assert State.objects.get().rule_version == 2


def test_the_command_refuses_then_decides_and_tells(capsys: Any) -> None:
    one = skill()
    enter(one, [GOOD, FADING])
    call = ("agir_change_rule", "--competency", str(one.identifier), "--method", "average")
    call_command(*call, "--threshold", "0.9", "--dry-run")
    told = capsys.readouterr().out
    assert "0 gain it, 1 lose it" in told
    assert "0.704352 → 0.850000" in told
    with pytest.raises(CommandError, match="--keep"):
        call_command(*call, "--threshold", "0.9")
    assert not MasteryRule.objects.exists()
    with pytest.raises(CommandError, match="out of bounds"):
        call_command(*call, "--threshold", "1.5")
    call_command(*call, "--threshold", "0.9", "--let-fall")
    assert "2 states were judged again: 0 gained, 1 fell" in capsys.readouterr().out
    assert statuses(one) == ["demonstrated", "not_yet"]


def test_a_kept_status_is_told_to_its_learner() -> None:
    one = skill()
    (subject,) = enter(one, [FADING])
    rules.change_rule(wish(one, decision="keep"))
    rules.settle_rules()
    told = api.explain(subject, one.identifier, language="en")
    assert "The rule has changed since" in told.text
    assert told.next.startswith("Nothing more is needed")


def test_no_row_is_made_or_lost() -> None:
    one = skill()
    enter(one, [GOOD, FAIR])
    before = counts()
    rules.change_rule(wish(one, decision="keep"))
    rules.settle_rules()
    assert counts() == before


SEQUENCES = st.lists(
    st.lists(st.sampled_from(["0", "0.4", "0.7", "0.85", "1"]), min_size=1, max_size=4),
    min_size=1,
    max_size=4,
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(sorted(METHODS)),
        st.sampled_from(["0.3", "0.7", "0.95"]),
        st.sampled_from(["keep", "let_fall"]),
        st.sampled_from(["competency", "framework", "site"]),
    ),
    min_size=1,
    max_size=3,
)


class Replays(TestCase):
    """Whatever the rules and decisions, and in whatever order: what is stored is what replays."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(SEQUENCES, CHANGES)
    def test_replay_equals_stored(
        self, sequences: list[list[str]], changes: list[tuple[str, str, str, str]]
    ) -> None:
        """And settling after each change ends where settling once after all of them does."""
        one = skill()
        enter(one, sequences)
        scopes = {
            "competency": {"competency": one.identifier},
            "framework": {"framework": one.framework.identifier},
            "site": {},
        }
        for method, threshold, decision, scope in changes:
            asked = rules.RuleWish(method, Decimal(threshold), decision=decision, **scopes[scope])
            rules.change_rule(asked)
            if scope == "competency":
                rules.settle_rules()
        rules.settle_rules()
        found = api.verify()
        assert (found.differences, found.stale) == ((), 0)
        stored = list(State.objects.order_by("pk").values_list("status", "estimate"))
        api.recompute(dry_run=False)
        assert list(State.objects.order_by("pk").values_list("status", "estimate")) == stored
