"""A goal is the fold of its moves, and no end but the learner's own makes it one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain import goal as rule
from agir_competencies.domain.goal import Action, Intent, Item, Kind, Move, Status, Terms

START = datetime(2026, 3, 1, 8, tzinfo=UTC)
TODAY = date(2026, 3, 1)
COURSE = "course-v1:A+B+C"
SKILL = Item(Kind.COMPETENCY, str(uuid4()), 2)
WANTED = Terms(Intent.SKILLS, (SKILL,))


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def moved(*steps: Move) -> rule.Goal | None:
    return rule.replay([Move(START, Action.SET, WANTED), *steps])


def test_closing_satisfied_is_an_end_of_its_own_whatever_was_reached() -> None:
    goal = moved(Move(at(1), Action.CLOSED, end=Status.SATISFIED, reason="got_what_i_needed"))
    assert goal is not None
    assert (goal.status, goal.ended_at, goal.met_at) == (Status.SATISFIED, at(1), None)


def test_an_ended_goal_stays_as_it_was() -> None:
    close = Move(at(1), Action.CLOSED, end=Status.ABANDONED)
    for step in (
        Move(at(2), Action.REVISED, WANTED),
        Move(at(2), Action.MET),
        Move(at(2), Action.CLOSED, end=Status.SATISFIED),
    ):
        with pytest.raises(rule.GoalEnded):
            moved(close, step)


def test_another_intent_is_another_goal() -> None:
    with pytest.raises(rule.GoalRefused):
        moved(Move(at(1), Action.REVISED, Terms(Intent.EXPLORE)))


def test_an_undone_end_gives_back_what_was_for_a_day() -> None:
    met, close = Move(at(1), Action.MET), Move(at(2), Action.CLOSED, end=Status.SATISFIED)
    assert moved(met, close, Move(at(26), Action.UNDONE)) == moved(met)
    with pytest.raises(rule.UndoTooLate):
        moved(met, close, Move(at(27), Action.UNDONE))
    with pytest.raises(rule.GoalRefused):
        moved(Move(at(1), Action.CLOSED, end=Status.CHANGED), Move(at(2), Action.UNDONE))


def test_a_goal_begins_by_being_set() -> None:
    assert rule.replay([]) is None
    with pytest.raises(rule.GoalUnknown):
        rule.replay([Move(START, Action.MET)])


def test_only_a_met_goal_ends_as_met() -> None:
    end = Move(at(2), Action.CLOSED, end=Status.MET)
    goal = moved(Move(at(1), Action.MET), end)
    assert goal is not None
    assert (goal.status, goal.is_open) == (Status.MET, False)
    with pytest.raises(rule.GoalRefused):
        moved(end)


LATER = st.sampled_from(
    [
        Move(START, Action.REVISED, replace(WANTED, horizon=date(2026, 5, 1))),
        Move(START, Action.REVISED, Terms(Intent.SKILLS, (replace(SKILL, target=3),))),
        Move(START, Action.MET),
        Move(START, Action.REOPENED),
        Move(START, Action.CLOSED, end=Status.SATISFIED),
        Move(START, Action.CLOSED, end=Status.ABANDONED),
        Move(START, Action.UNDONE),
    ]
)


@given(st.lists(LATER, max_size=12))
def test_replay_is_the_fold_of_the_moves_that_were_taken(steps: list[Move]) -> None:
    """Whatever is tried, the stored row and the replay of what was kept are one."""
    kept = [Move(START, Action.SET, WANTED)]
    stored = rule.after(None, kept[0])
    for hour, step in enumerate(steps, 1):
        dated = replace(step, at=at(hour))
        try:
            stored = rule.after(stored, dated)
        except rule.GoalRefused:
            continue
        kept.append(dated)
        assert rule.replay(kept) == stored
        assert (stored.ended_at is None) == stored.is_open
        assert stored.terms.intent is Intent.SKILLS
    assert rule.replay(kept) == stored


def test_moves_tell_their_order() -> None:
    """The same two revisions in another order are another goal."""
    near = Move(at(1), Action.REVISED, replace(WANTED, horizon=date(2026, 4, 1)))
    far = Move(at(2), Action.REVISED, replace(WANTED, horizon=date(2026, 9, 1)))
    first, second = moved(near, far), moved(far, near)
    assert first is not None
    assert second is not None
    assert first.terms.horizon == date(2026, 9, 1)
    assert second.terms.horizon == date(2026, 4, 1)


def test_the_course_and_the_certificate_follow_from_the_intent() -> None:
    whole = rule.sound(Terms(Intent.COMPLETE), COURSE, TODAY)
    assert whole.items == (Item(Kind.COURSE, COURSE),)
    assert rule.sound(Terms(Intent.CERTIFY), COURSE, TODAY).items == (
        Item(Kind.CERTIFICATE, COURSE),
    )
    explored = Terms(Intent.EXPLORE, (Item(Kind.COURSE, "course-v1:else"),))
    assert rule.sound(explored, COURSE, TODAY).items == ()


def test_one_thing_twice_is_once_the_last_told() -> None:
    twice = Terms(Intent.SKILLS, (SKILL, replace(SKILL, target=3)))
    assert rule.sound(twice, "", TODAY).items == (replace(SKILL, target=3),)


@pytest.mark.parametrize(
    ("terms", "course", "refusal"),
    [
        (Terms(Intent.SKILLS), COURSE, rule.NothingChosen),
        (Terms(Intent.COMPLETE), "", rule.CourseNeeded),
        (Terms(Intent.CERTIFY), "", rule.CourseNeeded),
        (Terms(Intent.EXPLORE, (Item(Kind.UNIT, "u"),)), "", rule.CourseNeeded),
        (Terms(Intent.SKILLS, (replace(SKILL, target=1),)), "", rule.LevelOutOfBounds),
        (Terms(Intent.SKILLS, (replace(SKILL, target=4),)), "", rule.LevelOutOfBounds),
        (Terms(Intent.EXPLORE, (Item(Kind.HOURS, "", 0),)), "", rule.HoursOutOfBounds),
        (Terms(Intent.EXPLORE, (Item(Kind.HOURS, "", 1001),)), "", rule.HoursOutOfBounds),
        (replace(WANTED, horizon=date(2026, 2, 28)), "", rule.HorizonOutOfBounds),
        (replace(WANTED, horizon=date(2032, 3, 1)), "", rule.HorizonOutOfBounds),
        (
            Terms(Intent.SKILLS, tuple(Item(Kind.COMPETENCY, str(n), 2) for n in range(41))),
            "",
            rule.TooMuchChosen,
        ),
    ],
)
def test_what_cannot_be_kept_is_refused(terms: Terms, course: str, refusal: type) -> None:
    with pytest.raises(refusal):
        rule.sound(terms, course, TODAY)


def test_a_date_may_be_today() -> None:
    assert rule.sound(replace(WANTED, horizon=TODAY), "", TODAY).horizon == TODAY
