"""The header that every page of the host carries."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from agir_platform import contexts
from host.pages.gate import is_author, is_operator

register = template.Library()

NAMES = {"fr": "Français", "en": "English"}


@register.simple_tag
def skills_are_on() -> bool:
    """Tell whether this host shows skills: a context may be switched off."""
    return contexts.is_on("dashboard")


@register.inclusion_tag("host_pages/header.html", takes_context=True)
def host_header(context: dict[str, Any]) -> dict[str, Any]:
    """Show where one may go, which depends on who one is, and the language switch."""
    request = context["request"]
    user = getattr(request, "user", None)
    known = bool(user and user.is_authenticated)
    current = (get_language() or "en")[:2]
    codes = [code for code in dict(settings.LANGUAGES) if code in NAMES]
    return {
        "request": request,
        "user": user,
        "csrf_token": context.get("csrf_token", ""),
        "known": known,
        "commons": contexts.is_on("catalogue"),
        "skills": known and contexts.is_on("dashboard"),
        "author": known and is_author(request),
        "operator": known and is_operator(request),
        "here": request.path,
        "languages": [(code, NAMES[code]) for code in codes if code != current],
    }
