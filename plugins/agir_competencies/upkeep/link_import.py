"""What would a file of links change in a course, and how is all of it done or nothing?

Each line is looked up and judged by itself; the plan holds what it would do, or why it cannot.
Applying judges the same lines again under the database of then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.db import transaction

from agir_competencies.data import (
    LineRefusal,
    LinkChanges,
    LinkDefaultView,
    LinkLine,
    LinksPlan,
)
from agir_competencies.domain.link import Choice, checked, in_force
from agir_competencies.domain.link_line import Line
from agir_competencies.linking import choosing, defaults
from agir_competencies.linking.keys import course_of, twin_of
from agir_competencies.linking.settle import Pair, choice_of
from agir_competencies.linking.sync import objects_of, place_of, sync_course
from agir_competencies.models import Competency, Link
from agir_competencies.upkeep.link_file import lines_of
from agir_competencies.upkeep.link_names import Names
from agir_kernel.errors import DomainError
from agir_platform.ports import Block, Courses


class LinesRefused(DomainError):
    """Lines that cannot be taken in; nothing was written. Facts: ``count``, ``first`` (a line)."""

    code: ClassVar[str] = "lines_refused"


class LineTwice(DomainError):
    """Two lines about one object and one competency. Facts: ``first`` (the earlier line)."""

    code: ClassVar[str] = "line_twice"


@dataclass(frozen=True, slots=True)
class Payload:
    """What a plan was made of, to make it again."""

    content: bytes
    replaces: bool


@dataclass(slots=True)
class Course:
    """What a course holds while a file is compared with it."""

    key: str
    blocks: Mapping[str, Block]
    stored: Mapping[Pair, Link]
    known: defaults.Defaults

    def line(self, number: int, pair: Pair, about: Competency, choice: Choice | None) -> LinkLine:
        """Return what making a link of ``choice`` changes; ``None`` takes it off."""
        object_key, row = pair[0], self.stored.get(pair)
        is_live = row is not None and row.removed_at is None
        before: tuple[str, Decimal | None] = ("", None)
        if row is not None and is_live:
            before = (row.kind, row.weight)
        after: tuple[str, Decimal | None] = ("", None)
        if choice is not None:
            place = place_of(self.blocks[object_key])
            after = in_force(place, (choice, *self.known.of(pair[1])))
        block = self.blocks.get(object_key)
        return LinkLine(
            number,
            _action(row, choice, is_live=is_live, is_same=before == after),
            object_key,
            block.title if block else "",
            about.identifier,
            str(about),
            *before,
            *after,
        )


def plan(course_key: str, content: bytes, courses: Courses, *, replaces: bool) -> LinksPlan:
    """Return what the file would do."""
    told, _, _ = _judged(course_key, content, courses, replaces=replaces)
    return told


@transaction.atomic
def apply(told: LinksPlan, courses: Courses, now: datetime) -> LinkChanges:
    """Do what a plan's file says now; raise ``LinesRefused``."""
    payload = told.payload
    if not isinstance(payload, Payload):
        raise TypeError("a plan made by plan_links is needed")
    again, wishes, default = _judged(
        told.course_key, payload.content, courses, replaces=payload.replaces
    )
    if again.refusals:
        raise LinesRefused(count=len(again.refusals), first=again.refusals[0].number)
    changes = LinkChanges()
    if again.default is not None and default is not None:
        defaults.write(default, now, course_key=told.course_key)
    if wishes:
        changes = choosing.write(told.course_key, wishes, courses, now, origin="import")
    if again.default is not None:
        changes = changes.plus(sync_course(told.course_key, courses, now))
    return changes


