"""What a host's own pages may show of a learner's skills."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from agir_dashboard import sentences
from agir_dashboard.skills import Skills, skills_of
from agir_dashboard.views import levels
from agir_platform import contexts

register = template.Library()


@register.simple_tag(takes_context=True)
def skills_of_visitor(context: dict[str, Any]) -> Skills | None:
    """Return the signed-in visitor's skills; ``None`` for others, or where the page is off."""
    user = getattr(context.get("request"), "user", None)
    if not contexts.is_on("dashboard") or user is None or not user.is_authenticated:
        return None
    return skills_of(user.pk, get_language() or "en")


@register.simple_tag
def skill_levels() -> list[dict[str, Any]]:
    """Return the four levels with their word and meaning."""
    return levels()


@register.filter
def percent_sign(percent: int) -> str:
    """Write whole percents as the language does."""
    return sentences.share(percent)


@register.filter
def short_day(when: Any) -> str:
    """Write a date as short as it can be."""
    return sentences.day(when)
