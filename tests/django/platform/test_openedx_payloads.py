"""What the real platform says becomes what the ports say.

Contract fixtures, not a platform: the signals carry payloads recorded in a running LMS and
Studio (Teak), the names stand where the platform's own source has them. ``agir_selfcheck`` proves
the rest inside a real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from django.dispatch import Signal
from opaque_keys.edx.keys import CourseKey, UsageKey

from agir_platform.openedx import OpenEdxPlatform, causes
from agir_platform.openedx.courses import _walk
from agir_platform.openedx.grades import (
    of_stored_subsection,
    of_student_module,
    of_subsection_row,
)
from agir_platform.ports import CoursePublished, CourseRerun, Score, ScoreCause, TagsChanged

COURSE = "course-v1:Agir+T+2026"
PROBLEM = "block-v1:Agir+T+2026+type@problem+block@p1"
SUBSECTION = "block-v1:Agir+T+2026+type@sequential+block@s1"
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 11, tzinfo=UTC)
SUBMIT = {
    "weighted_earned": 1.0,
    "weighted_possible": 3.0,
    "user_id": 7,
    "course_id": COURSE,
    "usage_id": PROBLEM,
    "only_if_higher": False,
    "score_deleted": False,
    "modified": AT,
    "score_db_table": "csm",
}


def _row(**changed: Any) -> SimpleNamespace:
    """Return a row of ``PersistentSubsectionGrade``; without an override it has no attribute."""
    figures = {
        "user_id": 7,
        "course_id": CourseKey.from_string(COURSE),
        "full_usage_key": UsageKey.from_string(SUBSECTION),
        "earned_all": 3.0,
        "possible_all": 5.0,
        "earned_graded": 2.0,
        "possible_graded": 4.0,
        "first_attempted": AT,
        "modified": AT,
    }
    return SimpleNamespace(**{**figures, **changed})


def _override(**changed: Any) -> SimpleNamespace:
    names = ("earned_all", "possible_all", "earned_graded", "possible_graded")
    figures = dict.fromkeys(f"{name}_override" for name in names)
    return SimpleNamespace(**{**figures, "modified": LATER, **changed})


class Stored:
    """As much of a manager as is asked: the one row, or none."""

    def __init__(self) -> None:
        self.row: Any = None

    def select_related(self, *_: str) -> Stored:
        return self

    filter = order_by = select_related

    def __call__(self, **_: Any) -> Stored:
        return self

    def first(self) -> Any:
        return self.row


class Recorded:
    """The platform's modules that a subscription touches."""

    def __init__(self) -> None:
        self.transaction: str | None = None
        self.grade, self.rerun = Stored(), Stored()
        for stored in (self.grade, self.rerun):
            stored.filter = stored
        self.problem, self.subsection, self.override = Signal(), Signal(), Signal()
        self.published, self.retired = Signal(), Signal()

    def modules(self) -> dict[str, dict[str, Any]]:
        return {
            "lms.djangoapps.grades.signals.signals": {
                "PROBLEM_WEIGHTED_SCORE_CHANGED": self.problem,
                "SUBSECTION_SCORE_CHANGED": self.subsection,
                "SUBSECTION_OVERRIDE_CHANGED": self.override,
            },
            "lms.djangoapps.grades.models": {
                "PersistentSubsectionGrade": SimpleNamespace(objects=self.grade)
            },
            "common.djangoapps.track.event_transaction_utils": {
                "get_event_transaction_type": lambda: self.transaction
            },
            "common.djangoapps.course_action_state.models": {
                "CourseRerunState": SimpleNamespace(objects=self.rerun)
            },
            "xmodule.modulestore.django": {"COURSE_PUBLISHED": self.published},
            "openedx.core.djangoapps.user_api.accounts.signals": {
                "USER_RETIRE_LMS_MISC": self.retired
            },
        }