def _judged(
    course_key: str, content: bytes, courses: Courses, *, replaces: bool
) -> tuple[LinksPlan, dict[Pair, Choice | None], Choice | None]:
    """Return the plan, what it wishes where that is a change, and the default in the file."""
    blocks = objects_of(course_key, courses)
    lines, refusals = lines_of(content)
    names = Names(lines)
    rows = Link.objects.filter(course_key=course_key)
    stored = {(row.object_key, row.competency_id): row for row in rows.select_related("competency")}
    default = _default(lines, refusals)
    known = defaults.read(course_key, [*names.keys, *(key for _, key in stored)])
    present = known.course
    if default is not None:
        known = defaults.Defaults(default, known.frameworks, known.framework_of)
    course = Course(course_key, blocks, stored, known)
    found, wishes = _lines(lines, names, course, refusals)
    if replaces and not refusals:
        _leave(course, found, wishes)
    brings = default is not None and default != present
    told = LinksPlan(
        course_key,
        tuple(found),
        tuple(sorted(refusals, key=lambda one: one.number)),
        LinkDefaultView(default.kind, default.weight) if default and brings else None,
        Payload(content, replaces),
    )
    return told, wishes, default


def _default(lines: Iterable[Line], refusals: list[LineRefusal]) -> Choice | None:
    """Return the course's default as the file says it, ``None`` where it says none."""
    found: Choice | None = None
    first = 0
    for line in lines:
        if not line.is_default:
            continue
        try:
            if found is not None:
                raise LineTwice(first=first)
            found, first = defaults.checked(line.choice), line.number
        except DomainError as refusal:
            refusals.append(_refused(line, refusal))
    return found


def _lines(
    lines: Iterable[Line], names: Names, course: Course, refusals: list[LineRefusal]
) -> tuple[list[LinkLine], dict[Pair, Choice | None]]:
    """Return what each line does, and the wishes of those that change something."""
    found: list[LinkLine] = []
    wishes: dict[Pair, Choice | None] = {}
    firsts: dict[Pair, int] = {}
    for line in lines:
        if line.is_default:
            continue
        try:
            about, pair, choice = _meant(line, names, course)
            if pair in firsts:
                raise LineTwice(first=firsts[pair])
        except DomainError as refusal:
            refusals.append(_refused(line, refusal))
            continue
        firsts[pair] = line.number
        told = course.line(line.number, pair, about, choice)
        found.append(told)
        if told.action != "unchanged":
            wishes[pair] = choice
    return found, wishes


def _meant(line: Line, names: Names, course: Course) -> tuple[Competency, Pair, Choice]:
    """Return the competency, the link and the choice that a line means, or raise why not."""
    object_key = _object(line.object_key, course)
    about = names.of(line)
    pair = (object_key, about.pk)
    row = course.stored.get(pair)
    if row is None or row.removed_at is not None:
        choosing.check_linkable(about, is_linked=False)
    elif choice_of(row) == line.choice:
        return about, pair, line.choice  # what is there may stay, even a choice that waits
    return about, pair, checked(line.choice, place_of(course.blocks[object_key]))


def _object(object_key: str, course: Course) -> str:
    """Return the object of this course that a file means, by its own key or its twin's."""
    if object_key in course.blocks:
        return object_key
    elsewhere = course_of(object_key)
    twin = twin_of(object_key, elsewhere, course.key) if elsewhere else ""
    if twin not in course.blocks:
        raise choosing.ObjectUnknown(object_key=object_key[:255])
    return twin


def _leave(course: Course, found: list[LinkLine], wishes: dict[Pair, Choice | None]) -> None:
    """Take off the links in force that the file does not name."""
    named = {(line.object_key, line.competency) for line in found}
    for pair, row in sorted(course.stored.items()):
        about = row.competency
        is_there = row.removed_at is None and pair[0] in course.blocks
        if is_there and (pair[0], about.identifier) not in named:
            found.append(course.line(0, pair, about, None))
            wishes[pair] = None


def _action(row: Link | None, choice: Choice | None, *, is_live: bool, is_same: bool) -> str:
    if choice is None:
        return "remove"
    if row is None:
        return "add"
    if not is_live:
        return "restore"
    return "unchanged" if is_same and choice_of(row) == choice else "change"


def _refused(line: Line, refusal: DomainError) -> LineRefusal:
    return LineRefusal(line.number, refusal.code, dict(refusal.facts))
