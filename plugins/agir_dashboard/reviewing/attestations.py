"""Attestations of a course: the list, a form to attest, and one to take back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from agir_competencies.api import attesting
from agir_competencies.api.attesting import AttestationView, Said
from agir_dashboard.permissions import ATTEST
from agir_dashboard.reviewing import doors, signing, words
from agir_kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, to be shown again."""

    learner: str = ""
    competency: str = ""
    level: str = "full"
    note: str = ""
    url: str = ""


@doors.for_team(ATTEST)
def attestations(request: HttpRequest, course_key: str, title: str) -> HttpResponse:
    """Show the attestations of a course, attest one, or take one back."""
    if request.method != "POST":
        return _page(request, course_key, title, _asked(request.GET))
    form = form_of(request.POST)
    if request.POST.get("act") == "begin":  # whom, from a table of learners
        return _page(request, course_key, title, Form(learner=form.learner))
    user_id = doors.who(request)
    try:
        if request.POST.get("act") == "withdraw":
            key = uuid_of(request.POST.get("key", ""), attesting.AttestationUnknown)
            attesting.withdraw(user_id, course_key, key, request.POST.get("reason", ""))
            return signing.left("attestations", course_key, "withdrawn")
        competency = uuid_of(form.competency, attesting.NotOfCourse)
        learner = attesting.find_learner(course_key, form.learner)
        said = Said(competency, form.level, form.note, form.url)
        attesting.attest(user_id, course_key, learner, said)
    except DomainError as refusal:
        return _page(request, course_key, title, form, refusal=refusal)
    return signing.left("attestations", course_key, "attested")


def _asked(sent: QueryDict) -> Form:
    """Return the form as a link to it may begin it: what, and nobody's name in an address."""
    return Form(competency=form_of(sent).competency)


def form_of(sent: QueryDict) -> Form:
    """Return the form as it was sent."""
    return Form(
        learner=sent.get("learner", "").strip()[:255],
        competency=sent.get("competency", ""),
        level=sent.get("level", "full"),
        note=sent.get("note", "").strip(),
        url=sent.get("url", "").strip(),
    )


def uuid_of(text: str, refusal: type[DomainError]) -> UUID:
    """Return an identifier that was sent; raise ``refusal`` for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise refusal from None


def context(
    rows: list[AttestationView], choices: list[attesting.Choice], form: Form
) -> dict[str, Any]:
    """Return the context of the template, from what may be chosen and what there is."""
    return {
        "form": form,
        "choices": choices,
        "levels": words.levels(),
        "rows": [line(row) for row in rows],
    }


def line(row: AttestationView) -> dict[str, Any]:
    """Return one attestation in words."""
    return {
        "id": row.id,
        "learner": row.learner or _("Somebody who has left"),
        "username": row.username,
        "label": row.label,
        "level": words.level(row.level),
        "note": row.note,
        "url": row.url,
        "by": _("peers") if row.origin == "peers" else row.by or _("somebody who has left"),
        "date": words.day(row.at),
        "withdrawn": words.day(row.withdrawn_at),
        "withdrawn_by": row.withdrawn_by or _("somebody who has left"),
        "reason": row.withdrawn_reason,
    }


DONE = {
    "attested": lambda: _("Attested. The learner reads it, with your name, on their skills page."),
    "withdrawn": lambda: _("Withdrawn. The learner reads why, with your name."),
}


def _page(
    request: HttpRequest,
    course_key: str,
    title: str,
    form: Form,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    language = doors.language()
    rows = attesting.attestations(course_key, language=language)
    told = context(rows, attesting.choices(course_key, language=language), form)
    told |= {"title": title, "course_key": course_key}
    return signing.page(request, "attestations", told, DONE, refusal)
