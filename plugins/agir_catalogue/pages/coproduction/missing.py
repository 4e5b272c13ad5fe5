"""Themes that people miss: anybody signed in proposes one, a moderator reads it first."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_catalogue.api import diversity, initiatives, themes
from agir_catalogue.pages.coproduction import shown, words
from agir_catalogue.permissions import MODERATE_THEMES, SUGGEST_THEMES
from agir_kernel.errors import DomainError
from agir_platform.permissions import may


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the themes that people miss; propose one, take it back, or answer one."""
    return said(request) if request.method == "POST" else _shown(request)


@login_required
def said(request: HttpRequest) -> HttpResponse:
    """Do what a form of the page says."""
    if not may(request.user, SUGGEST_THEMES):
        raise PermissionDenied(_("Sign in to propose a theme."))
    act, by = request.POST.get("act", ""), int(request.user.pk or 0)
    try:
        if act == "suggest":
            initiatives.suggest(
                request.POST.get("title", ""), request.POST.get("text", "")[:9000], by=by
            )
        elif act == "take-back":
            initiatives.take_back(_uuid(request), by=by)
        elif act in ("publish", "decline"):
            _moderate(request, by, publish=act == "publish")
    except DomainError as refusal:
        return _shown(request, refusal)
    return redirect(f"{reverse('agir_catalogue:theme-suggestions')}?done=1")


def _moderate(request: HttpRequest, by: int, *, publish: bool) -> None:
    if not may(request.user, MODERATE_THEMES):
        raise PermissionDenied(_("This is decided by those who run the site. Ask them."))
    initiatives.moderate(
        _uuid(request), publish=publish, reason=request.POST.get("reason", ""),
        theme_id=request.POST.get("theme", "")[:64], by=by,
    )  # fmt: skip


def _uuid(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("suggestion", ""))
    except ValueError:
        return UUID(int=0)


def _shown(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    language = get_language() or "en"
    user_id = shown.who(request)
    may_moderate = may(request.user, MODERATE_THEMES)
    calls = {one.theme.id: one.id for one in diversity.calls()}
    context: dict[str, Any] = {
        "published": [_told(one, calls, language) for one in initiatives.published()],
        "own": [
            _told(one, calls, language)
            for one in (initiatives.suggestions_of(user_id) if user_id else ())
        ],
        "waiting": [
            _told(one, calls, language) for one in (initiatives.waiting() if may_moderate else ())
        ],
        "may_suggest": may(request.user, SUGGEST_THEMES),
        "themes": [(one.id, one.name(language)) for one in themes.scheme("agir").themes],
        "typed": request.POST if refusal else {},
    }
    return shown.page(request, "missing.html", context, refusal)


def _told(one: initiatives.Suggestion, calls: dict[str, UUID], language: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "text": one.text,
        "state": one.state.value,
        "word": words.suggestion(one.state),
        "day": words.day(one.at),
        "reason": one.reason,
        "theme": themes.theme(one.theme_id).name(language) if one.theme_id else "",
        "call": calls.get(one.theme_id) if one.theme_id else None,
    }
