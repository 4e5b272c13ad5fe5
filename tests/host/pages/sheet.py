"""What does a gradebook hold: which columns, and what stands in each cell?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from host.courseware.models import BlockRow, Enrolment, ProblemState, SubsectionGrade
from host.pages.acts import EXERCISE, SUBSECTION
from host.pages.tree import Node

DASH = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """One exercise or one graded subsection; ``possible`` is its points."""

    usage_key: str
    title: str
    kind: str
    possible: Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """What one learner has in one column. ``by_hand``: a person set it."""

    usage_key: str
    text: str
    attempts: int = 0
    answered: bool = False
    by_hand: bool = False
    possible: Decimal | None = None


def columns_of(root: Node) -> list[Column]:
    """Return the columns in reading order: a subsection's exercises, then its own grade."""
    rows = {
        row.usage_key: row
        for row in BlockRow.objects.filter(course__blocks__usage_key=root.block.usage_key)
    }
    found: list[Column] = []
    for part in (node for node in root.walk() if node.block.level == "subsection"):
        exercises = [_exercise(rows, block.usage_key, block.title) for block in part.exercises()]
        found += exercises
        row = rows.get(part.block.usage_key)
        if row is not None and row.graded and exercises:
            total = sum((column.possible for column in exercises), Decimal(0))
            found.append(Column(row.usage_key, part.block.title, SUBSECTION, total))
    return found


def learners_of(course_key: str) -> list[Any]:
    """Return the users with an active enrolment, by username."""
    rows = Enrolment.objects.filter(course__key=course_key, is_active=True)
    return [row.user for row in rows.select_related("user").order_by("user__username")]


def cells_of(course_key: str, user_ids: Iterable[int]) -> dict[tuple[int, str], Cell]:
    """Return the cells that hold something, by (user, column), in two queries."""
    chosen = {"course__key": course_key, "user_id__in": list(user_ids)}
    found = {
        (state.user_id, state.usage_key): Cell(
            state.usage_key,
            _points(state.earned, state.possible),
            state.attempts,
            answered=True,
            possible=state.possible,
        )
        for state in ProblemState.objects.filter(**chosen)
    }
    for grade in SubsectionGrade.objects.filter(**chosen):
        by_hand = grade.override_earned is not None
        text = _points(*grade.in_force) if by_hand or grade.earned is not None else DASH
        found[grade.user_id, grade.usage_key] = Cell(
            grade.usage_key, text, answered=True, by_hand=by_hand, possible=grade.in_force[1]
        )
    return found


def label_of(name: str, column: Column, cell: Cell) -> str:
    """Say a cell to somebody who does not see its row and column."""
    told = _("not answered") if cell.text == DASH else cell.text
    return f"{name}, {column.title}: {told}" + (_(" (set by hand)") if cell.by_hand else "")


def short(points: Decimal) -> Decimal:
    """Return the number without idle zeros: 2.000000 is 2, 1.50 is 1.5."""
    return points.quantize(Decimal(1)) if points == points.to_integral() else points.normalize()


def _points(earned: Decimal | None, possible: Decimal | None) -> str:
    if earned is None or possible is None:
        return DASH
    return f"{number_format(short(earned))}/{number_format(short(possible))}"


def _exercise(rows: dict[str, BlockRow], usage_key: str, title: str) -> Column:
    row = rows.get(usage_key)
    weight = None if row is None else row.possible or row.weight
    return Column(usage_key, title, EXERCISE, weight or Decimal(1))
