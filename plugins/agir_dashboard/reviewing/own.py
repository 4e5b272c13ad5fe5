"""A learner's own requests for prior learning: asked, followed, answered, taken back."""

from __future__ import annotations

from collections.abc import Iterable
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

from agir_competencies.api import attesting, prior
from agir_competencies.api.prior import Proof, Sent
from agir_dashboard.reviewing import doors, refusals, words
from agir_dashboard.reviewing.downloads import download
from agir_dashboard.reviewing.queue import line
from agir_kernel.errors import DomainError
from agir_platform.uploads import bounded, is_exceeded


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, to be shown again; a file has to be chosen again."""

    skills: tuple[str, ...] = ()
    note: str = ""
    url: str = ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(prior.most_bytes)
def requests(request: HttpRequest) -> HttpResponse:
    """Show the person's requests and a form, or ask for a review."""
    if request.method != "POST":
        return _page(request, Form(), request.GET.get("course"))
    form, course = _form(request), request.POST.get("course", "")
    try:
        competencies = uuids(form.skills)
        prior.ask(doors.who(request), course, competencies, proof_of(request))
    except DomainError as refusal:
        return _page(request, form, course, refusal=refusal)
    return redirect(f"{reverse('agir_dashboard:prior')}?done=asked")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(prior.most_bytes)
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one request of the person with its history; answer its reviewer, or take it back."""
    if request.method != "POST":
        return _one(request, key)
    _mine(request, key)
    try:
        if request.POST.get("act") == "withdraw":
            prior.withdraw(doors.who(request), key)
        else:
            prior.answer(doors.who(request), key, proof_of(request))
    except DomainError as refusal:
        return _one(request, key, refusal=refusal)
    return redirect("agir_dashboard:prior-one", key=key)


@login_required
@require_safe
def own_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand over the file that the person sent."""
    try:
        return download(prior.own_proof(doors.who(request), key))
    except DomainError:
        raise Http404 from None


def uuids(texts: Iterable[str]) -> list[UUID]:
    """Return identifiers that were sent; raise ``NothingChosen`` for what is none."""
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise prior.NothingChosen(limit=prior.MOST_COMPETENCIES) from None


def proof_of(request: HttpRequest) -> Proof:
    """Return what was sent as a proof; raise ``FileTooLarge`` where a part was let fall."""
    if is_exceeded(request):
        raise prior.FileTooLarge(limit=max(1, prior.most_bytes() // 1024**2))
    sent = request.FILES.get("file")
    file = Sent(sent.name or "", sent) if sent is not None else None  # type: ignore[arg-type]
    return Proof(request.POST.get("note", ""), request.POST.get("url", ""), file)


def context(
    offered: list[attesting.Choice], form: Form, course: str, courses: dict[str, str]
) -> dict[str, Any]:
    """Return the context of the form, from what may be chosen."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in offered:
        ref = str(one.competency)
        row = {"ref": ref, "label": one.label, "chosen": ref in form.skills}
        groups.setdefault(one.framework, []).append(row)
    return {
        "form": form,
        "course": course,
        "courses": [{"key": key, "title": title} for key, title in courses.items()],
        "groups": groups.items(),
        "most": prior.MOST_COMPETENCIES,
        "most_size": words.size(prior.most_bytes()),
        "endings": ", ".join(prior.ENDINGS),
        "accept": ",".join(f".{ending}" for ending in prior.ENDINGS),
    }


def _form(request: HttpRequest) -> Form:
    skills = tuple(request.POST.getlist("skill"))[:100]
    return Form(
        skills=skills,
        note=request.POST.get("note", "").strip(),
        url=request.POST.get("url", "").strip(),
    )


def _page(
    request: HttpRequest, form: Form, course: str | None, *, refusal: DomainError | None = None
) -> HttpResponse:
    user_id, language = doors.who(request), doors.language()
    courses = prior.courses_of(user_id)
    if course is None or (course and course not in courses):
        course = next(iter(courses)) if len(courses) == 1 else ""
    offered = attesting.choices(*([course] if course else courses), language=language)
    done = request.GET.get("done") == "asked" and refusal is None
    told = context(offered, form, course, courses) | {
        "rows": [line(view, own=True) for view in prior.mine(user_id, language=language)],
        "done": _("Sent. A reviewer will look at it; you will find the answer here.")
        if done
        else "",
        "error": refusals.sentence(refusal) if refusal else "",
        "wrong": refusal.code if refusal else "",
    }
    return doors.page(request, "prior.html", told, refusals.status_of(refusal) if refusal else 200)


def _one(request: HttpRequest, key: UUID, *, refusal: DomainError | None = None) -> HttpResponse:
    told = {
        "one": line(_mine(request, key), own=True),
        "error": refusals.sentence(refusal) if refusal else "",
        "note": request.POST.get("note", "") if refusal else "",
        "most_size": words.size(prior.most_bytes()),
        "endings": ", ".join(prior.ENDINGS),
        "accept": ",".join(f".{ending}" for ending in prior.ENDINGS),
    }
    return doors.page(
        request, "prior_one.html", told, refusals.status_of(refusal) if refusal else 200
    )


def _mine(request: HttpRequest, key: UUID) -> prior.RequestView:
    """Return the person's request; somebody else's is not there."""
    try:
        return prior.own(doors.who(request), key, language=doors.language())
    except DomainError:
        raise Http404 from None
