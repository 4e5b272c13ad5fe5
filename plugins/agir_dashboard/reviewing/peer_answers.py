"""What a person may answer for: the work of peers, without their name."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agir_competencies.api import peers
from agir_competencies.api.peers import Answer
from agir_dashboard.reviewing import doors, peer_words, refusals
from agir_dashboard.reviewing.attestations import uuid_of
from agir_dashboard.reviewing.downloads import download
from agir_kernel.errors import DomainError


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show the work that the person may answer for, who waits longest first."""
    user_id = doors.who(request)
    rows = peers.queued(user_id, language=doors.language())
    told = {
        "rows": [peer_words.line(view) for view in rows],
        "answered": peers.answered(user_id),
        "done": _("Thank you. What you said reaches them without your name.")
        if request.GET.get("done") == "answered"
        else "",
    }
    return doors.page(request, "peers_queue.html", told)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one piece of work, or answer for it; whoever may not finds nothing."""
    if request.method != "POST":
        return _page(request, key)
    try:
        peers.answer(doors.who(request), key, answer_of(request.POST))
    except DomainError as refusal:
        return _page(request, key, refusal)
    return redirect(f"{reverse('agir_dashboard:peers-queue')}?done=answered")


@login_required
@require_safe
def file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand the file over to who may answer for it."""
    try:
        return download(peers.shown_file(doors.who(request), key))
    except DomainError:
        raise Http404 from None


def answer_of(sent: QueryDict) -> Answer:
    """Return what was answered; raise ``NothingSeen`` for what is neither yes nor not yet."""
    said = sent.get("says", "")
    if said not in ("yes", "no"):
        raise peers.NothingSeen
    seen = frozenset(uuid_of(text, peers.NothingSeen) for text in sent.getlist("seen")[:50])
    return Answer(said == "yes", seen, sent.get("comment", ""))


def _page(request: HttpRequest, key: UUID, refusal: DomainError | None = None) -> HttpResponse:
    try:
        view = peers.to_answer(doors.who(request), key, language=doors.language())
    except DomainError:
        raise Http404 from None
    told = {
        "one": peer_words.line(view),
        "says": request.POST.get("says", ""),
        "seen": request.POST.getlist("seen"),
        "comment": request.POST.get("comment", ""),
        "error": refusals.sentence(refusal) if refusal else "",
        "wrong": refusal.code if refusal else "",
    }
    status = refusals.status_of(refusal) if refusal else 200
    return doors.page(request, "peers_answer.html", told, status)
