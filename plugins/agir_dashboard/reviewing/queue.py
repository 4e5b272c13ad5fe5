"""The reviewers' queue, a request with its history, and its file as a download."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agir_competencies.api import prior
from agir_dashboard.permissions import REVIEW
from agir_dashboard.reviewing import doors, letters, refusals, words
from agir_dashboard.reviewing.downloads import download
from agir_kernel.errors import DomainError

SHOWN = ("open", "requested", "in_review", "accepted", "rejected", "withdrawn", "all")


@doors.for_team(REVIEW)
def reviews(request: HttpRequest, course_key: str, title: str) -> HttpResponse:
    """Show the requests to a course's team."""
    return _queue(request, course_key, {"title": title, "course_key": course_key})


@doors.for_operators
def every_review(request: HttpRequest) -> HttpResponse:
    """Show all requests of the site to who runs it."""
    return _queue(request, None, {"title": _("all courses"), "course_key": ""})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one request to its reviewer, or do what they decided; nobody else finds it."""
    if request.method != "POST":
        return _one(request, key)
    if not doors.reviews(request.user, key):
        raise Http404
    act = request.POST.get("act", "")
    try:
        do(doors.who(request), key, act, request.POST)
    except DomainError as refusal:
        return _one(request, key, refusal=refusal)
    if act in letters.WRITTEN:
        letters.after(key)
    return redirect("agir_dashboard:review", key=key)


@doors.for_reviewers
def review_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand the file of a request over to its reviewer."""
    try:
        return download(prior.proof(doors.who(request), key))
    except DomainError:
        raise Http404 from None


def do(user_id: int, key: UUID, act: str, sent: Any) -> None:
    """Take, give back, ask for more, accept or reject; raise ``RequestMoved`` for another word."""
    comment = sent.get("comment", "")
    if act == "take":
        prior.take(user_id, key)
    elif act == "give_back":
        prior.give_back(user_id, key)
    elif act == "ask_more":
        prior.ask_more(user_id, key, comment)
    elif act == "accept":
        prior.accept(user_id, key, levels_of(sent), comment)
    elif act == "reject":
        prior.reject(user_id, key, comment)
    else:
        raise prior.RequestMoved


def levels_of(sent: Any) -> dict[UUID, str]:
    """Return the level of each competency, by the fields ``level-<identifier>``."""
    found = {}
    for name in sent:
        if name.startswith("level-"):
            try:
                found[UUID(name.removeprefix("level-"))] = sent[name]
            except ValueError:
                continue
    return found


def line(view: prior.RequestView, *, own: bool = False) -> dict[str, Any]:
    """Return one request in words."""
    return {
        "id": view.id,
        "learner": view.learner or _("Somebody who has left"),
        "username": view.username,
        "course": view.course_title or _("the whole site"),
        "state": words.state(view, own=own),
        "status": view.status,
        "is_open": view.status in prior.OPEN,
        "is_waiting": view.is_waiting,
        "is_mine": view.is_mine and view.status == "in_review",
        "items": [
            {
                "ref": str(item.competency),
                "label": item.label,
                "level": words.share(item.share) if item.share is not None else "",
            }
            for item in view.items
        ],
        "note": view.note,
        "url": view.url,
        "file": _file(view.file),
        "date": words.day(view.asked_at),
        "reviewer": view.reviewer,
        "decided": words.day(view.decided_at),
        "comment": view.comment,
        "steps": [
            {
                "what": words.step(one.action),
                "by": _("the learner") if one.by_learner else one.by or _("somebody who has left"),
                "is_own": one.by_learner,
                "comment": one.comment,
                "date": words.day(one.at),
            }
            for one in view.steps
        ],
    }


def context(found: prior.RequestPage, shown: str) -> dict[str, Any]:
    """Return the context of the queue's template."""
    waiting = sum(found.counts.get(one, 0) for one in prior.OPEN)
    counted = {"open": waiting, "all": sum(found.counts.values()), **found.counts}
    names = {"open": _("to be decided"), "all": _("all"), **dict(words.states())}
    return {
        "rows": [line(view) for view in found.rows],
        "waiting": waiting,
        "shown": shown,
        "filters": [
            {"code": code, "word": names[code], "count": counted.get(code, 0)} for code in SHOWN
        ],
        "next": urlencode({"state": shown, "after": found.next}) if found.next else "",
    }


def context_of_one(view: prior.RequestView) -> dict[str, Any]:
    """Return the context of one request's template."""
    return {
        "one": line(view),
        "levels": words.levels(),
        "back": reverse("agir_dashboard:reviews", args=[view.course_key])
        if view.course_key
        else reverse("agir_dashboard:reviews-all"),
    }


def _file(view: Any) -> dict[str, Any] | None:
    if view is None:
        return None
    return {"name": view.name, "size": words.size(view.size), "gone": view.gone}


def _queue(request: HttpRequest, course_key: str | None, told: dict[str, Any]) -> HttpResponse:
    shown = request.GET.get("state", "open")
    shown = shown if shown in SHOWN else "open"
    found = prior.queued(
        doors.who(request),
        course_key,
        status="" if shown == "all" else shown,
        after=request.GET.get("after", ""),
        language=doors.language(),
    )
    return doors.page(request, "reviews.html", {**context(found, shown), **told, "here": "reviews"})


def _one(request: HttpRequest, key: UUID, *, refusal: DomainError | None = None) -> HttpResponse:
    try:
        view = doors.request_of(request.user, key)
    except DomainError:
        raise Http404 from None
    told = context_of_one(view) | {
        "error": refusals.sentence(refusal) if refusal else "",
        "comment": request.POST.get("comment", "") if refusal else "",
    }
    return doors.page(request, "review.html", told, refusals.status_of(refusal) if refusal else 200)
