"""The memory platform: the ports, and builders that read as sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from agir_kernel.figures import exact
from agir_platform.memory.doors import (
    MemoryAccess,
    MemoryCourses,
    MemoryEnrolments,
    MemoryPeople,
    MemoryScores,
    MemorySites,
    MemorySubscriptions,
    MemoryTaxonomies,
)
from agir_platform.memory.shelf import Shelf
from agir_platform.ports import (
    Access,
    Block,
    Completion,
    Contact,
    CourseFacts,
    CoursePublished,
    CourseRerun,
    Courses,
    CourseUnknown,
    Enrolment,
    Enrolments,
    Mode,
    Outline,
    People,
    Person,
    Score,
    ScoreCause,
    Scores,
    Sites,
    Subscriptions,
    TagsChanged,
    Taxonomies,
)

FIRST_INSTANT: Final = datetime(2026, 1, 5, 8, tzinfo=UTC)
COURSE: Final = "course-v1:Agir+Memory+2026"
GONE: Final = frozenset({ScoreCause.RESET, ScoreCause.DELETION})


class MemoryPlatform:
    """The ports over one shelf. Time advances by a second at each thing that happens."""

    people: People
    enrolments: Enrolments
    courses: Courses
    scores: Scores
    access: Access
    taxonomies: Taxonomies
    sites: Sites
    subscriptions: Subscriptions

    def __init__(self) -> None:
        """Make an empty platform."""
        self.shelf = Shelf()
        self.people = MemoryPeople(self.shelf)
        self.enrolments = MemoryEnrolments(self.shelf)
        self.courses = MemoryCourses(self.shelf)
        self.scores = MemoryScores(self.shelf)
        self.access = MemoryAccess(self.shelf)
        self.taxonomies = MemoryTaxonomies(self.shelf)
        self.sites = MemorySites(self.shelf)
        self.subscriptions = MemorySubscriptions(self.shelf)
        self._instant = FIRST_INSTANT

    def add_person(self, user_id: int, *, username: str = "", language: str = "fr") -> Person:
        """Add somebody, named ``learner-<id>`` unless told, who can be written to."""
        username = username or f"learner-{user_id}"
        person = Person(user_id, username, username.capitalize(), language)
        self.shelf.people[user_id] = person
        self.shelf.contacts[user_id] = Contact(f"{username}@example.org", person.name)
        return person

    def add_course(self, course_key: str = COURSE, *, problems: int = 2) -> Outline:
        """Add a course: one section, subsection and unit, a text and so many problems."""
        prefix = course_key.replace("course-v1:", "block-v1:", 1)
        spine = (
            ("course", "course", "course"),
            ("chapter", "section", "section-1"),
            ("sequential", "subsection", "subsection-1"),
            ("vertical", "unit", "unit-1"),
        )
        blocks: list[Block] = []
        for block_type, level, name in spine:
            key = f"{prefix}+type@{block_type}+block@{name}"
            parent = blocks[-1].usage_key if blocks else None
            blocks.append(Block(key, block_type, f"The {name}", parent, False, level))
        unit = blocks[-1].usage_key
        text = f"{prefix}+type@html+block@text-1"
        blocks.append(Block(text, "html", "The text-1", unit, False, "leaf"))
        for place in range(1, problems + 1):
            key = f"{prefix}+type@problem+block@problem-{place}"
            blocks.append(Block(key, "problem", f"The problem-{place}", unit, True, "leaf"))
        outline = Outline(course_key, blocks[0].title, tuple(blocks))
        self.shelf.outlines[course_key] = outline
        self.shelf.facts[course_key] = CourseFacts(
            course_key,
            outline.title,
            languages=("fr",),
            about_url=f"/courses/{course_key}/about",
            starts_at=FIRST_INSTANT,
            modes=(Mode("honor", 0, ""),),
            visibility="private",
            organisation="Agir",
            is_self_paced=True,
            gates_content=False,
            limits_duration=False,
            is_listed=True,
            modified_at=FIRST_INSTANT,
        )
        return outline

    def say_of(self, course_key: str = COURSE, **facts: Any) -> CourseFacts:
        """Change what is said of a course: ``say_of(licence="all-rights-reserved")``."""
        self.shelf.facts[course_key] = replace(self.shelf.facts[course_key], **facts)
        return self.shelf.facts[course_key]

    def withhold(self, mode: str, *usage_keys: str, course_key: str = COURSE) -> None:
        """Show these blocks, and no longer others, to everybody but learners of this mode."""
        self.shelf.withheld[course_key, mode] = frozenset(usage_keys)

    def enrol(self, user_id: int, course_key: str = COURSE, *, mode: str = "honor") -> Enrolment:
        """Enrol somebody, actively."""
        enrolment = Enrolment(user_id, course_key, mode, is_active=True)
        self.shelf.enrolments[user_id, course_key] = enrolment
        return enrolment

    def unenrol(self, user_id: int, course_key: str = COURSE) -> None:
        """End an enrolment; its row stays, inactive."""
        mode = self.shelf.enrolments[user_id, course_key].mode
        ended = Enrolment(user_id, course_key, mode, is_active=False)
        self.shelf.enrolments[user_id, course_key] = ended

    def make_operator(self, user_id: int) -> None:
        """Let somebody run the site."""
        self.shelf.operators.add(user_id)

    def make_staff(self, user_id: int, course_key: str = COURSE) -> None:
        """Put somebody in a course's team."""
        self.shelf.staff.add((user_id, course_key))

    def pass_course(self, user_id: int, course_key: str = COURSE) -> None:
        """Let somebody have passed a course."""
        self.shelf.passed.add((user_id, course_key))

    def answer(
        self,
        user_id: int | None,
        usage_key: str,
        earned: object = 1,
        possible: object = 1,
        cause: ScoreCause = ScoreCause.ATTEMPT,
    ) -> Score:
        """Score somebody on a problem or a subsection, and say so.

        A reset or a deletion takes the score away, whatever points are given.
        """
        course, block = self.shelf.course_of(usage_key), self.shelf.block(usage_key)
        if course is None or block is None:
            raise CourseUnknown(usage_key=usage_key)
        is_gone = cause in GONE
        score = Score(
            user_id=user_id,
            course_key=course,
            usage_key=usage_key,
            kind="subsection_grade" if block.level == "subsection" else "problem_score",
            earned=None if is_gone else exact(earned),
            possible=None if is_gone else exact(possible),
            cause=cause,
            occurred_at=self.tick(),
        )
        self.shelf.keep(score)
        self.shelf.say("score", score)
        return score

    def assess(
        self,
        user_id: int,
        usage_key: str,
        part: str,
        earned: object = 1,
        possible: object = 1,
        kind: str = "ora_criterion",
    ) -> Score:
        """Score somebody on one criterion, or one line item, of a block, and say so."""
        course = self.shelf.course_of(usage_key)
        if course is None:
            raise CourseUnknown(usage_key=usage_key)
        score = Score(
            user_id=user_id,
            course_key=course,
            usage_key=usage_key,
            kind=kind,
            earned=exact(earned),
            possible=exact(possible),
            cause=ScoreCause.ATTEMPT,
            occurred_at=self.tick(),
            part=part,
        )
        self.shelf.say("part", score)
        return score

    def complete(self, user_id: int, usage_key: str, share: Decimal = Decimal(1)) -> Completion:
        """Mark a block as met by somebody, and say so."""
        course = self.shelf.course_of(usage_key)
        if course is None:
            raise CourseUnknown(usage_key=usage_key)
        completion = Completion(user_id, course, usage_key, share, self.tick())
        self.shelf.say("completion", completion)
        return completion

    def tag(self, object_key: str) -> None:
        """Say that the tags of an object changed."""
        self.shelf.say("tags", TagsChanged(object_key))

    def publish(self, course_key: str = COURSE) -> None:
        """Say that a course was published."""
        self.shelf.say("publish", CoursePublished(course_key))

    def rerun(self, source: str, destination: str) -> Outline:
        """Copy a course under another key, and say so."""
        problems = sum(block.is_scored for block in self.courses.outline(source).blocks)
        outline = self.add_course(destination, problems=problems)
        self.shelf.say("rerun", CourseRerun(source, destination))
        return outline

    def retire(self, user_id: int) -> None:
        """Retire somebody: they are forgotten once every receiver heard it."""
        self.shelf.say("retirement", user_id)
        self.shelf.people.pop(user_id, None)
        self.shelf.contacts.pop(user_id, None)

    def tick(self) -> datetime:
        """Return the present instant and let a second pass."""
        now = self._instant
        self._instant += timedelta(seconds=1)
        return now