@pytest.fixture
def recorded(monkeypatch: Any) -> Iterator[Recorded]:
    recorded = Recorded()
    for name, contents in recorded.modules().items():
        module = ModuleType(name)
        vars(module).update(contents)
        monkeypatch.setitem(sys.modules, name, module)
    return recorded


@pytest.fixture
def heard() -> list[Any]:
    return []


@pytest.fixture
def lms(settings: Any, recorded: Recorded, heard: list[Any]) -> Recorded:
    settings.SERVICE_VARIANT = "lms"
    OpenEdxPlatform().subscriptions.on_score(_ear(heard))
    return recorded


def _ear(heard: list[Any]) -> Any:
    def hear(event: Any) -> None:
        heard.append(event)

    return hear


@pytest.mark.django_db
class TestScores:
    def test_a_submit_is_an_attempt(self, lms: Recorded, heard: list[Any]) -> None:
        lms.problem.send(sender=None, **SUBMIT)
        assert heard == [
            Score(
                user_id=7,
                course_key=COURSE,
                usage_key=PROBLEM,
                kind="problem_score",
                earned=Decimal(1),
                possible=Decimal(3),
                cause=ScoreCause.ATTEMPT,
                occurred_at=AT,
            )
        ]

    @pytest.mark.parametrize(
        ("transaction", "cause"),
        [
            (None, ScoreCause.ATTEMPT),
            ("None", ScoreCause.ATTEMPT),
            ("edx.grades.problem.submitted", ScoreCause.ATTEMPT),
            ("edx.grades.problem.rescored", ScoreCause.REGRADE),
            ("edx.grades.problem.score_overridden", ScoreCause.OVERRIDE),
        ],
    )
    def test_the_transaction_tells_the_cause(
        self, lms: Recorded, heard: list[Any], transaction: str | None, cause: ScoreCause
    ) -> None:
        lms.transaction = transaction
        lms.problem.send(sender=None, **SUBMIT)
        assert heard[0].cause is cause

    def test_a_deleted_state_takes_the_score_away(self, lms: Recorded, heard: list[Any]) -> None:
        lms.transaction = "edx.grades.problem.state_deleted"
        gone = {**SUBMIT, "score_deleted": True, "weighted_earned": 0, "weighted_possible": 0}
        lms.problem.send(sender=None, **gone)
        assert heard[0].cause is ScoreCause.DELETION
        assert (heard[0].earned, heard[0].possible) == (None, None)

    def test_a_reset_of_the_submissions_service_is_a_reset(
        self, lms: Recorded, heard: list[Any]
    ) -> None:
        """It sends the learner's anonymous id besides, and no ``only_if_higher``."""
        gone = {key: value for key, value in SUBMIT.items() if key != "only_if_higher"}
        lms.problem.send(
            sender=None, **{**gone, "score_deleted": True, "anonymous_user_id": "a" * 32}
        )
        assert heard[0].cause is ScoreCause.RESET

    def test_no_points_at_all_is_a_reset(self, lms: Recorded, heard: list[Any]) -> None:
        empty = {**SUBMIT, "weighted_earned": None, "weighted_possible": None}
        lms.problem.send(sender=None, **empty)
        assert heard[0].cause is ScoreCause.RESET

    def test_a_block_of_a_library_is_not_heard(self, lms: Recorded, heard: list[Any]) -> None:
        elsewhere = {"course_id": "lib:Agir:Tools", "usage_id": "lb:Agir:Tools:problem:p1"}
        lms.problem.send(sender=None, **{**SUBMIT, **elsewhere})
        assert heard == []

    def test_a_payload_of_another_shape_breaks_nothing(
        self, lms: Recorded, heard: list[Any]
    ) -> None:
        lms.problem.send(sender=None, user_id=7)
        lms.problem.send(sender=None, **{**SUBMIT, "usage_id": "nonsense"})
        assert heard == []

    def test_a_subsection_is_read_from_its_row(self, lms: Recorded, heard: list[Any]) -> None:
        lms.grade.row = _row()
        _send_subsection(lms)
        (told,) = heard
        assert (told.kind, told.usage_key) == ("subsection_grade", SUBSECTION)
        assert (told.earned, told.possible, told.occurred_at) == (Decimal(2), Decimal(4), AT)
        assert told.cause is ScoreCause.ATTEMPT

    def test_an_override_is_heard_when_it_is_made(self, lms: Recorded, heard: list[Any]) -> None:
        lms.grade.row = _row(override=_override(earned_graded_override=3.5))
        lms.transaction = "edx.grades.subsection.score_overridden"
        lms.override.send(
            sender=None,
            user_id=7,
            course_id=COURSE,
            usage_id=SUBSECTION,
            only_if_higher=False,
            modified=LATER,
            score_deleted=False,
            score_db_table="overrides",
        )
        (told,) = heard
        assert (told.earned, told.possible) == (Decimal("3.5"), Decimal(4))
        assert (told.cause, told.occurred_at) == (ScoreCause.OVERRIDE, LATER)

    @pytest.mark.parametrize("transaction", sorted(causes.SUBSECTION_REGRADES))
    def test_a_grade_that_others_moved_is_a_regrade(
        self, lms: Recorded, heard: list[Any], transaction: str
    ) -> None:
        lms.transaction, lms.grade.row = transaction, _row()
        _send_subsection(lms)
        assert heard[0].cause is ScoreCause.REGRADE

    def test_studio_hears_no_scores(
        self, settings: Any, recorded: Recorded, heard: list[Any]
    ) -> None:
        settings.SERVICE_VARIANT = "cms"
        OpenEdxPlatform().subscriptions.on_score(_ear(heard))
        recorded.problem.send(sender=None, **SUBMIT)
        assert heard == []


