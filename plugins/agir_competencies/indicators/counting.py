"""How do counters follow the learners? By difference, in one transaction, under one lock a course.

What a learner added last time is kept with them, so that counting somebody again changes only
what changed, counting twice changes nothing, and a walk that was killed goes on where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum

from agir_competencies.domain import identity
from agir_competencies.domain.indicators.participant import Participant
from agir_competencies.domain.indicators.registry import REGISTRY
from agir_competencies.domain.indicators.tally import Tally, cells_of
from agir_competencies.indicators import gathering
from agir_competencies.ledger.rows import upsert
from agir_competencies.models import Count, Counting, Participation, Snapshot
from agir_platform.select import platform

PAGE: Final = 200
VERSION: Final = 1  # of the counters: raised when ``cells_of`` counts something else
EVERYWHERE: Final = ""


@dataclass(slots=True)
class Walk:
    """How far a count went: ``seen`` enrolments, ``changed`` of which add something else."""

    course_key: str
    seen: int = 0
    changed: int = 0


def count_course(
    course_key: str, *, page: int = PAGE, told: Callable[[Walk], None] | None = None
) -> Walk:
    """Count every enrolment of a course, from where an earlier walk stopped. Idempotent.

    A transaction a page. ``told`` hears of each page. Ends with the day's snapshot.
    """
    course = gathering.course_facts(course_key)
    walk = Walk(course_key)
    now = datetime.now(UTC)
    kept = Counting.objects.filter(course_key=course_key).first()
    position = kept.position if kept is not None else 0
    while user_ids := platform().enrolments.of_course(course_key, position, page):
        people = gathering.subjects(user_ids)
        found = gathering.participants(course, people, now.date())
        position = user_ids[-1]
        walk.changed += keep(course_key, found, position=position)
        walk.seen += len(user_ids)
        if told is not None:
            told(walk)
    _finish(course, now)
    return walk


def _finish(course: gathering.CourseFacts, now: datetime) -> None:
    with transaction.atomic():
        Counting.objects.update_or_create(
            course_key=course.key,
            defaults={
                "position": 0, "version": VERSION, "required": course.required, "counted_at": now,
            },
        )  # fmt: skip
        keep_day(course.key, now)


def keep(course_key: str, found: Mapping[UUID, Participant], *, position: int | None = None) -> int:
    """Write what these learners add now; return for how many it changed.

    One transaction under the course's lock: 6 statements, whatever the number of learners.
    """
    now = datetime.now(UTC)
    ids = {subject: participation_id(course_key, subject) for subject in found}
    with transaction.atomic():
        counting = _locked(course_key)
        held = Participation.objects.in_bulk(list(ids.values()))
        moved: Counter[str] = Counter()
        rows = []
        for subject, one in found.items():
            row = held.get(ids[subject])
            before = row.cells if row is not None else {}
            after = dict(cells_of(one))
            if row is not None and before == after:
                continue
            for cell, number in after.items():
                moved[cell] += number
            for cell, number in before.items():
                moved[cell] -= number
            is_active = one.is_active and not one.in_team
            rows.append(
                Participation(
                    id=ids[subject], course_key=course_key, subject=subject, cells=after,
                    is_active=is_active, counted_at=now,
                )
            )  # fmt: skip
        if rows:
            upsert(Participation.objects, rows, ("cells", "is_active", "counted_at"))
        _move(course_key, moved)
        if position is not None:
            counting.position = position
            counting.save(update_fields=["position"])
    return len(rows)


def leave(subject: UUID) -> None:
    """Delete what is counted of a learner; what it added remains, as numbers of nobody."""
    rows = Participation.objects.filter(subject=subject)
    for course_key in sorted(set(rows.values_list("course_key", flat=True))):
        with transaction.atomic():
            _locked(course_key)
            row = rows.filter(course_key=course_key).first()
            if row is not None:
                _move(course_key, Counter({c: -n for c, n in row.cells.items()}), left=row.cells)
                row.delete()


def export(subject: UUID) -> list[dict[str, Any]]:
    """Return what is counted of a learner, by course, in values that ``json`` can write."""
    rows = Participation.objects.filter(subject=subject).order_by("course_key")
    return [
        {"course_key": row.course_key, "counted": row.cells, "at": row.counted_at.isoformat()}
        for row in rows
    ]


def counters(course_key: str) -> Tally:
    """Return the counters of a course, or of all ('', summed by the database). One SELECT."""
    if course_key == EVERYWHERE:
        rows = Count.objects.values("cell").annotate(all=Sum(F("number") + F("left")))
        return Tally({row["cell"]: row["all"] for row in rows.order_by("cell") if row["all"]})
    found = Count.objects.filter(course_key=course_key).values_list("cell", "number", "left")
    return Tally({cell: number + left for cell, number, left in found if number + left})


def keep_day(course_key: str, now: datetime) -> None:
    """Write the counters of today, in place of an earlier count of the same day."""
    Snapshot.objects.update_or_create(
        id=identity.identity("snapshot", course_key, now.date()),
        defaults={
            "course_key": course_key, "day": now.date(), "cells": dict(counters(course_key).cells),
            "names": [one.name for one in REGISTRY], "computed_at": now,
        },
    )  # fmt: skip


def participation_id(course_key: str, subject: UUID) -> UUID:
    """Return the id of one learner's row in one course."""
    return identity.identity("participation", course_key, subject)


def _locked(course_key: str) -> Counting:
    Counting.objects.get_or_create(course_key=course_key, defaults={"version": VERSION})
    return Counting.objects.select_for_update().get(course_key=course_key)


def _move(course_key: str, moved: Mapping[str, int], left: Mapping[str, int] | None = None) -> None:
    """Add to the counters; to be called under the course's lock. Two statements."""
    gone = left or {}
    ids = {
        cell: identity.identity("count", course_key, cell)
        for cell in {*moved, *gone}
        if moved.get(cell) or gone.get(cell)
    }
    if not ids:
        return
    held = Count.objects.in_bulk(list(ids.values()))
    rows = []
    for cell, key in sorted(ids.items()):
        row = held.get(key) or Count(id=key, course_key=course_key, cell=cell)
        row.number += moved.get(cell, 0)
        row.left += gone.get(cell, 0)
        rows.append(row)
    upsert(Count.objects, rows, ("number", "left"))
