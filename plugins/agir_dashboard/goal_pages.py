"""The learner's own goals: pages that are whole without JavaScript, seen by nobody else."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agir_competencies.api import goals as own
from agir_competencies.api.goals import Told
from agir_dashboard import goal_forms, goal_letters, goal_refusals, goal_words, goals
from agir_dashboard.goal_forms import Filled
from agir_kernel.errors import DomainError
from agir_kernel.searching import plain
from agir_platform.refusals import SENTENCES
from agir_platform.rest import sentence_of

SHOWN: Final = 60  # skills on a form at once, besides those that are chosen
SEARCHED: Final = 12  # skills from which on a search is offered


@login_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Show the person's goals: present ones, then past ones."""
    cards = goals.cards_of(_who(request), _language())
    ended = request.GET.get("ended", "")
    return _page(
        request,
        "goals.html",
        {
            "present": [card for card in cards if card.is_open],
            "past": [card for card in cards if not card.is_open],
            "ended": next((card for card in cards if str(card.id) == ended), None),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new goal, or keep it: the learner's own, or one that is proposed."""
    user_id = _who(request)
    if request.method != "POST":
        return _form(request, Filled(), request.GET.get("course"))
    course, form = request.POST.get("course", ""), goal_forms.filled(request.POST)
    if "look" in request.POST:
        return _form(request, form, course)
    try:
        if "proposal" in request.POST:
            own.take(user_id, _uuid(request.POST["proposal"]))
        else:
            own.set_goal(user_id, course, goal_forms.wish(form, timezone.localdate()))
    except DomainError as refusal:
        return _form(request, form, course, refusal=refusal)
    return redirect("agir_dashboard:goals")


@login_required
@require_safe
def one(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Show one goal of the person with its history."""
    user_id = _who(request)
    card = _mine(user_id, goal_id)
    return _page(
        request,
        "goal.html",
        {
            "card": card,
            "steps": goals.steps(user_id, goal_id),
            "reasons": goal_words.reasons(without=["got_what_i_needed"]),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Show a goal's form, or revise it."""
    user_id = _who(request)
    card = _mine(user_id, goal_id)
    if request.method != "POST":
        return _form(request, goal_forms.of_card(card), card.course_key, card=card)
    form = goal_forms.filled(request.POST)
    if "look" in request.POST:
        return _form(request, form, card.course_key, card=card)
    try:
        wish = goal_forms.wish(form, timezone.localdate())
        own.revise(user_id, goal_id, wish, goal_forms.told(form))
    except DomainError as refusal:
        return _form(request, form, card.course_key, card=card, refusal=refusal)
    return redirect("agir_dashboard:goals")


@login_required
@require_POST
def close(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """End a goal: satisfied in one tap, or stopped, with or without a reason."""
    end = request.POST.get("end", "")
    reason = request.POST.get("reason", "")
    if end == "satisfied" and not reason:
        reason = "got_what_i_needed"
    note = request.POST.get("note", "").strip()
    told = Told(reason, note, goal_forms.judgement(request.POST))
    return _moved(request, goal_id, lambda who: own.close(who, goal_id, end, told), ended=True)


@login_required
@require_POST
def undo(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Take the end of a goal back."""
    return _moved(request, goal_id, lambda who: own.undo(who, goal_id))


@login_required
@require_POST
def say(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Keep what the person says of hours, or of a certificate."""
    kind, amount = request.POST.get("kind", ""), request.POST.get("amount", "0")
    return _moved(request, goal_id, lambda who: own.say(who, goal_id, kind, amount or "0"))


@login_required
@require_POST
def remind(request: HttpRequest, goal_id: UUID) -> HttpResponse:
    """Keep, or take back, the wish to be reminded."""
    wanted = goal_letters.is_on() and bool(request.POST.get("wanted"))
    return _moved(request, goal_id, lambda who: own.remind(who, goal_id, wanted=wanted))


@csrf_exempt  # The token is the secret, and mail programs post without a cookie (RFC 8058).
@require_http_methods(["GET", "HEAD", "POST"])
def quiet(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters about one goal; reading the link changes nothing."""
    goal_id = goal_letters.goal_of(token)
    if goal_id is None:
        raise Http404
    done = request.method == "POST"
    if done:
        own.stop_reminding(goal_id)
    return _page(request, "goal_quiet.html", {"done": done})


def _moved(request: HttpRequest, goal_id: UUID, act: Any, *, ended: bool = False) -> HttpResponse:
    """Do it, then show the goals; a refusal is a page that says why."""
    user_id = _who(request)
    _mine(user_id, goal_id)
    try:
        act(user_id)
    except DomainError as refusal:
        told = {"card": _mine(user_id, goal_id), "error": sentence(refusal)}
        told |= {"steps": goals.steps(user_id, goal_id), "reasons": goal_words.reasons()}
        return _page(request, "goal.html", told, status=_status(refusal))
    address = reverse("agir_dashboard:goals")
    return redirect(f"{address}?ended={goal_id}" if ended else address)


def _form(
    request: HttpRequest,
    form: Filled,
    course: str | None,
    *,
    card: goals.Card | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Show the form, for the course that is asked or the one that is likeliest meant."""
    user_id = _who(request)
    context = form_context(user_id, form, course, card)
    if refusal is None:
        return _page(request, "goal_form.html", context)
    context |= {"error": sentence(refusal), "wrong": refusal.code}
    return _page(request, "goal_form.html", context, status=_status(refusal))


def form_context(
    user_id: int, form: Filled, course: str | None, card: goals.Card | None = None
) -> dict[str, Any]:
    """Return the context of the form's template."""
    language = _language()
    everywhere = own.to_choose(user_id, "", language=language)
    keys = [key for key, _ in everywhere.courses]
    if course is None or (course and course not in keys):
        course = keys[0] if len(keys) == 1 else ""
    choices = own.to_choose(user_id, course, language=language) if course else everywhere
    return context_of(choices, form, course, card)


def context_of(
    choices: own.Choices, form: Filled, course: str, card: goals.Card | None = None
) -> dict[str, Any]:
    """Return the same from what may be chosen."""
    groups, found, left = _skills(choices.competencies, form)
    return {
        "form": form,
        "card": card,
        "course": course,
        "courses": [{"key": key, "title": title} for key, title in choices.courses],
        "groups": groups.items(),
        "can_search": len(choices.competencies) > SEARCHED,
        "found": found,
        "left": left,
        "units": choices.units,
        "proposals": [] if card else [_proposal(view) for view in choices.proposals],
        "intents": goal_words.intents(course),
        "levels": goal_words.levels(),
        "when": goal_forms.WHEN.items(),
        "reasons": goal_words.reasons(without=["got_what_i_needed"]),
        "has_more": bool(form.units or form.hours),
    }


def _skills(
    choices: tuple[own.Choice, ...], form: Filled
) -> tuple[dict[str, list[dict[str, Any]]], int, int]:
    """Return the skills to show by framework, how many were found, and how many are left out.

    What is chosen is always shown: a search must not take it out of the form.
    """
    wanted = plain(form.find).split()
    groups: dict[str, list[dict[str, Any]]] = {}
    found = 0
    for one in choices:
        level = form.level_of(one.ref)
        matches = all(word in plain(f"{one.label} {one.group}") for word in wanted)
        found += matches
        if level or (matches and found <= SHOWN):
            row = {"ref": one.ref, "label": one.label, "level": level}
            groups.setdefault(one.group, []).append(row)
    return groups, found, max(0, found - SHOWN)


def _proposal(view: own.ProposalView) -> dict[str, Any]:
    title = view.title_fr if _language().startswith("fr") else view.title_en
    return {"id": view.id, "title": title, "labels": [one for one in view.labels if one]}


def sentence(refusal: DomainError) -> str:
    """Return a refusal in words."""
    told = goal_refusals.SENTENCES.get(refusal.code)
    told = told or SENTENCES.get(refusal.code, SENTENCES["refused"])
    return sentence_of(told, refusal.facts)


def _status(refusal: DomainError) -> int:
    return goal_refusals.STATUSES.get(refusal.code, HTTPStatus.BAD_REQUEST)


def _mine(user_id: int, goal_id: UUID) -> goals.Card:
    """Return the person's goal; somebody else's is not there."""
    try:
        return goals.card_of(user_id, goal_id, _language())
    except DomainError:
        raise Http404 from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _who(request: HttpRequest) -> int:
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    return int(request.user.pk)


def _language() -> str:
    return get_language() or "en"


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(request, f"agir_dashboard/{template}", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
