"""The course team's view: learners × exercises, and the acts on one score."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from agir_platform.ports import Block
from host.courseware.models import Enrolment, ProblemState
from host.pages.acts import ACTS
from host.pages.gate import course_staff_only
from host.pages.tree import root_of
from host.pages.views.outline import outline_or_404


@course_staff_only
def gradebook(request: HttpRequest, course_key: str) -> HttpResponse:
    """Show every enrolled learner's scores, in three queries whatever their number."""
    course = outline_or_404(course_key)
    exercises = root_of(course).exercises()
    enrolled = Enrolment.objects.filter(course__key=course_key, is_active=True)
    learners = [row.user for row in enrolled.select_related("user").order_by("user__username")]
    states = {
        (state.user_id, str(state.usage_key)): state
        for state in ProblemState.objects.filter(course__key=course_key)
    }
    context = {
        "course_key": course_key,
        "course_title": course.title,
        "exercises": exercises,
        "rows": [_row(learner, exercises, states) for learner in learners],
    }
    return render(request, "host_pages/gradebook.html", context)


@course_staff_only
def score(request: HttpRequest, course_key: str, user_id: int, usage_key: str) -> HttpResponse:
    """Show one score; an act is previewed first and done on the second, confirmed post."""
    block = _exercise(course_key, usage_key)
    learner = _learner(course_key, user_id)
    state = ProblemState.objects.filter(user_id=user_id, usage_key=usage_key).first()
    context: dict[str, Any] = {
        "course_key": course_key,
        "exercise": block,
        "name": _name(learner),
        "text": _text(state),
        "attempts": state.attempts if state else 0,
        "possible": _possible(state, block),
        "actions": ACTS.values(),
        "unanswered": state is None,
    }
    if request.method != "POST":
        return render(request, "host_pages/score.html", context)
    return _act(request, learner, context)


def _act(request: HttpRequest, learner: Any, context: dict[str, Any]) -> HttpResponse:
    act = ACTS.get(request.POST.get("action", ""))
    if act is None:
        raise Http404(_("The gradebook knows no such act."))
    points = request.POST.get("points", "").strip()
    context |= {"action": act, "points": points}
    problem = ""
    if act.asks_points and read_points(points, context["possible"]) is None:
        problem = _("Give a number from 0 to %(possible)s.") % context
    elif context["unanswered"] and not act.asks_points:
        problem = _("The learner has not answered this exercise: there is nothing to change.")
    if problem:
        return render(request, "host_pages/score.html", context | {"problem": problem}, status=400)
    if request.POST.get("confirmed") != "yes":
        context["sentence"] = f"{context['exercise'].title}, {context['name']}."
        return render(request, "host_pages/confirm.html", context)
    perform(act.name, learner, context["exercise"], read_points(points, context["possible"]))
    messages.success(request, _("Done. The change is in the gradebook."))
    return redirect("host_pages:gradebook", course_key=context["course_key"])


def read_points(text: str, possible: Decimal) -> Decimal | None:
    """Read points typed by a person, comma or dot; ``None`` unless 0 ≤ points ≤ possible.

    ``1,5`` of 2 is 1.5; ``3`` of 2, ``-1``, ``NaN`` and an empty text are ``None``.
    """
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return points if points.is_finite() and 0 <= points <= possible else None


def _exercise(course_key: str, usage_key: str) -> Block:
    for block in root_of(outline_or_404(course_key)).exercises():
        if block.usage_key == usage_key:
            return block
    raise Http404(_("This course has no such exercise."))


def _learner(course_key: str, user_id: int) -> Any:
    get_object_or_404(Enrolment, course__key=course_key, user_id=user_id, is_active=True)
    return get_user_model().objects.get(pk=user_id)


def _row(
    learner: Any, exercises: list[Block], states: dict[tuple[int, str], ProblemState]
) -> dict[str, Any]:
    cells = []
    for block in exercises:
        text = _text(states.get((learner.pk, block.usage_key)))
        cells.append(
            {
                "usage_key": block.usage_key,
                "text": text,
                "label": f"{_name(learner)}, {block.title}: {text}",
            }
        )
    return {"user_id": learner.pk, "name": _name(learner), "cells": cells}


def _text(state: ProblemState | None) -> str:
    if state is None or state.earned is None:
        return "–"
    return f"{number_format(_short(state.earned))}/{number_format(_short(state.possible))}"


def _short(points: Any) -> Decimal:
    number = Decimal(str(points)).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral() else number


def _possible(state: ProblemState | None, block: Block) -> Decimal:
    from host.courseware.models import BlockRow

    if state is not None and state.possible:
        return _short(state.possible)
    row = BlockRow.objects.get(usage_key=block.usage_key)
    return _short(row.weight or 1)


def _name(learner: Any) -> str:
    return learner.get_full_name() or learner.get_username()
