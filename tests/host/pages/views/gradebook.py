"""The course team's view: learners × exercises, and the acts on one score."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from host.courseware import staff
from host.pages import sheet
from host.pages.acts import ACTS, EXERCISE, Act
from host.pages.gate import course_staff_only
from host.pages.sheet import Cell, Column
from host.pages.tree import root_of
from host.pages.views.outline import outline_or_404


@course_staff_only
def gradebook(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show every enrolled learner's scores, in a constant number of queries."""
    course = outline_or_404(course_key)
    columns = sheet.columns_of(root_of(course))
    learners = sheet.learners_of(course_key)
    cells = sheet.cells_of(course_key, (learner.pk for learner in learners))
    context = {
        "course_key": course_key,
        "course_title": course.title,
        "columns": columns,
        "rows": [_row(learner, columns, cells) for learner in learners],
    }
    return render(request, "host_pages/gradebook.html", context)


@course_staff_only
def score(request: HttpRequest, course_key: str, user_id: int, usage_key: str) -> HttpResponse:
    """Show one score; an act is previewed first and done on the second, confirmed post."""
    column = _column(course_key, usage_key)
    learner = _learner(course_key, user_id)
    cell = sheet.cells_of(course_key, [user_id]).get((user_id, usage_key))
    context: dict[str, Any] = {
        "course_key": course_key,
        "column": column,
        "name": name_of(learner),
        "cell": cell or Cell(usage_key, sheet.DASH),
        "possible": sheet.short((cell and cell.possible) or column.possible),
        "actions": [act for act in ACTS.values() if column.kind in act.on],
    }
    if request.method != "POST":
        return render(request, "host_pages/score.html", context)
    return _act(request, learner, context)


def _act(request: HttpRequest, learner: Any, context: dict[str, Any]) -> HttpResponse:
    act = ACTS.get(request.POST.get("action", ""))
    if act is None or act not in context["actions"]:
        raise Http404(_("The gradebook knows no such act."))
    typed = request.POST.get("points", "").strip()
    points = read_points(typed, context["possible"]) if act.asks_points else None
    context |= {"action": act, "points": typed}
    problem = _problem(act, points, context)
    if problem:
        return render(request, "host_pages/score.html", context | {"problem": problem}, status=400)
    if request.POST.get("confirmed") != "yes":
        return render(request, "host_pages/confirm.html", context)
    try:
        _perform(act.name, learner, context["column"], points)
    except staff.NothingToGrade:
        problem = _("This exercise cannot be graded again: there is no answer to read.")
        return render(request, "host_pages/score.html", context | {"problem": problem}, status=400)
    messages.success(request, _("Done. The change is in the gradebook."))
    return redirect("host_pages:gradebook", course_key=context["course_key"])


def _perform(act: str, learner: Any, column: Column, points: Decimal | None) -> None:
    if column.kind == EXERCISE:
        staff.perform(act, learner, column.usage_key, points)
    elif points is None:
        staff.undo_subsection_override(learner, column.usage_key)
    else:
        staff.override_subsection(learner, column.usage_key, points, column.possible)


def _problem(act: Act, points: Decimal | None, context: dict[str, Any]) -> str:
    if act.asks_points:
        return "" if points is not None else _("Give a number from 0 to %(possible)s.") % context
    if act.name == "lift" and not context["cell"].by_hand:
        return _("No score was set by hand here: there is nothing to lift.")
    if not context["cell"].answered:
        return _("The learner has not answered this exercise: there is nothing to change.")
    return ""


def read_points(text: str, possible: Decimal) -> Decimal | None:
    """Read points typed by a person, comma or dot; ``None`` unless 0 ≤ points ≤ possible.

    ``1,5`` of 2 is 1.5; ``3`` of 2, ``-1``, ``NaN`` and an empty text are ``None``.
    """
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return points if points.is_finite() and 0 <= points <= possible else None


def name_of(user: Any) -> str:
    """Return what to call somebody: their name, or their username."""
    return user.get_full_name() or user.get_username()


def _column(course_key: str, usage_key: str) -> Column:
    for column in sheet.columns_of(root_of(outline_or_404(course_key))):
        if column.usage_key == usage_key:
            return column
    raise Http404(_("This course has no such exercise."))


def _learner(course_key: str, user_id: int) -> Any:
    for learner in sheet.learners_of(course_key):
        if learner.pk == user_id:
            return learner
    raise Http404(_("Nobody of that number is enrolled in this course."))


def _row(learner: Any, columns: list[Column], cells: dict[tuple[int, str], Cell]) -> dict[str, Any]:
    name = name_of(learner)
    row = []
    for column in columns:
        cell = cells.get((learner.pk, column.usage_key), Cell(column.usage_key, sheet.DASH))
        row.append({"cell": cell, "label": sheet.label_of(name, column, cell)})
    return {"user_id": learner.pk, "name": name, "cells": row}
