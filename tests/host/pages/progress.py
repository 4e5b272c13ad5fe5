"""How far is a learner: which exercises were answered, and where does the visit resume?"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_platform.ports import Block
from host.courseware.models import ProblemState
from host.pages.tree import Node, unit_holding


def answers(user_id: int, course_key: str) -> list[ProblemState]:
    """Return the learner's answered exercises of a course, oldest first, in one query."""
    return list(
        ProblemState.objects.filter(
            user_id=user_id, course__key=course_key, attempts__gt=0
        ).order_by("modified", "pk")
    )


def resume_at(root: Node, given: list[ProblemState]) -> Block | None:
    """Return the unit last answered in, else the first unit; ``None`` for an empty course."""
    for state in reversed(given):
        unit = unit_holding(root, str(state.usage_key))
        if unit is not None:
            return unit
    units = root.units()
    return units[0].block if units else None


def facts_of(exercises: Iterable[Block], answered: set[str]) -> str:
    """Say in words how many of these exercises were answered; '' when there are none."""
    keys = [block.usage_key for block in exercises]
    if not keys:
        return _("Reading")
    done = sum(key in answered for key in keys)
    if not done:
        return ngettext("%(total)s exercise", "%(total)s exercises", len(keys)) % {
            "total": len(keys)
        }
    return ngettext(
        "%(done)s of %(total)s exercise answered",
        "%(done)s of %(total)s exercises answered",
        len(keys),
    ) % {"done": done, "total": len(keys)}


def state_of(exercises: Iterable[Block], answered: set[str]) -> str:
    """Return ``reading``, ``open``, ``begun`` or ``answered``: the shape beside a unit."""
    keys = [block.usage_key for block in exercises]
    done = sum(key in answered for key in keys)
    if not keys:
        return "reading"
    if done == len(keys):
        return "answered"
    return "begun" if done else "open"
