"""The pages that everybody reads: each operator's health, its courses, what is doubted of them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agir_catalogue import sentences
from agir_catalogue.api import peers
from agir_catalogue.pages.federation import words
from agir_catalogue.pages.federation.shown import page
from agir_catalogue.permissions import DISPUTE, MANAGE_PEERS
from agir_kernel.errors import DomainError
from agir_platform.permissions import ensure, may


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show every operator whose courses are shown here. Six statements."""
    return page(
        request,
        "peers.html",
        {
            "peers": [card(one) for one in peers.peers()],
            "disputes": peers.disputes(limit=20),
            "may_manage": may(request.user, MANAGE_PEERS),
        },
    )


@require_safe
def one(request: HttpRequest, peer: int) -> HttpResponse:
    """Show how one operator does. Eight statements."""
    return peer_page(request, peer)


@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, course: int) -> HttpResponse:
    """Show a course of another operator; a POST says what of it is not so."""
    try:
        found = peers.course(course)
    except DomainError as unknown:
        raise Http404 from unknown
    fault, status, text = "", 200, ""
    if request.method == "POST":
        text = request.POST.get("text", "")[: peers.DISPUTE_LIMIT + 1]
        try:
            ensure(request.user, DISPUTE)
            assert request.user.pk is not None  # noqa: S101  the permission asks for an account
            peers.dispute(course, request.user.pk, text)
            return redirect(f"{reverse('agir_catalogue:peer-course', args=[course])}#disputes")
        except DomainError as refusal:
            fault, status = sentences.sentence(refusal), sentences.status(refusal)
    return page(
        request,
        "course.html",
        {
            "course": found,
            "disputes": peers.disputes(course=course),
            "remarks": [sentences.reading(code) for code in found.remarks],
            "may_dispute": may(request.user, DISPUTE),
            "may_manage": may(request.user, MANAGE_PEERS),
            "limit": peers.DISPUTE_LIMIT,
            "fault": fault,
            "text": text,
        },
        status,
    )


def peer_page(
    request: HttpRequest, number: int, *, fault: str = "", status: int = 200
) -> HttpResponse:
    """Return the page of one operator, with the sentence of a refusal."""
    try:
        found = peers.peer(number)
    except DomainError as unknown:
        raise Http404 from unknown
    if found.state == peers.State.REMOVED and not may(request.user, MANAGE_PEERS):
        raise Http404
    return page(
        request,
        "peer.html",
        {
            "peer": card(found),
            "harvests": [{"view": one, "told": words.harvest(one)} for one in found.harvests],
            "rejections": [
                {"record": one.record, "told": sentences.reading(one.reason), "at": one.at}
                for one in peers.rejections(number)
            ],
            "disputes": peers.disputes(peer=number),
            "courses": peers.courses(peer=number, limit=20),
            "may_manage": may(request.user, MANAGE_PEERS),
            "fault": fault,
            "is_asked": request.GET.get("asked") == "1",
        },
        status,
    )


def card(peer: peers.PeerView) -> dict[str, Any]:
    """Return an operator in words."""
    return {
        "view": peer,
        "state": words.state(peer),
        "reason": sentences.reading(peer.reason) if peer.reason else "",
        "is_active": peer.state == peers.State.ACTIVE,
        "is_removed": peer.state == peers.State.REMOVED,
    }