def _send_subsection(lms: Recorded) -> None:
    lms.subsection.send(
        sender=None,
        course=SimpleNamespace(id=CourseKey.from_string(COURSE)),
        course_structure=object(),
        user=SimpleNamespace(pk=7),
        subsection_grade=SimpleNamespace(location=UsageKey.from_string(SUBSECTION)),
    )


class TestRows:
    def test_nothing_graded_counts_all_points(self) -> None:
        told = of_subsection_row(_row(earned_graded=0.0, possible_graded=0.0))
        assert (told.earned, told.possible) == (Decimal(3), Decimal(5))

    def test_a_grade_nobody_attempted_is_taken_away(self) -> None:
        told = of_subsection_row(_row(first_attempted=None))
        assert (told.earned, told.possible, told.cause) == (None, None, ScoreCause.RESET)
        assert of_stored_subsection(_row(first_attempted=None)) is None
        assert of_stored_subsection(_row()) == of_subsection_row(_row())

    def test_a_grade_set_by_hand_needs_no_attempt(self) -> None:
        told = of_subsection_row(
            _row(first_attempted=None, override=_override(earned_graded_override=0.0))
        )
        assert (told.earned, told.cause) == (Decimal(0), ScoreCause.OVERRIDE)

    def test_a_stored_problem_is_an_attempt(self) -> None:
        row = SimpleNamespace(
            student_id=7,
            course_id=COURSE,
            module_state_key=PROBLEM,
            grade=0.5,
            max_grade=2.0,
            modified=AT,
        )
        told = of_student_module(row)
        assert told is not None
        assert (told.earned, told.possible) == (Decimal("0.5"), Decimal(2))
        assert (told.usage_key, told.cause) == (PROBLEM, ScoreCause.ATTEMPT)


