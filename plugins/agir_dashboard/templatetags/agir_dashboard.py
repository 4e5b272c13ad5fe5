"""What a host's own pages may show of a learner's skills."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from agir_badges.api import Level
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


@register.simple_tag
def badge_url(identifier: UUID) -> str:
    """Return the page of one of the learner's badges, '' where badges have no pages."""
    return _address("agir_badges:mine", identifier)


@register.simple_tag
def claim_url(skill: Any) -> str:
    """Return where a demonstrated skill becomes a badge, or its badge is; '' for another."""
    if skill.level < Level.DEMONSTRATED:
        return ""
    return _address("agir_badges:claim", skill.identifier)


def _address(name: str, identifier: UUID) -> str:
    try:
        return reverse(name, args=[identifier])
    except NoReverseMatch:
        return ""
