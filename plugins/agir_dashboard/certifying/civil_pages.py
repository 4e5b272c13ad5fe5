"""The civil status of the learner: asked before the exam, corrected by its owner.

Nothing that is typed reaches an address, a log or an error page; no box asks for a consent, for
the ground is the law or a contract, and the notice says which.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from agir_certification.api import civil_status, geography, learning
from agir_certification.api.geography import Place
from agir_dashboard.certifying import civil_form, civil_words, doors, refusals, roles, words
from agir_dashboard.certifying.civil_form import Form
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.select import platform

MOST_COUNT = 3


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def civil(request: HttpRequest) -> HttpResponse:
    """Show the notice and the form, look for a place, or keep what was typed."""
    subject = doors.subject(request)
    if request.method != "POST":
        return _page(request, subject, _kept(subject))
    form = civil_form.typed(request.POST)
    if request.POST.get("act") == "find":
        return _page(request, subject, form, is_search=True)
    status, unread = civil_form.status_of(form)
    is_sure = request.POST.get("sure") == "1"
    checked = learning.faults(status, username="" if is_sure else _username(request))
    wrong = civil_words.of_checks(checked) | civil_words.of_form(unread)
    if wrong:
        return _page(request, subject, form, wrong=wrong)
    given = civil_status.Given(
        status=status,
        notice_version=request.POST.get("notice", "")[:32],
        role=roles.role_of(subject),
        nir=request.POST.get("nir", "")[:32] if learning.asks_nir() else "",
    )
    try:
        ready = civil_status.record(learners.subject_of(doors.who(request)), given)
    except DomainError as refusal:
        return _page(request, subject, form, refusal=refusal)
    return redirect(f"{reverse('agir_dashboard:certify-civil')}?done={ready}")


def done(text: str) -> str:
    """Return what was done: kept, and how many passages are ready again; '' for no count."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_COUNT):
        return ""
    ready = int(text)
    if not ready:
        return _("It is kept, encrypted. You may correct it here at any time.")
    told = ngettext(
        "It is corrected: %(count)s result that had come back goes out again with the next file.",
        "It is corrected: %(count)s results that had come back go out again with the next file.",
        ready,
    )
    return told % {"count": ready}


@sensitive_variables()
def _kept(subject: UUID | None) -> Form:
    if subject is None or not civil_status.is_recorded(subject):
        return Form()
    return civil_form.of(civil_status.read(subject, by=subject, purpose="learner").status)


def _username(request: HttpRequest) -> str:
    person = platform().people.person(doors.who(request))
    return person.username if person else ""


@sensitive_variables()
def _page(
    request: HttpRequest, subject: UUID | None, form: Form, *, is_search: bool = False,
    wrong: dict[str, str] | None = None, refusal: DomainError | None = None,
) -> HttpResponse:  # fmt: skip
    told: dict[str, Any] = {
        "form": form,
        "wrong": wrong or {},
        "error": refusals.sentence(refusal) if refusal else "",
        "notice": civil_status.notice(roles.role_of(subject)),
        "is_recorded": subject is not None and civil_status.is_recorded(subject),
        "is_wanted": subject is not None and learning.is_asked(subject),
        "came_back": [] if subject is None else civil_status.refused(subject),
        "places": _places(form, is_search=is_search),
        "is_search": is_search,
        "asks_sure": "sure" in request.POST
        or str(civil_words.OF_NAMES["username"]) in (wrong or {}).values(),
        "asks_nir": learning.asks_nir(),
        "done": "" if wrong or refusal or is_search else done(request.GET.get("done", "")),
        "months": range(1, 13),
    }
    status = refusals.status(refusal) if refusal else 422 if wrong else 200
    return doors.page(request, "civil.html", told, status)


@sensitive_variables()
def _places(form: Form, *, is_search: bool) -> list[dict[str, str]]:
    """Return the places to choose from: those that are found, or the one that was chosen."""
    if is_search and form.find:
        kind = "country" if form.where == "abroad" else "commune"
        return [_place(one) for one in geography.search(form.find, kind)]
    known = geography.named(form.place) if form.place else None
    return [_place(known)] if known else []


def _place(one: Place) -> dict[str, str]:
    return {"code": one.code, "label": one.label, "until": words.day(one.until)}
