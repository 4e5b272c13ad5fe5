"""The skills page: server-rendered, whole without JavaScript."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agir_badges import api as badges
from agir_certification.api import learning
from agir_dashboard import filters, sentences
from agir_dashboard.certifying import shown
from agir_dashboard.skills import Skills, skills_of
from agir_platform import contexts
from agir_platform.learners import api as learners


@login_required
@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """Show the signed-in learner their own skills and badges; nobody else's."""
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    language = get_language() or "en"
    found = skills_of(request.user.pk, language, with_goals=True)
    told = page(found, filters.asked(request.GET)) | {
        "certifying": certifying(request.user.pk, found, language),
    }
    response = render(request, "agir_dashboard/skills.html", told)
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


def certifying(user_id: int, found: Skills, language: str) -> list[dict[str, Any]]:
    """Return the blocs that the learner is near; no statement where no skill stands in a sheet."""
    subject = learners.known_subject(user_id) if contexts.is_on("certification") else None
    if subject is None:
        return []
    uris = [skill.uri for skill in found.skills if skill.status == "demonstrated"]
    near = learning.near(subject, uris, language=language)
    return [{"code": one.code, "title": one.title, "bloc": shown.bloc(one.bloc)} for one in near]


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
