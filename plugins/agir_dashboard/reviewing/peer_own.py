"""A learner's own work that peers look at: shown, followed, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agir_competencies.api import attesting, peers, prior
from agir_dashboard.reviewing import doors, own, peer_words, refusals, words
from agir_dashboard.reviewing.attestations import uuid_of
from agir_dashboard.reviewing.downloads import download
from agir_kernel.errors import DomainError
from agir_platform.uploads import bounded


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, to be shown again; a file has to be chosen again."""

    skill: str = ""
    note: str = ""
    url: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(prior.most_bytes)
def works(request: HttpRequest) -> HttpResponse:
    """Show the person's work and a form, or show one more piece to peers."""
    if request.method != "POST":
        form = Form(skill=request.GET.get("skill", "")[:36])
        return _page(request, form, request.GET.get("course"))
    sent, course = request.POST, request.POST.get("course", "")
    form = Form(
        sent.get("skill", "")[:36], sent.get("note", "").strip(), sent.get("url", "").strip()
    )
    try:
        skill = uuid_of(form.skill, attesting.NotOfCourse)
        peers.show(doors.who(request), course, skill, own.proof_of(request))
    except DomainError as refusal:
        return _page(request, form, course, refusal=refusal)
    return redirect(f"{reverse('agir_dashboard:peers')}?done=shown")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one piece of the person's work with what peers said, or take it back."""
    refusal = None
    if request.method == "POST":
        _mine(request, key)
        try:
            peers.withdraw(doors.who(request), key)
            return redirect("agir_dashboard:peers-one", key=key)
        except DomainError as error:
            refusal = error
    told = {
        "one": peer_words.line(_mine(request, key)),
        "error": refusals.sentence(refusal) if refusal else "",
    }
    status = refusals.status_of(refusal) if refusal else 200
    return doors.page(request, "peers_one.html", told, status)


@login_required
@require_safe
def own_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand over the file that the person sent."""
    try:
        return download(peers.own_file(doors.who(request), key))
    except DomainError:
        raise Http404 from None


def context(
    offered: list[attesting.Choice], form: Form, course: str, courses: dict[str, str]
) -> dict[str, Any]:
    """Return the context of the form, from what may be chosen."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for choice in offered:
        ref = str(choice.competency)
        row = {"ref": ref, "label": choice.label, "chosen": ref == form.skill}
        groups.setdefault(choice.framework, []).append(row)
    return {
        "form": form,
        "course": course,
        "courses": [{"key": key, "title": title} for key, title in courses.items()],
        "groups": groups.items(),
        "most_size": words.size(prior.most_bytes()),
        "endings": ", ".join(prior.ENDINGS),
        "accept": ",".join(f".{ending}" for ending in prior.ENDINGS),
    }


def _page(
    request: HttpRequest, form: Form, course: str | None, *, refusal: DomainError | None = None
) -> HttpResponse:
    user_id, language = doors.who(request), doors.language()
    courses = peers.courses_of(user_id)
    if course not in courses:
        course = next(iter(courses), "")
    offered = attesting.choices(course, language=language) if course else []
    policy = peers.policy_of(course) if course else peers.Policy()
    done = request.GET.get("done") == "shown" and refusal is None
    told = context(offered, form, course, courses) | {
        "rows": [peer_words.line(view) for view in peers.mine(user_id, language=language)],
        "waiting": len(peers.queued(user_id, language=language)),
        "needed": policy.reviewers,
        "done": _("Shown. Peers will look at it; you will find what they say here.")
        if done
        else "",
        "error": refusals.sentence(refusal) if refusal else "",
        "wrong": refusal.code if refusal else "",
    }
    return doors.page(request, "peers.html", told, refusals.status_of(refusal) if refusal else 200)


def _mine(request: HttpRequest, key: UUID) -> peers.WorkView:
    """Return the person's work; somebody else's is not there."""
    try:
        return peers.own(doors.who(request), key, language=doors.language())
    except DomainError:
        raise Http404 from None