@pytest.mark.django_db
class TestStudio:
    @pytest.fixture(autouse=True)
    def _studio(self, settings: Any, recorded: Recorded) -> None:
        settings.SERVICE_VARIANT = "cms"

    def test_tags_name_their_object(self, heard: list[Any]) -> None:
        from openedx_events.content_authoring.data import ContentObjectData
        from openedx_events.content_authoring.signals import CONTENT_OBJECT_TAGS_CHANGED

        OpenEdxPlatform().subscriptions.on_tags(_ear(heard))
        CONTENT_OBJECT_TAGS_CHANGED.send_event(content_object=ContentObjectData(object_id=PROBLEM))
        assert heard == [TagsChanged(PROBLEM)]

    def test_a_publish_names_its_course(self, recorded: Recorded, heard: list[Any]) -> None:
        OpenEdxPlatform().subscriptions.on_publish(_ear(heard))
        draft = CourseKey.from_string(COURSE).for_branch("draft-branch")
        recorded.published.send_robust(sender=object, course_key=draft)
        assert heard == [CoursePublished(COURSE)]

    def test_a_rerun_finds_its_source(self, recorded: Recorded, heard: list[Any]) -> None:
        events = pytest.importorskip("openedx_events.content_authoring.signals")
        if not hasattr(events, "COURSE_RERUN_COMPLETED"):
            pytest.skip("this release's openedx-events says no reruns")
        from openedx_events.content_authoring.data import CourseData

        recorded.rerun.row = SimpleNamespace(source_course_key=CourseKey.from_string(COURSE))
        OpenEdxPlatform().subscriptions.on_rerun(_ear(heard))
        copy = CourseKey.from_string("course-v1:Agir+T+2027")
        events.COURSE_RERUN_COMPLETED.send_event(course=CourseData(course_key=copy))
        assert heard == [CourseRerun(COURSE, str(copy))]


class TestRetirement:
    def test_it_is_heard_and_a_fault_is_let_out(
        self, settings: Any, recorded: Recorded, heard: list[Any]
    ) -> None:
        """The platform answers 500 then, and its pipeline runs again."""
        settings.SERVICE_VARIANT = "lms"
        OpenEdxPlatform().subscriptions.on_retirement(_ear(heard))
        recorded.retired.send(sender=None, user=SimpleNamespace(pk=7))
        assert heard == [7]

        def fail(user_id: int) -> None:
            raise RuntimeError("disk full")

        OpenEdxPlatform().subscriptions.on_retirement(fail)
        with pytest.raises(RuntimeError):
            recorded.retired.send(sender=None, user=SimpleNamespace(pk=8))


class TestOutline:
    def test_a_structure_becomes_blocks_in_reading_order(self) -> None:
        course = CourseKey.from_string(COURSE)
        root = course.make_usage_key("course", "course")
        section, unit = (
            course.make_usage_key("chapter", "c"),
            course.make_usage_key("vertical", "v"),
        )
        problem, text = course.make_usage_key("problem", "p"), course.make_usage_key("html", "h")
        children = {root: [section], section: [unit], unit: [text, problem]}
        fields = {
            (problem, "has_score"): True,
            (unit, "has_score"): True,
            (root, "display_name"): "A",
        }
        structure = SimpleNamespace(
            get_children=lambda usage: children.get(usage, []),
            get_xblock_field=lambda usage, name, default: fields.get((usage, name), default),
        )
        blocks = list(_walk(structure, root, None))
        assert [(block.block_type, block.level, block.is_scored) for block in blocks] == [
            ("course", "course", False),
            ("chapter", "section", False),
            ("vertical", "unit", False),
            ("html", "leaf", False),
            ("problem", "leaf", True),
        ]
        assert blocks[0].title == "A"
        assert blocks[3].title == "h", "a block without a name is named by its own id"
        assert blocks[4].parent == str(unit)


def test_without_the_platform_every_subscription_is_refused_quietly(settings: Any) -> None:
    """A release that renamed everything still starts."""
    for service in ("lms", "cms"):
        settings.SERVICE_VARIANT = service
        subscriptions = OpenEdxPlatform().subscriptions
        for subscribe in (
            subscriptions.on_score,
            subscriptions.on_publish,
            subscriptions.on_retirement,
        ):
            subscribe(_ear([]))
