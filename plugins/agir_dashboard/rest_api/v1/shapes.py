"""What does version 1 answer? These fields and no other; a change is a version 2."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, reverse

from agir_badges.api import BadgeView
from agir_dashboard.skills import Skill, Skills


def me(username: str, found: Skills, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return the answer of ``/me/``; ``absolute`` makes a whole address of a path."""
    return {
        "learner": {
            "username": username,
            "summary": found.summary,
            "next": found.next_step,
        },
        "competencies": [competency(skill) for skill in found.skills],
        "badges": [badge(view, absolute) for view in found.badges],
    }


def competency(skill: Skill) -> dict[str, Any]:
    """Return one competency; ``estimate`` is 0 to 1 with three decimals, null = not measured."""
    return {
        "uri": skill.uri,
        "label": skill.label,
        "framework": skill.framework,
        "status": skill.status,
        "estimate": None if skill.estimate is None else float(round(skill.estimate, 3)),
        "certainty": skill.certainty,
        "evidence_count": skill.evidence_count,
        "explanation": skill.explanation,
        "next": skill.next,
    }


def badge(view: BadgeView, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return one badge that is held; ``awarded_at`` is ISO 8601 in UTC, ``url`` its own page."""
    return {
        "id": str(view.id),
        "name": view.name,
        "image": absolute(view.image) if view.image else "",
        "alt": view.alt,
        "url": absolute(_page(view)) if _page(view) else "",
        "awarded_at": view.awarded_at.isoformat(),
    }


def _page(view: BadgeView) -> str:
    try:
        return reverse("agir_badges:mine", args=[view.id])
    except NoReverseMatch:
        return ""
