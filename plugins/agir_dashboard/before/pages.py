"""What lies on this device, shown to who signed in, before anything is written.

The browser alone knows its receipts: the page's script sends them, and draws what comes back.
Nothing is kept before its owner says so, for a device is often shared.
"""

from __future__ import annotations

import json
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from agir_competencies.api import claims
from agir_dashboard.before import shown, words
from agir_kernel.errors import DomainError
from agir_platform.rest import sentence_of

MOST_BYTES: Final = 250_000
LONGEST_COUNT: Final = 3


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest) -> HttpResponse:
    """Show the page; with receipts, what they are (``act`` look), or keep those ticked (keep)."""
    if request.method != "POST":
        return _page(request, done=_done(request.GET.get("kept", "")))
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    text = request.POST.get("receipts", "")
    tokens = _tokens(text)
    try:
        if request.POST.get("act") == "keep":
            ticked = set(request.POST.getlist("keep"))
            wanted = [one for place, one in enumerate(tokens) if str(place) in ticked]
            outcome = claims.claim(request.user.pk, wanted)
            return redirect(f"{reverse('agir_dashboard:before')}?kept={outcome.claimed}")
        views = claims.preview(request.user.pk, tokens)
    except DomainError as refusal:
        return _page(request, refusal=refusal)
    rows = shown.rows(views, get_language() or "en")
    return _page(request, rows=rows, receipts=json.dumps(tokens))


def _page(request: HttpRequest, **facts: Any) -> HttpResponse:
    refusal: DomainError | None = facts.pop("refusal", None)
    rows = facts.get("rows", [])
    context = {
        "rows": rows,
        "is_open": any(not row.why for row in rows),
        "gone": json.dumps([row.place for row in rows if row.is_gone]),
        "error": sentence_of(words.SENTENCES[refusal.code], refusal.facts) if refusal else "",
        "error_code": refusal.code if refusal else "",
        **facts,
    }
    status = words.STATUSES[refusal.code] if refusal else 200
    response = render(request, "agir_dashboard/before.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _tokens(text: str) -> list[Any]:
    """Return what was sent, [] for what is no list."""
    try:
        told = json.loads(text) if len(text) <= MOST_BYTES else []
    except (ValueError, RecursionError):
        return []
    return told if isinstance(told, list) else []


def _done(text: str) -> str:
    is_count = text.isascii() and text.isdigit() and len(text) <= LONGEST_COUNT
    return words.done(int(text)) if is_count and int(text) else ""
