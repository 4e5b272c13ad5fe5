"""The skills page: server-rendered, whole without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agir_badges import api as badges
from agir_dashboard import filters, sentences
from agir_dashboard.skills import Skills, skills_of


@login_required
@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """Show the signed-in learner their own skills and badges; nobody else's."""
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    found = skills_of(request.user.pk, get_language() or "en", with_goals=True)
    response = render(
        request,
        "agir_dashboard/skills.html",
        page(found, filters.asked(request.GET)),
    )
    response["Cache-Control"] = "private, no-cache"
    return response


def page(found: Skills, wanted: filters.SkillFilter) -> dict[str, Any]:
    """Return the context of the page's template."""
    kept = wanted.keep(found.skills)
    return {
        "skills": found,
        "groups": found.groups(kept),
        "frameworks": [group.title for group in found.groups()],
        "wanted": wanted,
        "levels": levels(),
        "lost": [
            sentences.lost(badge.name, sentences.day(badge.withdrawn_at))
            for badge in found.withdrawn
            if badge.id not in {one.award for one in found.leaving}
        ],
        "leaving": [_leaving(one) for one in found.leaving],
    }


def _leaving(view: badges.LeavingView) -> dict[str, Any]:
    return {
        "id": view.credential,
        "name": view.name,
        "sentence": sentences.leaving(view.name, sentences.day(view.until)),
        "lost": [
            sentences.show_again(one.label, sentences.level_word(one.level)) for one in view.lost
        ],
    }


def levels() -> list[dict[str, Any]]:
    """Return the four levels with their word and meaning, lowest first."""
    return [
        {
            "level": level,
            "word": sentences.level_word(level),
            "meaning": sentences.level_meaning(level),
        }
        for level in range(4)
    ]
