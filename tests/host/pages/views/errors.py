"""Refusals and faults, in the look of the other pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the reason, when one was given."""
    reason = str(exception or "") or _("This page is not open to your account.")
    return render(
        request, "host_pages/error.html", {"title": _("Not for you"), "reason": reason}, status=403
    )


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404 with a way back."""
    reason = _("Nothing lives at this address. It may have moved, or the link may be cut.")
    return render(
        request,
        "host_pages/error.html",
        {"title": _("Page not found"), "reason": reason},
        status=404,
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database, which may be the cause."""
    page = render_to_string(
        "host_pages/fault.html",
        {
            "title": _("Something broke"),
            "reason": _("The fault is ours and was noted. Your answers are kept. Try again."),
        },
    )
    return HttpResponseServerError(page)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose CSRF token is missing or old."""
    sentence = _("This form waited too long. Go back, reload the page and send it again.")
    return render(
        request,
        "host_pages/error.html",
        {"title": _("Send it again"), "reason": sentence},
        status=403,
    )
