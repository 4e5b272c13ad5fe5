"""The pages of those who run the site: whom it reads, what is the same, what is answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agir_catalogue import sentences, tasks
from agir_catalogue.api import peers
from agir_catalogue.api.peers import State
from agir_catalogue.pages.federation import words
from agir_catalogue.pages.federation.public import peer_page
from agir_catalogue.pages.federation.shown import page
from agir_catalogue.permissions import MANAGE_PEERS
from agir_kernel.errors import DomainError
from agir_platform.permissions import may

Page = Callable[..., HttpResponse]
LONGEST: Final = 500
STATES: Final = {"pause": State.PAUSED, "resume": State.ACTIVE, "remove": State.REMOVED}


def for_operators(view: Page) -> Page:
    """Open a page to those who run the site alone."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, **names: Any) -> HttpResponse:
        if not may(request.user, MANAGE_PEERS):
            raise PermissionDenied(_("This page is for those who run the site. Ask them."))
        return view(request, **names)

    return guarded


@for_operators
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask for an address, show who lies there with its keys, and trust it once that was seen."""
    if request.method != "POST":
        return page(request, "add.html", {})
    url = request.POST.get("url", "")[:LONGEST]
    try:
        if seal := request.POST.get("seal", ""):
            number = peers.trust(url, seal)
            tasks.after_trust(number)
            return redirect("agir_catalogue:peer", peer=number)
        found = peers.look(url)
    except DomainError as refusal:
        context = {"url": url, "fault": told(refusal)}
        return page(request, "add.html", context, sentences.status(refusal))
    return page(request, "add.html", {"url": url, "found": found})


@for_operators
@require_POST
def act(request: HttpRequest, peer: int) -> HttpResponse:
    """Pause, resume, remove, or read now."""
    said = request.POST.get("act", "")
    try:
        if said in STATES:
            peers.set_state(peer, STATES[said])
        elif said == "read":
            tasks.after_trust(peer)
            return redirect(f"{reverse('agir_catalogue:peer', args=[peer])}?asked=1")
    except DomainError as refusal:
        status = sentences.status(refusal)
        return peer_page(request, peer, fault=told(refusal), status=status)
    return redirect("agir_catalogue:peer", peer=peer)


@for_operators
@require_http_methods(["GET", "HEAD"])
def same(request: HttpRequest) -> HttpResponse:
    """Show which courses are taken for one, and which may be."""
    return _same(request)


@for_operators
@require_POST
def settle(request: HttpRequest, merge: int) -> HttpResponse:
    """Fold two courses into one, or take them apart with a reason."""
    try:
        if request.POST.get("act") == "confirm":
            peers.confirm_merge(merge)
        else:
            peers.undo_merge(merge, request.POST.get("reason", "")[:LONGEST])
    except DomainError as refusal:
        return _same(request, told(refusal), sentences.status(refusal))
    return redirect("agir_catalogue:peer-merges")


@for_operators
@require_POST
def answer(request: HttpRequest, dispute: int) -> HttpResponse:
    """Answer a dispute in the name of the site."""
    number = request.POST.get("peer", "")
    peer = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    try:
        peers.answer(dispute, request.POST.get("text", "")[: peers.DISPUTE_LIMIT + 1])
    except DomainError as refusal:
        return peer_page(request, peer, fault=told(refusal), status=sentences.status(refusal))
    return redirect("agir_catalogue:peer", peer=peer) if peer else redirect("agir_catalogue:peers")


def told(refusal: DomainError) -> str:
    """Return a refusal in words: of this context, or of a reading."""
    if refusal.code in sentences.READINGS:
        return sentences.reading(refusal.code)
    return sentences.sentence(refusal)


def _same(request: HttpRequest, fault: str = "", status: int = 200) -> HttpResponse:
    merges = [
        {"view": one, "told": words.rule(one.rule), "waits": one.state == "proposed"}
        for one in peers.merges()
    ]
    return page(request, "same.html", {"merges": merges, "fault": fault}, status)
