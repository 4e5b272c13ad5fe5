"""Who learns where, what is a course made of, which scores are stored?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.contrib.auth import get_user_model

from agir_kernel.figures import exact
from agir_platform.openedx.pages import Table, page
from agir_platform.ports import (
    Block,
    CourseFacts,
    CourseSetup,
    CourseUnknown,
    Enrolment,
    Openness,
    Outline,
    Score,
    ScoreCause,
    ScorePage,
)
from host.courseware import models
from host.door import causes, course_facts, openness
from host.door.people import RETIRED

PROBLEM = "problem_score"
SUBSECTION = "subsection_grade"


class HostEnrolments:
    """Active enrolments."""

    def of_learner(self, user_id: int) -> tuple[Enrolment, ...]:
        """Return the active enrolments of a learner, by course key."""
        rows = models.Enrolment.objects.filter(user_id=user_id, is_active=True)
        found = sorted(rows.values_list("course__key", "mode"))
        return tuple(Enrolment(user_id, key, mode, is_active=True) for key, mode in found)

    def is_enrolled(self, user_id: int, course_key: str) -> bool:
        """Tell whether the learner has an active enrolment."""
        return models.Enrolment.objects.filter(
            user_id=user_id, course__key=course_key, is_active=True
        ).exists()

    def of_course(self, course_key: str, after: int, limit: int) -> tuple[int, ...]:
        """Return ids of users enrolled in a course, above ``after``, retired ones left out."""
        rows = models.Enrolment.objects.filter(course__key=course_key, user_id__gt=after)
        living = rows.exclude(user__username__startswith=RETIRED)
        return tuple(living.order_by("user_id").values_list("user_id", flat=True)[:limit])

    def team_of(self, course_key: str) -> frozenset[int]:
        """Return ids of the team and the operators; the host has no beta testers."""
        team = models.CourseTeam.objects.filter(course__key=course_key)
        staff = get_user_model().objects.filter(is_staff=True)
        return frozenset(team.values_list("user_id", flat=True)) | frozenset(
            staff.values_list("pk", flat=True)
        )

    def passed(self, course_key: str, user_ids: Iterable[int]) -> frozenset[int]:
        """Return who of these passed."""
        rows = models.CourseGrade.objects.filter(
            course__key=course_key, user_id__in=list(user_ids), passed_at__isnull=False
        )
        return frozenset(rows.values_list("user_id", flat=True))


class HostCourses:
    """Courses by the host's own tree."""

    def outline(self, course_key: str) -> Outline:
        """Return the outline; raise ``CourseUnknown``."""
        course = models.Course.objects.filter(key=course_key).first()
        rows = list(models.BlockRow.objects.filter(course=course)) if course else []
        if course is None or not rows:
            raise CourseUnknown(course_key=course_key)
        below: dict[int | None, list[models.BlockRow]] = {}
        for row in rows:
            below.setdefault(row.parent_id, []).append(row)
        blocks = tuple(_walk(below, None, None))
        return Outline(course_key=course.key, title=course.title, blocks=blocks)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all courses, sorted."""
        return tuple(sorted(models.Course.objects.values_list("key", flat=True)))

    def level_of(self, object_key: str) -> Block | None:
        """Return the block an object key names (a course key gives its root), or ``None``."""
        rows = models.BlockRow.objects.select_related("parent")
        row = rows.filter(usage_key=object_key).first()
        if row is None:
            row = rows.filter(course__key=object_key, parent=None).first()
        return None if row is None else _block(row, row.parent.usage_key if row.parent else None)

    def titles(self, usage_keys: Iterable[str]) -> dict[str, str]:
        """Return display names of the blocks that exist, in one query."""
        rows = models.BlockRow.objects.filter(usage_key__in=list(usage_keys))
        return dict(rows.values_list("usage_key", "title"))

    def families(self, usage_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return nothing: the host has no libraries, so no block is a copy."""
        return {}

    def url_of(self, usage_key: str) -> str:
        """Return the address at which a learner meets the block: its unit's page."""
        row = models.BlockRow.objects.select_related("course").filter(usage_key=usage_key).first()
        if row is None:
            return ""
        unit = row
        while unit.level == "leaf" and unit.parent is not None:
            unit = unit.parent
        base = f"/courses/{row.course.key}/"
        return f"{base}units/{unit.usage_key}/" if unit.level == "unit" else base

    def facts(self, course_key: str) -> CourseFacts | None:
        """Return what is said of a course, or ``None``."""
        return self.facts_of([course_key]).get(course_key)

    def facts_of(self, course_keys: Iterable[str]) -> dict[str, CourseFacts]:
        """Return what is said of these courses, in two statements."""
        return course_facts.of(course_keys)

    def visible_to(self, course_key: str, mode: str) -> frozenset[str] | None:
        """Return what a learner of this mode is shown: an account is made, asks, and goes."""
        return openness.visible_to(course_key, mode)

    def openness(self, course_key: str) -> Openness | None:
        """Return what the course gives without an account; ``None`` for no course."""
        return openness.of(course_key)

    def setup(self, course_key: str) -> CourseSetup:
        """Return what the course's team chose; raise ``CourseUnknown``."""
        course = models.Course.objects.filter(key=course_key).first()
        if course is None:
            raise CourseUnknown(course_key=course_key)
        return CourseSetup(tuple(course.advanced_modules), not course.disable_progress_graph)

    def set_up(self, course_key: str, setup: CourseSetup) -> None:
        """Write it; raise ``CourseUnknown``."""
        written = models.Course.objects.filter(key=course_key).update(
            advanced_modules=list(setup.blocks),
            disable_progress_graph=not setup.has_completion_chart,
        )
        if not written:
            raise CourseUnknown(course_key=course_key)


