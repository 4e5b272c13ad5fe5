"""The work on a call: what institutions propose, what was decided, who does what."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agir_catalogue.api import coproduction, diversity, initiatives, themes
from agir_catalogue.api.diversity import CallUnknown
from agir_catalogue.api.initiatives import Errand, Plan, ProposalUnknown
from agir_catalogue.pages.coproduction import shown
from agir_catalogue.permissions import ACT_FOR_INSTITUTION, DECIDE_PROPOSALS
from agir_kernel.errors import DomainError
from agir_platform.permissions import may

LONGEST: Final = 5000
MOST: Final = 60
DECISIONS: Final = ("accept", "decline")


@require_safe
def page(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Show the work on a call."""
    return _shown(request, call_id)


@require_POST
@login_required
def act(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Write, hand in, withdraw or decide on a proposal; add or close a task."""
    if not may(request.user, ACT_FOR_INSTITUTION):
        raise PermissionDenied(_("Sign in to act for an institution."))
    try:
        diversity.call(call_id)
        _do(request, call_id)
    except (CallUnknown, ProposalUnknown) as unknown:
        raise Http404 from unknown
    except coproduction.NotOfInstitution as refusal:
        raise PermissionDenied(_("This is for the members of the institution.")) from refusal
    except DomainError as refusal:
        return _shown(request, call_id, refusal)
    return redirect(f"{reverse('agir_catalogue:call-work', args=[call_id])}?done=1")


def _do(request: HttpRequest, call_id: UUID) -> None:
    said, by = request.POST.get("act", ""), int(request.user.pk or 0)
    is_operator = may(request.user, DECIDE_PROPOSALS)
    if said == "write":
        initiatives.write(call_id, _uuid(request, "institution"), _plan(request), by=by)
    elif said == "rewrite":
        initiatives.rewrite(_uuid(request, "proposal"), _plan(request), by=by)
    elif said in ("submit", "withdraw", "reopen"):
        initiatives.act(_uuid(request, "proposal"), said, by=by)
    elif said in DECISIONS:
        if not is_operator:
            raise PermissionDenied(_("This is decided by those who run the site. Ask them."))
        reason = request.POST.get("reason", "")
        initiatives.decide(_uuid(request, "proposal"), said, reason, by=by)
    elif said == "task":
        errand = Errand(request.POST.get("title", ""), request.POST.get("due", "")[:20])
        house = _uuid(request, "institution")
        initiatives.add_task(call_id, house, errand, by=by, is_operator=is_operator)
    elif said in ("done", "dropped", "open"):
        number = request.POST.get("task", "")
        key = int(number) if number.isascii() and number.isdigit() and len(number) < 15 else 0
        initiatives.set_task(key, said, by=by, is_operator=is_operator)


def _plan(request: HttpRequest) -> Plan:
    asked = request.POST
    addresses = asked.get("competencies", "")[: LONGEST * 4].split()
    return Plan(
        asked.get("title", ""),
        asked.get("text", "")[: LONGEST * 2],
        initiatives.competencies_named(addresses[:MOST]),
        asked.getlist("theme")[:MOST],
        asked.get("starts", "")[:20],
        asked.get("ready", "")[:20],
    )


def _uuid(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return UUID(int=0)


def _typed(request: HttpRequest, proposal: dict[str, Any], said: str) -> dict[str, Any]:
    """Return what the forms of a proposal hold: what was typed into the one that was refused."""
    asked = request.POST
    is_meant = bool(said) and asked.get("proposal", "") == str(proposal["id"])
    plan = {
        "title": proposal["title"],
        "text": proposal["text"],
        "competencies": proposal["addresses"],
        "starts": f"{proposal['starts_on'] or ''}",
        "ready": f"{proposal['ready_on'] or ''}",
    }
    is_rewritten = is_meant and said == "rewrite"
    return {
        "plan": {name: asked.get(name, "") for name in plan} if is_rewritten else plan,
        "plan_themes": asked.getlist("theme") if is_rewritten else proposal["theme_ids"],
        "is_rewritten": is_rewritten,
        "said_reason": asked.get("reason", "") if is_meant and said in DECISIONS else "",
        "is_undecided": is_meant and said in DECISIONS,
    }


def _shown(request: HttpRequest, call_id: UUID, refusal: DomainError | None = None) -> HttpResponse:
    try:
        call = diversity.call(call_id)
    except CallUnknown as unknown:
        raise Http404 from unknown
    language = get_language() or "en"
    user_id = shown.who(request)
    own = coproduction.mine(user_id) if user_id else {}
    is_operator = may(request.user, DECIDE_PROPOSALS)
    houses = {one.id: one for one in coproduction.institutions()}
    found = initiatives.tasks(call=call_id) if own or is_operator else []
    tasks = [one for one in found if is_operator or one.institution in own]
    rows = shown.proposals(initiatives.proposals(call_id, user_id), houses, own)
    said = request.POST.get("act", "") if refusal else ""
    context: dict[str, Any] = {
        "call": {"id": call.id, "name": call.theme.name(language), "state": call.state.value},
        "proposals": [one | _typed(request, one, said) for one in rows],
        "own": [houses[key] for key in own if key in houses],
        "tasks": shown.tasks(tasks, houses, own, is_operator=is_operator),
        "is_inside": bool(own) or is_operator,
        "may_decide": is_operator,
        "charged": list(houses.values()) if is_operator else [houses[key] for key in own],
        "themes": [(one.id, one.name(language)) for one in themes.scheme("agir").themes],
        "typed": request.POST if said == "write" else {},
        "typed_themes": request.POST.getlist("theme") if said == "write" else [call.theme.id],
        "typed_task": request.POST if said == "task" else {},
        "said": said,
    }
    return shown.page(request, "work.html", context, refusal)
