"""What is said after an answer, in which order, and with which cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from completion.models import BlockCompletion

from agir_platform.ports import Score, ScoreCause
from agir_platform.select import platform
from blocks.host.conftest import COURSE, Learner, usage

pytestmark = pytest.mark.django_db

SUBSECTION = usage("graded", "sequential")
CHAIN = [
    "PERSISTENT_GRADE_SUMMARY_CHANGED",
    "COURSE_GRADE_CHANGED",
    "COURSE_PASSING_STATUS_UPDATED",
    "COURSE_GRADE_NOW_FAILED",
    "SUBSECTION_SCORE_CHANGED",
]


@pytest.fixture
def said(course: Any) -> Iterator[list[tuple[str, dict[str, Any]]]]:
    """Return what the host says, in order."""
    from openedx_events.learning import signals as events

    from host.door import signals

    heard: list[tuple[str, dict[str, Any]]] = []
    kept = []
    named = [
        (name, getattr(place, name))
        for place, names in (
            (signals, [name for name in dir(signals) if name.isupper()]),
            (events, CHAIN[:1] + CHAIN[2:3] + [
                "COURSE_ENROLLMENT_CHANGED",
                "COURSE_ENROLLMENT_CREATED",
                "COURSE_UNENROLLMENT_COMPLETED",
            ]),
        )
        for name in names
    ]  # fmt: skip
    for name, signal in named:

        def hear(name: str = name, **carried: Any) -> None:
            heard.append((name, carried))

        signal.connect(hear, weak=False)
        kept.append((signal, hear))
    yield heard
    for signal, hear in kept:
        signal.disconnect(hear)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], Any]:
    """Return a way to do something and what waits for its commit."""

    def act(what: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return what()

    return act


def names(said: list[tuple[str, dict[str, Any]]]) -> list[str]:
    return [name for name, _ in said]


def scores(user: Any) -> list[Score]:
    heard: list[Score] = []

    def hear(score: Score) -> None:
        if score.user_id == user.pk:
            heard.append(score)

    hear.__qualname__ = f"hear-{id(heard)}"
    platform().subscriptions.on_score(hear)
    return heard


def test_the_web_speaks_first_then_the_worker(
    learner: Learner, said: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as waiting:
        learner.answer("choice", "choice_a")
    assert names(said) == [
        "PROBLEM_WEIGHTED_SCORE_CHANGED", "PROBLEM_RAW_SCORE_CHANGED", "SCORE_PUBLISHED",
    ]  # fmt: skip
    carried = said[0][1]
    assert (carried["weighted_earned"], carried["weighted_possible"]) == (0, 2)
    assert (carried["course_id"], carried["usage_id"]) == (COURSE, usage("choice"))
    assert carried["score_deleted"] is False
    said.clear()
    for callback in waiting:
        callback()
    assert names(said) == CHAIN


def test_the_chain_repeats_without_change_and_passes_once(
    learner: Learner, said: Any, committed: Any, course: Any
) -> None:
    """Every point of the graded subsection passes; the same answer again says it all again."""
    from host.courseware.models import CourseGrade

    committed(lambda: learner.answer("choice", "choice_a"))
    said.clear()
    for name, answer in (
        ("choice", "choice_b"),
        ("checkbox", ["choice_0", "choice_2"]),
        ("option", "Oui"),
        ("string", "soleil"),
    ):
        committed(lambda name=name, answer=answer: learner.answer(name, answer))
    passed = CourseGrade.objects.get(user=learner.user)
    assert passed.letter == "Pass"
    assert names(said).count("COURSE_GRADE_PASSED_FIRST_TIME") == 1
    said.clear()
    committed(lambda: learner.answer("choice", "choice_b"))
    assert "COURSE_GRADE_PASSED_FIRST_TIME" not in names(said)
    assert "COURSE_GRADE_NOW_PASSED" in names(said)
    status = dict(said)["COURSE_PASSING_STATUS_UPDATED"]["course_passing_status"]
    assert (status.user.pii.name, status.course.display_name) == ("", "")
    assert CourseGrade.objects.get(user=learner.user).passed_at == passed.passed_at


def test_causes_of_what_the_team_does(learner: Learner, committed: Any) -> None:
    from host.courseware import staff

    heard = scores(learner.user)
    key = usage("choice")

    def last(kind: str = "problem_score") -> tuple[ScoreCause, Decimal | None]:
        found = [score for score in heard if score.kind == kind][-1]
        return found.cause, found.earned

    committed(lambda: learner.answer("choice", "choice_b"))
    assert last() == (ScoreCause.ATTEMPT, Decimal(2))
    committed(lambda: staff.override(learner.user, key, Decimal("0.5")))
    assert last() == (ScoreCause.OVERRIDE, Decimal("0.5"))
    committed(lambda: staff.regrade(learner.user, key))
    assert last() == (ScoreCause.REGRADE, Decimal(2))
    before = len(heard)
    committed(lambda: staff.reset(learner.user, key))
    assert len(heard) == before
    committed(lambda: staff.delete(learner.user, key))
    assert last() == (ScoreCause.DELETION, None)
    assert BlockCompletion.objects.get(user=learner.user).completion == 0.0
    assert "checked" not in learner.post("choice", "problem_get").json()["html"]
    committed(lambda: staff.override_subsection(learner.user, SUBSECTION, Decimal(3), Decimal(4)))
    assert last("subsection_grade") == (ScoreCause.OVERRIDE, Decimal(3))
    committed(lambda: staff.undo_subsection_override(learner.user, SUBSECTION))
    assert last("subsection_grade")[0] is ScoreCause.RESET
    committed(lambda: learner.answer("choice", "choice_b"))
    assert last() == (ScoreCause.ATTEMPT, Decimal(2))


def test_points_out_of_bounds_are_refused(learner: Learner) -> None:
    from host.courseware import staff

    for points in (Decimal(-1), Decimal("2.01")):
        with pytest.raises(ValueError, match="between"):
            staff.override(learner.user, usage("choice"), points)


def test_nothing_answered_is_nothing_to_grade_again(learner: Learner) -> None:
    from host.courseware import staff

    with pytest.raises(staff.NothingToGrade):
        staff.regrade(learner.user, usage("choice"))


def test_a_receiver_that_fails_in_a_request_takes_the_answer_along(learner: Learner) -> None:
    """As on the platform: a plain receiver that raises makes the answer an apology."""
    from host.door.signals import PROBLEM_WEIGHTED_SCORE_CHANGED

    def broken(**_: Any) -> None:
        raise ValueError

    PROBLEM_WEIGHTED_SCORE_CHANGED.connect(broken)
    assert "sorry" in learner.answer("choice", "choice_b")["success"]
    PROBLEM_WEIGHTED_SCORE_CHANGED.disconnect(broken)


def test_enrolment_speaks_in_the_platforms_order(
    course: Any, said: Any, django_user_model: Any
) -> None:
    from host.courseware import enrolment

    user = django_user_model.objects.create_user("bea")
    enrolment.enrol(user, course)
    first = ["COURSE_ENROLLMENT_CHANGED", "ENROLL_STATUS_CHANGE", "COURSE_ENROLLMENT_CREATED"]
    assert names(said) == first
    said.clear()
    enrolment.unenrol(user, course)
    assert names(said) == [
        "COURSE_ENROLLMENT_CHANGED", "UNENROLL_DONE", "ENROLL_STATUS_CHANGE",
        "COURSE_UNENROLLMENT_COMPLETED", "REFUND_ORDER",
    ]  # fmt: skip
    said.clear()
    enrolment.enrol(user, course)
    assert names(said) == first
    said.clear()
    enrolment.enrol_by_staff(user, course, "honor")
    assert dict(said)["COURSE_ENROLLMENT_CREATED"]["enrollment"].mode == "audit"
    assert names(said)[-2:] == ["COURSE_ENROLLMENT_CHANGED", "ENROLLMENT_TRACK_UPDATED"]
    assert said[-2][1]["enrollment"].mode == "honor"


class AskMode:
    """A filter that keeps the modes it was asked for, and refuses whom it is told to."""

    seen: list[Any] = []
    refuse = ""

    @classmethod
    def run_filter(cls, user: Any, course_key: Any, mode: Any) -> dict[str, Any]:
        from openedx_filters.learning.filters import CourseEnrollmentStarted

        cls.seen.append(mode)
        if user.username == cls.refuse:
            raise CourseEnrollmentStarted.PreventEnrollment("Not today.")
        return {}


def test_the_filter_is_asked_with_no_mode_for_somebody_new(
    course: Any, settings: Any, django_user_model: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from host.courseware import enrolment

    class Step(AskMode):
        def __init__(self, *_: Any, **__: Any) -> None:
            """Take what the pipeline gives."""

        @staticmethod
        def run_filter(**asked: Any) -> dict[str, Any]:
            return AskMode.run_filter(**asked)

    monkeypatch.setattr("blocks.host.test_grades.Step", Step, raising=False)
    monkeypatch.setattr(AskMode, "seen", [])
    settings.OPEN_EDX_FILTERS_CONFIG = {
        "org.openedx.learning.course.enrollment.started.v1": {
            "fail_silently": False,
            "pipeline": ["blocks.host.test_grades.Step"],
        }
    }
    user = django_user_model.objects.create_user("bea")
    enrolment.enrol(user, course)
    enrolment.enrol(user, course, "honor")
    assert AskMode.seen == [None, "audit"]
    monkeypatch.setattr(AskMode, "refuse", "bea")
    with pytest.raises(enrolment.EnrolmentRefused, match="Not today"):
        enrolment.enrol(user, course)
