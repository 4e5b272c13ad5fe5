"""How are the themes of a course said, changed and taken back?

All themes of a course are saved together, as one numbered change that keeps how they then stood:
taking the last change back is saving what stood before it. Who saves says which number they
read, so that two people at once do not undo each other unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_catalogue.domain.themes.registry import theme
from agir_catalogue.domain.themes.shares import Tag, checked
from agir_catalogue.models import ThemeChange, ThemeTag
from agir_kernel.errors import DomainError

HISTORY: Final = 20  # changes shown


class ThemesMoved(DomainError):
    """The themes of the course were changed since they were read."""

    code: ClassVar[str] = "themes_moved"


class NothingToUndo(DomainError):
    """Nobody has said a theme of this course yet."""

    code: ClassVar[str] = "themes_nothing_to_undo"


@dataclass(frozen=True, slots=True)
class Said:
    """A theme of a course as it stands; ``source`` is ``author``, ``machine`` or ``reviewer``."""

    theme_id: str
    weight: int
    source: str

    @property
    def tag(self) -> Tag:
        """Return what counts."""
        return Tag(self.theme_id, self.weight)


@dataclass(frozen=True, slots=True)
class Change:
    """One save: how the themes stood after it. ``by`` is a pseudonym, ``None`` for a machine."""

    number: int
    said: tuple[Said, ...]
    source: str
    by: UUID | None
    at: datetime


def said_of(course_keys: Iterable[str]) -> dict[str, tuple[Said, ...]]:
    """Return what is said of these courses; those without a theme are absent. One SELECT."""
    found: dict[str, tuple[Said, ...]] = {}
    for row in ThemeTag.objects.filter(course_key__in=list(course_keys)):
        one = Said(row.theme_id, row.weight, row.source)
        found[row.course_key] = (*found.get(row.course_key, ()), one)
    return found


def number_of(course_key: str) -> int:
    """Return the number of the last change, 0 for none. One SELECT."""
    rows = ThemeChange.objects.filter(course_key=course_key)
    return rows.values_list("number", flat=True).first() or 0


def history(course_key: str) -> list[Change]:
    """Return the last changes, newest first. One SELECT."""
    return [_change(row) for row in ThemeChange.objects.filter(course_key=course_key)[:HISTORY]]


def save(
    course_key: str,
    tags: Sequence[Tag],
    *,
    by: UUID | None,
    source: str,
    at: datetime,
    read: int | None = None,
) -> int:
    """Make the themes of a course exactly these; return the number of the change.

    A theme whose weight stays keeps who said it. ``read`` is the number that the writer saw, 0
    for none; ``None`` asks nothing. The number stays where nothing changes. Raises
    ``ThemeUnknown``, ``WeightOutOfBounds``, ``TooManyThemes``, ``ThemesMoved``.
    """
    for tag in tags:
        theme(tag.theme_id)
    wanted = {tag.theme_id: tag for tag in checked(tags)}
    try:
        with transaction.atomic():
            number = _number(course_key, read)
            before = {one.theme_id: one for one in said_of([course_key]).get(course_key, ())}
            after = [
                before[key]
                if key in before and before[key].weight == tag.weight
                else Said(key, tag.weight, source)
                for key, tag in wanted.items()
            ]
            if before == {one.theme_id: one for one in after}:
                return number
            _keep(course_key, number + 1, after, by, source, at)
            _write(course_key, after, at)
            return number + 1
    except IntegrityError as error:
        raise ThemesMoved(course_key=course_key) from error


def undo(course_key: str, *, read: int, by: UUID | None, source: str, at: datetime) -> int:
    """Take the last change back; return the number of the change that does so.

    Raises ``NothingToUndo``, ``ThemesMoved``.
    """
    try:
        with transaction.atomic():
            number = _number(course_key, read)
            if number == 0:
                raise NothingToUndo(course_key=course_key)
            rows = ThemeChange.objects.filter(course_key=course_key, number=number - 1)
            before = next((_change(row).said for row in rows), ())
            _keep(course_key, number + 1, before, by, source, at)
            _write(course_key, before, at)
            return number + 1
    except IntegrityError as error:
        raise ThemesMoved(course_key=course_key) from error


def forget(subject: UUID) -> None:
    """Delete the pseudonym of who leaves from what they saved. Idempotent."""
    ThemeChange.objects.filter(by=subject).update(by=None)


def exported(subject: UUID) -> list[dict[str, object]]:
    """Return what somebody saved, in values that ``json`` can write."""
    return [
        {"course_key": row.course_key, "themes": row.tags, "at": row.at.isoformat()}
        for row in ThemeChange.objects.filter(by=subject)
    ]


def _number(course_key: str, read: int | None) -> int:
    """Return the number of the last change; of two writers, the second to write it is refused.

    No row is locked to read it: the change is written first, and its number is given once.
    """
    number = number_of(course_key)
    if read is not None and read != number:
        raise ThemesMoved(course_key=course_key)
    return number


def _write(course_key: str, said: Iterable[Said], at: datetime) -> None:
    ThemeTag.objects.filter(course_key=course_key).delete()
    ThemeTag.objects.bulk_create(
        ThemeTag(
            course_key=course_key,
            theme_id=one.theme_id,
            weight=one.weight,
            source=one.source,
            at=at,
        )
        for one in said
    )


def _keep(
    course_key: str,
    number: int,
    said: Iterable[Said],
    by: UUID | None,
    source: str,
    at: datetime,
) -> None:
    ThemeChange.objects.create(
        course_key=course_key,
        number=number,
        tags=[[one.theme_id, one.weight, one.source] for one in said],
        source=source,
        by=by,
        at=at,
    )


def _change(row: ThemeChange) -> Change:
    said = tuple(Said(theme_id, weight, source) for theme_id, weight, source in row.tags)
    return Change(row.number, said, row.source, row.by, row.at)
