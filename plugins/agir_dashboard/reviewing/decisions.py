"""Decisions on a learner's status: the list, a form to decide, and one to revoke."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from agir_competencies.api import attesting, overrides
from agir_competencies.api.overrides import Decision, OverrideView
from agir_dashboard.permissions import DECIDE
from agir_dashboard.reviewing import doors, signing, words
from agir_dashboard.reviewing.attestations import uuid_of
from agir_kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed, to be shown again; ``until`` is the last day, '' for none."""

    learner: str = ""
    competency: str = ""
    status: str = ""
    reason: str = ""
    until: str = ""


@doors.for_team(DECIDE)
def decisions(request: HttpRequest, course_key: str, title: str) -> HttpResponse:
    """Show the decisions of a course, take one, or revoke one."""
    if request.method != "POST":
        return _page(request, course_key, title, _asked(request.GET))
    form = form_of(request.POST)
    user_id = doors.who(request)
    try:
        if request.POST.get("act") == "revoke":
            key = uuid_of(request.POST.get("key", ""), overrides.OverrideUnknown)
            overrides.revoke(user_id, course_key, key, request.POST.get("why", ""))
            return signing.left("decisions", course_key, "revoked")
        competency = uuid_of(form.competency, attesting.NotOfCourse)
        learner = attesting.find_learner(course_key, form.learner)
        what = Decision(competency, form.status, form.reason, end_of(form.until))
        overrides.decide(user_id, course_key, learner, what)
    except DomainError as refusal:
        return _page(request, course_key, title, form, refusal=refusal)
    return signing.left("decisions", course_key, "decided")


def _asked(sent: QueryDict) -> Form:
    """Return the form as a link to it may begin it: what, and nobody's name in an address."""
    return Form(competency=form_of(sent).competency)


def form_of(sent: QueryDict) -> Form:
    """Return the form as it was sent."""
    return Form(
        learner=sent.get("learner", "").strip()[:255],
        competency=sent.get("competency", ""),
        status=sent.get("status", ""),
        reason=sent.get("reason", "").strip(),
        until=sent.get("until", "").strip()[:10],
    )


def end_of(text: str) -> datetime | None:
    """Return the end of a day, the site's midnight; ``None`` for none; raise ``ExpiryPast``."""
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise overrides.ExpiryPast
    return timezone.make_aware(datetime.combine(found, time.max))


def context(
    rows: list[OverrideView], choices: list[attesting.Choice], form: Form
) -> dict[str, Any]:
    """Return the context of the template."""
    return {
        "form": form,
        "choices": choices,
        "statuses": words.statuses(),
        "open": [line(row) for row in rows if row.ended_at is None],
        "ended": [line(row) for row in rows if row.ended_at is not None],
    }


def line(row: OverrideView) -> dict[str, Any]:
    """Return one decision in words."""
    return {
        "id": row.id,
        "learner": row.learner or _("Somebody who has left"),
        "username": row.username,
        "label": row.label,
        "status": words.status(row.status),
        "reason": row.reason,
        "by": row.by or _("somebody who has left"),
        "date": words.day(row.at),
        "until": words.day(row.until),
        "is_stale": row.is_stale,
        "has_expired": row.has_expired,
        "ended": words.day(row.ended_at),
        "how": words.end(row.ended_how),
        "ended_by": row.ended_by,
        "ended_reason": row.ended_reason,
    }


DONE = {
    "decided": lambda: _("Decided. The learner reads it, with your name and your reason."),
    "revoked": lambda: _("Revoked. The status follows the evidence again."),
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
    rows = overrides.overrides(course_key, language=language)
    told = context(rows, attesting.choices(course_key, language=language), form)
    told |= {"title": title, "course_key": course_key}
    return signing.page(request, "decisions", told, DONE, refusal)