class HostScores:
    """Stored scores, read in the order they changed."""

    def changed_after(self, position: str, limit: int) -> ScorePage:
        """Return stored scores after ``position``."""
        return page((_problems({}), _subsections({})), position, limit)

    def of_course(
        self, course_key: str, usage_keys: Iterable[str], position: str, limit: int
    ) -> ScorePage:
        """Return stored scores of these blocks after ``position``."""
        asked = {"course__key": course_key, "usage_key__in": list(usage_keys)}
        return page((_problems(asked), _subsections(asked)), position, limit)


def _problems(asked: dict[str, object]) -> Table:
    rows = models.ProblemState.objects.select_related("course")
    return Table(rows.filter(earned__isnull=False, possible__gt=0, **asked), of_problem)


def _subsections(asked: dict[str, object]) -> Table:
    rows = models.SubsectionGrade.objects.select_related("course")
    return Table(rows.filter(**asked), of_stored_subsection)


def of_problem(row: models.ProblemState) -> Score:
    """Return a stored problem score."""
    return Score(
        user_id=row.user_id,
        course_key=row.course.key,
        usage_key=row.usage_key,
        kind=PROBLEM,
        earned=exact(row.earned),
        possible=exact(row.possible),
        cause=ScoreCause.ATTEMPT,
        occurred_at=row.modified,
    )


def of_stored_subsection(row: models.SubsectionGrade) -> Score | None:
    """Return a stored subsection grade, ``None`` for one that nobody attempted or set."""
    score = of_subsection(row, None)
    return None if score.earned is None else score


def of_subsection(row: models.SubsectionGrade, transaction: str | None) -> Score:
    """Return a subsection grade as it is now; a grade without attempt or override is gone."""
    is_overridden = row.override_earned is not None
    is_gone = not is_overridden and row.first_attempted is None
    earned, possible = row.in_force
    cause = causes.subsection_cause(transaction, is_overridden=is_overridden)
    return Score(
        user_id=row.user_id,
        course_key=row.course.key,
        usage_key=row.usage_key,
        kind=SUBSECTION,
        earned=None if is_gone else exact(earned),
        possible=None if is_gone else exact(possible),
        cause=ScoreCause.RESET if is_gone else cause,
        occurred_at=row.modified,
    )


def _walk(
    below: dict[int | None, list[models.BlockRow]], parent: int | None, key: str | None
) -> Iterator[Block]:
    for row in below.get(parent, ()):
        yield _block(row, key)
        yield from _walk(below, row.pk, row.usage_key)


def _block(row: models.BlockRow, parent: str | None) -> Block:
    return Block(
        usage_key=row.usage_key,
        block_type=row.block_type,
        title=row.title,
        parent=parent,
        is_scored=row.is_scored,
        level=row.level,
    )
