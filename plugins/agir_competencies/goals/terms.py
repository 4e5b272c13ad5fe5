"""How are a goal's terms read from what somebody sent, and written into a row?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from agir_competencies.domain.goal import (
    CHOSEN,
    ChoiceUnknown,
    Intent,
    Item,
    Kind,
    Terms,
    WordUnknown,
    sound,
)
from agir_competencies.models import Competency
from agir_platform.ports import CourseUnknown
from agir_platform.select import platform

Word = TypeVar("Word", bound=StrEnum)


def word(kind: type[Word], text: str) -> Word:
    """Return the member that ``text`` names; raise ``WordUnknown``."""
    try:
        return kind(text)
    except ValueError:
        raise WordUnknown(known=", ".join(kind)) from None


def checked(
    intent: str,
    items: Iterable[tuple[str, str, int]],
    horizon: date | None,
    course_key: str,
    today: date,
) -> Terms:
    """Return sound terms whose choices exist; raise a ``GoalRefused`` else. Two SELECTs at most."""
    chosen = [Item(word(Kind, kind), ref, target) for kind, ref, target in items]
    picked = tuple(
        Item(one.kind, _identifier(one.ref), one.target) if one.kind is Kind.COMPETENCY else one
        for one in chosen
        if one.kind in CHOSEN
    )
    terms = sound(Terms(word(Intent, intent), picked, horizon), course_key, today)
    _competencies_exist(one.ref for one in terms.items if one.kind is Kind.COMPETENCY)
    _units_exist({one.ref for one in terms.items if one.kind is Kind.UNIT}, course_key)
    return terms


def told(terms: Terms) -> dict[str, Any]:
    """Return terms in values that ``json`` can write."""
    return {
        "intent": str(terms.intent),
        "horizon": terms.horizon.isoformat() if terms.horizon else None,
        "items": [[str(item.kind), item.ref, item.target] for item in terms.items],
    }


def read(values: dict[str, Any]) -> Terms:
    """Return the terms that ``told`` wrote."""
    horizon = values["horizon"]
    return Terms(
        Intent(values["intent"]),
        tuple(Item(Kind(kind), ref, target) for kind, ref, target in values["items"]),
        date.fromisoformat(horizon) if horizon else None,
    )


def _identifier(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ChoiceUnknown(kind="competency") from None


def _competencies_exist(refs: Iterable[str]) -> None:
    wanted = set(refs)
    if wanted and Competency.objects.filter(identifier__in=wanted).count() < len(wanted):
        raise ChoiceUnknown(kind="competency")


def _units_exist(refs: set[str], course_key: str) -> None:
    if not refs:
        return
    try:
        blocks = platform().courses.outline(course_key).blocks
    except CourseUnknown:
        raise ChoiceUnknown(kind="unit") from None
    if refs - {block.usage_key for block in blocks if block.level == "unit"}:
        raise ChoiceUnknown(kind="unit")
