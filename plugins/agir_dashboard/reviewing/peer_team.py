"""A course's switch for reviews by peers, and what was shown: without a name, here too."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from agir_competencies.api import peers
from agir_competencies.api.peers import Policy
from agir_dashboard.permissions import PEERS
from agir_dashboard.reviewing import doors, peer_words, signing
from agir_dashboard.reviewing.attestations import uuid_of
from agir_dashboard.reviewing.downloads import download
from agir_kernel.errors import DomainError

DONE = {
    "chosen": lambda: _("Kept. Work that was sent before keeps what held then."),
    "stopped": lambda: _("Stopped. Its author reads why."),
}


@dataclass(frozen=True, slots=True)
class Form:
    """What is chosen, or was typed, to be shown again."""

    is_open: bool
    reviewers: str
    weight: str


@doors.for_team(PEERS)
def team(request: HttpRequest, course_key: str, title: str) -> HttpResponse:
    """Show what the course chose and what was shown; choose, or stop a piece of work."""
    form = form_of_policy(peers.policy_of(course_key))
    if request.method != "POST":
        return _page(request, course_key, title, form)
    sent = request.POST
    try:
        if sent.get("act") == "stop":
            key = uuid_of(sent.get("key", ""), peers.WorkUnknown)
            peers.stop(course_key, key, sent.get("reason", ""))
            return signing.left("peers-team", course_key, "stopped")
        form = _form(sent)
        peers.choose(course_key, _policy(form))
    except DomainError as refusal:
        return _page(request, course_key, title, form, refusal)
    return signing.left("peers-team", course_key, "chosen")


@doors.for_team(PEERS)
def team_file(request: HttpRequest, course_key: str, title: str, key: UUID) -> HttpResponseBase:
    """Hand a file over to the team, which may have to stop the work for it."""
    del request, title
    try:
        return download(peers.team_file(course_key, key))
    except DomainError:
        raise Http404 from None


def form_of_policy(policy: Policy) -> Form:
    """Return the form as the course's choice fills it."""
    return Form(policy.is_open, str(policy.reviewers), f"{policy.weight:.2f}")


def context(rows: list[peers.WorkView], form: Form) -> dict[str, Any]:
    """Return the context of the template, from the course's choice and what there is."""
    return {
        "form": form,
        "fewest": peers.FEWEST,
        "most": peers.MOST,
        "lightest": str(peers.LIGHTEST),
        "heaviest": str(peers.HEAVIEST),
        "rows": [peer_words.line(row) for row in rows],
    }


def _form(sent: QueryDict) -> Form:
    texts = (sent.get("reviewers", "").strip()[:9], sent.get("weight", "").strip()[:9])
    return Form(bool(sent.get("is_open")), *texts)


def _policy(form: Form) -> Policy:
    """Return the choice; raise ``PolicyOutOfBounds``, for what is no number too."""
    try:
        weight = Decimal(form.weight.replace(",", "."))
        reviewers = int(form.reviewers)
    except (InvalidOperation, ValueError):
        weight, reviewers = Decimal(0), 0
    if not weight.is_finite():
        weight = Decimal(0)
    return Policy(form.is_open, reviewers, weight)


def _page(
    request: HttpRequest,
    course_key: str,
    title: str,
    form: Form,
    refusal: DomainError | None = None,
) -> HttpResponse:
    rows = peers.of_course(course_key, language=doors.language())
    told = context(rows, form) | {"title": title, "course_key": course_key}
    return signing.page(request, "peers_team", told, DONE, refusal)
