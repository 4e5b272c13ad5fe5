"""Who enters the pages of frameworks? Everybody signed in reads; who runs the site imports."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agir_dashboard.permissions import IMPORT_FRAMEWORKS, READ_FRAMEWORKS, WRITE_FRAMEWORKS
from agir_platform.permissions import may

Page = Callable[..., HttpResponseBase]


def for_readers(page: Page) -> Page:
    """Open a page to everybody who is signed in: frameworks are public data."""
    return _guarded(page, READ_FRAMEWORKS)


def for_importers(page: Page) -> Page:
    """Open a page to those who run the site, before anything that was sent is read."""
    return _guarded(page, IMPORT_FRAMEWORKS)


def for_writers(page: Page) -> Page:
    """Open a page to those who write the site's own frameworks."""
    return _guarded(page, WRITE_FRAMEWORKS)


def _guarded(page: Page, action: str) -> Page:
    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, **names: Any) -> HttpResponseBase:
        if not may(request.user, action):
            raise PermissionDenied(_("This page is for those who run the site. Ask them."))
        return page(request, **names)

    return guarded


def may_import(request: HttpRequest) -> bool:
    """Tell whether the visitor may bring a framework in."""
    return may(request.user, IMPORT_FRAMEWORKS)


def may_write(request: HttpRequest) -> bool:
    """Tell whether the visitor writes the site's own frameworks."""
    return may(request.user, WRITE_FRAMEWORKS)


def who(request: HttpRequest) -> int:
    """Return the signed-in person."""
    assert request.user.pk is not None  # noqa: S101  a guard lets nobody else in
    return int(request.user.pk)


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page that no shared cache keeps."""
    response = render(request, f"agir_dashboard/{template}", context, status=status)
    response["Cache-Control"] = "private, no-cache"
    return response
