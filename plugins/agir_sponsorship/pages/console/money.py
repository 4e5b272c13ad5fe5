"""Which transfers wait for a person, which refunds are due, and what do the accountants get?"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from agir_kernel.errors import DomainError
from agir_platform.documents import sheets
from agir_sponsorship import sentences
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import payments
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.domain.statement import StatementUnfit
from agir_sponsorship.pages.campaigns import words
from agir_sponsorship.pages.console import form
from agir_sponsorship.pages.console.entering import ensure
from agir_sponsorship.permissions import HANDLE_MONEY

ROOM: Final = 100_000  # bytes of a form around its file


def bounded(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse a request that says it is too large before anything reads it.

    The forgery check reads the whole form, so that it comes after.
    """
    protected = csrf_protect(page)

    @csrf_exempt
    @wraps(page)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > payments.BYTES + ROOM:
            return HttpResponse(status=413)
        return protected(request)

    return guarded


@bounded
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def money(request: HttpRequest) -> HttpResponse:
    """Show what waits; import a statement, match a line, confirm a refund."""
    ensure(request, HANDLE_MONEY)
    if request.method != "POST":
        return _page(request)
    try:
        told = _do(request)
    except DomainError as refusal:
        return _page(request, refusal)
    if told:
        return _page(request, said=told)
    return redirect(reverse("agir_sponsorship:console-money"))


@login_required
@require_safe
def accounting(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Answer the accounting export of a period as CSV."""
    ensure(request, HANDLE_MONEY)
    try:
        first = form.day(request.GET.get("from", ""), "from")
        last = form.day(request.GET.get("to", ""), "to")
        rows = payments.accounting_rows(first, last)
    except DomainError as refusal:
        return _page(request, refusal)
    return sheets.answer(rows, f"sponsorship-{first}-{last}")


def _do(request: HttpRequest) -> str:
    """Carry out what the form asks for; return what is to be said of it, '' for nothing."""
    told, user = request.POST, int(request.user.pk or 0)
    act = told.get("act", "")
    if act == "import":
        return _import(request, user)
    line = told.get("line", "")
    if act == "match":
        payments.match(form.identifier(line, "line"), told.get("reference", "")[:40], user)
    elif act == "set_aside":
        payments.set_aside(form.identifier(line, "line"), user, reason=told.get("reason", ""))
    elif act == "payout":
        fee = told.get("fee", "").strip()[:40]
        currency = getattr(settings, "AGIR_SPONSORSHIP_CURRENCY", "EUR")
        minor = api.typed(fee, currency) if fee.strip("0.,") else 0
        payments.payout(form.identifier(line, "line"), minor, user)
    elif act in ("agree", "sent"):
        refund = form.identifier(told.get("refund", ""), "refund")
        (payments.agree if act == "agree" else payments.confirm_sent)(refund, user)
    else:
        raise TransitionRefused(act=act[:20], state="")
    return ""


def _import(request: HttpRequest, user: int) -> str:
    file = request.FILES.get("statement")
    if file is None:
        raise StatementUnfit(why="absent", line=0)
    found = payments.import_statement(file.read(payments.BYTES + 1), user)
    sentence = ngettext(
        "%(matched)s line found its pledge; %(queued)s wait below, %(known)s were known already.",
        "%(matched)s lines found their pledges; %(queued)s wait below, %(known)s were known "
        "already.",
        found.matched,
    )
    return sentence % {"matched": found.matched, "queued": found.queued, "known": found.known}


def _page(
    request: HttpRequest, refusal: DomainError | None = None, *, said: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "lines": [
            {
                "id": one.id,
                "day": words.day(one.day),
                "label": one.label,
                "amount": words.money(one.amount_minor, one.currency),
                "why": words.word(words.WAITING, one.why),
                "suggested": one.suggested,
            }
            for one in payments.queue()
        ],
        "refunds": [
            {
                "id": one.id,
                "pledge": one.pledge,
                "reference": one.reference,
                "amount": words.money(one.amount_minor, one.currency),
                "is_card": one.method == "stripe",
                "needs_second": one.needs_second,
                "day": words.day(one.opened_at),
            }
            for one in payments.dues()
        ],
        "said": said,
        "error": sentences.sentence(refusal) if refusal else "",
    }
    status = sentences.status(refusal) if refusal else 200
    response = render(request, "agir_sponsorship/console/money.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
