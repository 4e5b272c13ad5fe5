"""Goals as they are set, revised, ended and read, from the tables."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase

from agir_competencies import api
from agir_competencies.api import goals
from agir_competencies.api.goals import Offer, Told, Wish
from agir_competencies.domain import goal as rule
from agir_competencies.goals import writing
from agir_competencies.models import Goal, GoalItem, GoalMove
from agir_events.data import CompetencyStandingData
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN
from agir_kernel.clock import FixedClock
from agir_platform import retirement
from agir_platform.learners import api as learners
from conftest import AWA, BEN, School

SKILLS = "selected_competencies"
NOW = datetime(2026, 11, 3, 9, tzinfo=UTC)


def at(**later: int) -> FixedClock:
    return FixedClock(NOW + timedelta(**later))


def mine(goal_id: Any, user_id: int = AWA) -> Any:
    return goals.goal(user_id, goal_id, language="fr", clock=at())


def stored_is_replayed(goal_id: Any) -> None:
    goal = Goal.objects.get(pk=goal_id)
    assert writing.replayed(goal) == writing.fold_of(goal)


def test_three_of_four_chosen(school: School) -> None:
    for place in (0, 1, 3):
        school.shows(place)
    wish = Wish(SKILLS, school.picks(0, 1, 2, 3), date(2026, 12, 1))
    goal = mine(goals.set_goal(AWA, school.course, wish, clock=at()))
    assert (goal.status, goal.progress.met, goal.progress.total) == ("active", 3, 4)
    assert goal.course_title == "The course"
    assert {one.label for one in goal.items} == {f"Compétence {n}" for n in range(4)}
    assert {str(one.threshold) for one in goal.items} == {"0.700000"}
    stored_is_replayed(goal.id)


def test_one_open_goal_a_course_and_one_for_all(school: School) -> None:
    goals.set_goal(AWA, school.course, Wish("explore"))
    goals.set_goal(AWA, "", Wish("unsure"))
    goals.set_goal(BEN, school.course, Wish("explore"))
    for course in (school.course, ""):
        with pytest.raises(rule.GoalAlreadyOpen):
            goals.set_goal(AWA, course, Wish("explore"))
    assert len(goals.goals(AWA, language="fr")) == 2


def test_two_processes_cannot_open_two_goals(school: School) -> None:
    """The database refuses what a process that did not look would write."""
    goal = Goal.objects.get(pk=goals.set_goal(AWA, school.course, Wish("explore")))
    goal.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        goal.save(force_insert=True)
    goal.slot = None
    goal.save(force_insert=True)


def test_a_revision_is_dated_and_the_first_terms_are_not_lost(school: School) -> None:
    goal_id = goals.set_goal(AWA, school.course, Wish(SKILLS, school.picks(0)), clock=at())
    wish = Wish(SKILLS, school.picks(0, 1, level=3), date(2026, 12, 24))
    told = Told("level", "Plus loin que prévu.")
    assert goals.revise(AWA, goal_id, wish, told, clock=at(days=2)) == goal_id
    first, second = goals.history(AWA, goal_id)
    assert (first.action, first.total) == ("set", 1)
    assert (second.action, second.reason, second.note) == (
        "revised", "level", "Plus loin que prévu.",
    )  # fmt: skip
    assert second.at == NOW + timedelta(days=2)
    assert [one.target for one in mine(goal_id).items] == [3, 3]
    stored = GoalMove.objects.filter(goal_id=goal_id).values_list("terms", flat=True)
    assert [len(terms["items"]) for terms in stored] == [1, 2]
    stored_is_replayed(goal_id)


def test_another_intent_is_the_next_goal(school: School) -> None:
    first = goals.set_goal(AWA, school.course, Wish("complete"), clock=at())
    second = goals.revise(
        AWA, first, Wish(SKILLS, school.picks(0)), Told("time"), clock=at(hours=1)
    )
    assert second != first
    assert mine(first).status == "changed"
    assert mine(second).status == "active"
    assert Goal.objects.get(pk=second).replaces == first
    assert [one.action for one in goals.history(AWA, first)] == ["set", "closed"]
    stored_is_replayed(first)
    stored_is_replayed(second)


def test_satisfied_is_success_in_the_data_with_what_was_reached(school: School) -> None:
    school.shows(0)
    goal_id = goals.set_goal(AWA, school.course, Wish(SKILLS, school.picks(0, 1)), clock=at())
    told = Told("got_what_i_needed", satisfaction=4)
    goals.close(AWA, goal_id, "satisfied", told, clock=at(hours=1))
    last = goals.history(AWA, goal_id)[-1]
    assert (last.end, last.reason, last.satisfaction) == (
        "closed_satisfied", "got_what_i_needed", 4,
    )  # fmt: skip
    assert (last.met, last.total) == (1, 2)
    goals.set_goal(AWA, school.course, Wish("explore"))
    stored_is_replayed(goal_id)


def test_undo_gives_the_goal_back_unless_another_took_its_place(school: School) -> None:
    goal_id = goals.set_goal(AWA, school.course, Wish("explore"), clock=at())
    goals.close(AWA, goal_id, "abandoned", Told(), clock=at(minutes=1))
    assert mine(goal_id).can_undo
    goals.undo(AWA, goal_id, clock=at(minutes=2))
    assert mine(goal_id).status == "active"
    stored_is_replayed(goal_id)
    goals.close(AWA, goal_id, "abandoned", Told(), clock=at(minutes=3))
    other = goals.set_goal(AWA, school.course, Wish("unsure"), clock=at(minutes=4))
    assert not mine(goal_id).can_undo
    with pytest.raises(rule.UndoTooLate):
        goals.undo(AWA, goal_id, clock=at(minutes=5))
    goals.close(AWA, other, "abandoned", Told(), clock=at(minutes=6))
    with pytest.raises(rule.UndoTooLate):
        goals.undo(AWA, goal_id, clock=at(hours=25))
    stored_is_replayed(goal_id)


def test_a_date_that_passed_may_stay_and_no_other_past_date_may_come(school: School) -> None:
    wish = Wish(SKILLS, school.picks(0), date(2026, 11, 5))
    goal_id = goals.set_goal(AWA, school.course, wish, clock=at())
    later = at(days=30)
    more = Wish(SKILLS, school.picks(0, 1), date(2026, 11, 5))
    goals.revise(AWA, goal_id, more, Told(), clock=later)
    assert mine(goal_id).progress.total == 2
    with pytest.raises(rule.HorizonOutOfBounds):
        goals.revise(AWA, goal_id, Wish(SKILLS, more.items, date(2026, 11, 6)), Told(), clock=later)


def heard(school: School, signal: Any, *places: int) -> None:
    standing = CompetencyStandingData(
        subject=str(school.subject()),
        competencies=[str(school.skills[one].identifier) for one in places],
        occurred_at=NOW,
    )
    with TestCase.captureOnCommitCallbacks(execute=True):
        signal.send_event(standing=standing)


def test_a_goal_is_met_when_its_last_skill_is_heard_and_open_again_when_withdrawn(
    school: School,
) -> None:
    school.shows(0)
    goal_id = goals.set_goal(AWA, school.course, Wish(SKILLS, school.picks(0, 1)))
    school.shows(1)
    heard(school, COMPETENCY_DEMONSTRATED, 1)
    assert mine(goal_id).status == "met"
    heard(school, COMPETENCY_DEMONSTRATED, 1)
    school.shows(1, status="not_yet", estimate="0.2")
    heard(school, COMPETENCY_WITHDRAWN, 1)
    assert mine(goal_id).status == "active"
    actions = [one.action for one in goals.history(AWA, goal_id)]
    assert actions == ["set", "met", "reopened"]
    stored_is_replayed(goal_id)


def test_the_sweep_sees_what_was_not_heard_and_is_idempotent(school: School) -> None:
    goal_id = goals.set_goal(AWA, school.course, Wish(SKILLS, school.picks(0, level=3)))
    assert goals.settle() == 0
    school.shows(0, certainty="strong")
    assert (goals.settle(), goals.settle()) == (1, 0)
    assert mine(goal_id).status == "met"


def test_a_met_goal_makes_room_for_the_next_and_stays_met(school: School) -> None:
    school.shows(0)
    first = goals.set_goal(AWA, school.course, Wish(SKILLS, school.picks(0)))
    assert mine(first).status == "met"
    goals.set_goal(AWA, school.course, Wish(SKILLS, school.picks(1)))
    assert (mine(first).status, mine(first).is_open) == ("met", False)
    stored_is_replayed(first)


def test_hours_are_what_the_learner_says_and_survive_a_revision(school: School) -> None:
    hours = (("hours", "", 10),)
    goal_id = goals.set_goal(AWA, "", Wish(SKILLS, hours))
    goals.say(AWA, goal_id, "hours", "2,5")
    goals.revise(AWA, goal_id, Wish(SKILLS, (("hours", "", 2),)), Told())
    goal = mine(goal_id)
    assert (str(goal.items[0].done), goal.status) == ("2.50", "met")
    with pytest.raises(rule.HoursOutOfBounds):
        goals.say(AWA, goal_id, "hours", "beaucoup")
    with pytest.raises(rule.GoalUnknown):
        goals.say(AWA, goal_id, "certificate", "1")


def test_a_certificate_is_had_when_the_learner_says_so(school: School) -> None:
    goal_id = goals.set_goal(AWA, school.course, Wish("certify"))
    goals.say(AWA, goal_id, "certificate", "1")
    assert mine(goal_id).status == "met"
    goals.say(AWA, goal_id, "certificate", "0")
    assert mine(goal_id).status == "active"
    stored_is_replayed(goal_id)


def test_a_unit_is_met_when_its_activities_were(school: School) -> None:
    from completion.models import BlockCompletion
    from django.contrib.auth import get_user_model
    from opaque_keys.edx.keys import UsageKey

    user = get_user_model().objects.create(pk=AWA, username="awa")
    blocks = school.memory.courses.outline(school.course).blocks
    leaves = [block for block in blocks if block.level == "leaf"]
    wish = Wish(SKILLS, (("unit", school.unit, 1),))
    goal_id = goals.set_goal(AWA, school.course, wish)
    for number, leaf in enumerate(leaves, 1):
        key = UsageKey.from_string(leaf.usage_key)
        BlockCompletion.objects.create(
            user=user, context_key=key.context_key, block_key=key,
            block_type=leaf.block_type, completion=1.0,
        )  # fmt: skip
        (item,) = mine(goal_id).items
        assert (int(item.done), item.total) == (number, len(leaves))
        assert item.is_met == (number == len(leaves))
    assert item.label == "The unit-1"


@pytest.mark.parametrize(
    ("course", "wish", "refusal"),
    [
        ("course-v1:No+Such+Course", Wish("explore"), rule.NotEnrolled),
        ("", Wish("fly"), rule.WordUnknown),
        ("", Wish(SKILLS, (("competency", str(uuid4()), 2),)), rule.ChoiceUnknown),
        ("", Wish(SKILLS, (("competency", "x' OR 1=1", 2),)), rule.ChoiceUnknown),
        ("", Wish(SKILLS, (("person", "8", 2),)), rule.WordUnknown),
        (None, Wish(SKILLS, (("unit", "block-v1:A+B+C+type@vertical+block@x", 1),)),
         rule.ChoiceUnknown),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_refused_and_nothing_is_written(
    school: School, course: str | None, wish: Wish, refusal: type
) -> None:
    with pytest.raises(refusal):
        goals.set_goal(AWA, school.course if course is None else course, wish)
    assert not Goal.objects.exists()


def test_nobody_finds_or_moves_somebody_elses_goal(school: School) -> None:
    goal_id = goals.set_goal(AWA, school.course, Wish("explore"))
    learners.subject_of(BEN)
    with pytest.raises(rule.GoalUnknown):
        mine(goal_id, BEN)
    assert goals.history(BEN, goal_id) == []
    for act in (
        lambda: goals.close(BEN, goal_id, "satisfied", Told()),
        lambda: goals.revise(BEN, goal_id, Wish("explore"), Told()),
        lambda: goals.undo(BEN, goal_id),
        lambda: goals.say(BEN, goal_id, "hours", "1"),
    ):
        with pytest.raises(rule.GoalUnknown):
            act()
    assert mine(goal_id).status == "active"


def test_what_a_proposal_gives_is_an_own_goal_and_its_taker_is_kept_nowhere(
    school: School,
) -> None:
    items = ((str(school.skills[2].identifier), 3),)
    proposal = goals.propose(school.course, Offer("Graphiques", "Charts", SKILLS, items, 30))
    goal = mine(goals.take(AWA, proposal, clock=at()))
    assert (goal.horizon, goal.items[0].target) == (date(2026, 12, 3), 3)
    told = str(vars(Goal.objects.get(pk=goal.id))) + str(
        list(GoalMove.objects.filter(goal_id=goal.id).values())
    )
    assert str(proposal) not in told
    goals.withdraw_proposal(school.course, proposal)
    assert goals.offered(school.course, language="fr") == []
    assert mine(goal.id).status == "active"


def test_retirement_forgets_and_export_tells(school: School) -> None:
    goal_id = goals.set_goal(AWA, school.course, Wish(SKILLS, school.picks(0)))
    goals.close(AWA, goal_id, "abandoned", Told("other", "Un mot à moi."))
    goals.set_goal(BEN, school.course, Wish("explore"))
    (told,) = api.export(school.subject())["goals"]
    assert told["id"] == str(goal_id)
    assert [one["note"] for one in told["moves"]] == ["", "Un mot à moi."]
    assert told["items"][0]["ref"] == str(school.skills[0].identifier)
    retirement.retire(AWA)
    assert list(Goal.objects.values_list("course_key", "status")) == [(school.course, "active")]
    assert not GoalItem.objects.exists()
    assert GoalMove.objects.count() == 1
    assert not GoalMove.objects.exclude(note="").exists()


def test_reading_writes_nothing_and_costs_the_same_for_many(
    school: School, django_assert_max_num_queries: Any
) -> None:
    assert goals.goals(99, language="fr") == []
    assert learners.known_subject(99) is None
    goals.set_goal(AWA, "", Wish(SKILLS, school.picks(0, 1, 2, 3)))
    with django_assert_max_num_queries(8):
        goals.goals(AWA, language="fr")
    for _ in range(5):
        (open_one, *_past) = goals.goals(AWA, language="fr")
        goals.close(AWA, open_one.id, "satisfied", Told())
        goals.set_goal(AWA, "", Wish(SKILLS, school.picks(0, 1)))
    with django_assert_max_num_queries(8):
        assert len(goals.goals(AWA, language="fr")) == 6
