"""Goals that do not exist, in every state that their pages must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from agir_competencies.api.goals import Choice, Choices, GoalView, ItemView, ProposalView
from agir_competencies.domain.goal import GoalEnded, Item, Kind
from agir_competencies.domain.goal_progress import ItemProgress, Progress
from agir_dashboard import goal_pages, goal_words, goals
from agir_dashboard.goal_forms import DateUnreadable, Filled
from agir_dashboard.goals import Card, Step
from host.gallery.samples import DIGITAL, LABELS, LONG, RIGHT_TO_LEFT, WASTE, WHEN, named

COURSE = "course-v1:Agir+GALLERY+2026"
TITLE = "Côte à côte : aider un proche à faire ses démarches en ligne"
LISTED = ("none", "open", "met", "ended", "long", "rtl")
ONE = ("open", "hours", "certificate", "met", "ended", "refused")
FORM = ("new", "many", "found", "refused", "revise", "rtl")


def listed(state: str) -> dict[str, Any]:
    """Return the context of the list of goals in a state."""
    present = {
        "open": [_view(LABELS)],
        "met": [_view(LABELS[:2], met=True)],
        "long": [_view((LONG, LABELS[0]), LONG)],
        "rtl": [_view((RIGHT_TO_LEFT,), RIGHT_TO_LEFT)],
    }.get(state, [])
    said = [_said("hours"), _said("certificate")] if state == "open" else []
    return {
        "present": [*map(goals.card, present), *said],
        "past": [_ended("closed_satisfied")] if state in ("ended", "long") else [],
        "ended": _ended("closed_satisfied") if state == "ended" else None,
    }


def one(state: str) -> dict[str, Any]:
    """Return the context of the page of one goal in a state."""
    if state == "ended":
        card = _ended("abandoned")
    elif state in ("hours", "certificate"):
        card = _said(state)
    else:
        card = goals.card(_view(LABELS, met=state == "met"))
    reasons = goal_words.reasons(without=["got_what_i_needed"])
    context = {"card": card, "steps": _steps(), "reasons": reasons}
    if state == "refused":
        context["error"] = goal_pages.sentence(GoalEnded())
    return context


def form(state: str) -> dict[str, Any]:
    """Return the context of the form in a state: ``many`` has more skills than are shown."""
    labels = [LONG, RIGHT_TO_LEFT] if state == "rtl" else [*LABELS, LONG]
    if state in ("many", "found"):
        labels = [f"{label} ({number})" for number in range(1, 16) for label in LABELS]
    skills = tuple(
        Choice("competency", str(named(f"choice {at}")), label, DIGITAL if at % 2 else WASTE)
        for at, label in enumerate(labels)
    )
    filled = Filled()
    if state in ("many", "found", "refused", "revise", "rtl"):
        filled = Filled("selected_competencies", {skills[0].ref: 3}, (), "", "30")
    if state == "found":
        filled = replace(filled, find="message frauduleux")
    if state == "refused":
        filled = replace(filled, when="date", horizon="2020-01-01")
    units = tuple(Choice("unit", f"unit-{at}", label, TITLE) for at, label in enumerate(LABELS))
    offers = (_proposal(),) if state == "new" else ()
    choices = Choices(((COURSE, TITLE),), skills, units, offers)
    card = goals.card(_view(LABELS)) if state == "revise" else None
    context = goal_pages.context_of(choices, filled, COURSE, card)
    if state == "refused":
        refusal = DateUnreadable()
        context |= {"error": goal_pages.sentence(refusal), "wrong": refusal.code}
    return context


def _view(labels: tuple[str, ...], title: str = TITLE, met: bool = False) -> GoalView:
    items = tuple(
        ItemView(
            kind="competency",
            ref=str(named(label)),
            target=3 if at % 2 else 2,
            label=label,
            is_met=met or at == 2,
            met_at=WHEN if met or at == 2 else None,
            done=Decimal(met),
            total=1,
            level=2 if met else at % 4,
            threshold=Decimal("0.7"),
        )
        for at, label in enumerate(labels[:4])
    )
    return _goal(title, items, status="met" if met else "active")


def _said(kind: str) -> Card:
    done, total = (Decimal("4.5"), 20) if kind == "hours" else (Decimal(0), 1)
    item = ItemView(kind, "", total, "", False, None, done, total, 0, None)
    return replace(goals.card(_goal(kind, (item,))), title=TITLE, remind=True)


def _goal(title: str, items: tuple[ItemView, ...], status: str = "active") -> GoalView:
    progress = tuple(
        ItemProgress(
            Item(Kind(item.kind), item.ref, item.target), item.is_met, item.met_at, item.done, 1
        )
        for item in items
    )
    return GoalView(
        id=named(f"goal {title} {len(items)}"),
        course_key=COURSE,
        course_title=title,
        intent="selected_competencies",
        status=status,
        horizon=date(2100, 6, 30),
        set_at=WHEN,
        ended_at=None,
        items=items,
        progress=Progress(progress),
    )


def _ended(status: str) -> Card:
    view = replace(_view(LABELS), status=status, ended_at=WHEN, can_undo=True)
    return goals.card(view)


def _proposal() -> ProposalView:
    items = ((named(LABELS[0]), 2), (named(LONG), 3))
    return ProposalView(
        named("proposal"), COURSE, LONG[:120], LONG[:120], "", 30, items, (LABELS[0], LONG)
    )


def _steps() -> list[Step]:
    time = str(goal_words.REASONS["time"])
    return [
        Step("14 oct.", goal_words.moved("set", ""), "", "", ""),
        Step("20 oct.", goal_words.moved("revised", ""), "1/4", time, LONG),
        Step("2 nov.", goal_words.moved("closed", "abandoned"), "1/4", "", RIGHT_TO_LEFT),
    ]
