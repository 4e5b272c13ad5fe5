"""What did somebody type about a campaign? A plan, or what cannot be read of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, ClassVar, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from agir_kernel.errors import DomainError
from agir_platform import calls
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.domain.amounts import DECIMALS
from agir_sponsorship.pages.campaigns import words

STEPS: Final = 5  # milestones that an empty form has room for
MOST: Final = 20  # and any form


class FormUnfit(DomainError):
    """A part of the form cannot be read; ``field`` says which."""

    code: ClassVar[str] = "campaign_form_unfit"


def plan(request: HttpRequest) -> api.Plan:
    """Return the plan of a form; raise ``FormUnfit`` or ``AmountUnfit``."""
    form = request.POST
    currency = form.get("currency", "")[:3]
    return api.Plan(
        kind=api.Kind(_chosen(form.get("kind", ""), words.KINDS, "kind")),
        mode=api.Mode(_chosen(form.get("mode", ""), words.MODES, "mode")),
        title=form.get("title", ""),
        summary=form.get("summary", ""),
        currency=_chosen(currency, DECIMALS, "currency"),
        goal_minor=api.typed(form.get("goal", "")[:40], currency),
        minimum_minor=api.typed(form.get("minimum", "")[:40], currency),
        opens_at=_start(form.get("opens", ""), "opens"),
        closes_at=_start(form.get("closes", ""), "closes"),
        steps=tuple(_steps(request, currency)),
        course_key=form.get("course", "").strip()[:255],
        subject=form.get("subject", "")[:500],
        call=_call(form.get("call", "")),
        partner_name=form.get("partner_name", "")[:200],
        partner_url=form.get("partner_url", "").strip()[:500],
    )


def written(one: api.CampaignView) -> dict[str, str]:
    """Return a draft as its form was typed."""
    told = {
        "kind": one.kind, "mode": one.mode, "title": one.title, "summary": one.summary,
        "course": one.course_key, "subject": one.subject, "call": str(one.call or ""),
        "currency": one.currency, "goal": api.figures(one.goal_minor, one.currency),
        "minimum": api.figures(one.minimum_minor, one.currency),
        "opens": timezone.localdate(one.opens_at).isoformat(),
        "closes": timezone.localdate(one.closes_at).isoformat(),
        "partner_name": one.partner_name, "partner_url": one.partner_url,
    }  # fmt: skip
    for at, step in enumerate(one.milestones, 1):
        told[f"step_title_{at}"] = step.title
        told[f"step_deliverable_{at}"] = step.deliverable
        told[f"step_amount_{at}"] = api.figures(step.amount_minor, one.currency)
    return told


def context(request: HttpRequest, draft: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what the form's page shows: what was typed or the ``draft``, and the choices."""
    form: Mapping[str, Any] = request.POST if request.method == "POST" else draft or {}
    site = getattr(settings, "AGIR_SPONSORSHIP_CURRENCY", "EUR")
    chosen = form.get("call") or request.GET.get("call", "")
    return {
        "form": form,
        "kinds": words.choices(words.KINDS, form.get("kind", "")),
        "calls": [
            {"value": one.call, "label": one.title, "chosen": one.call == chosen}
            for one in calls.every()
            if one.is_open
        ],
        "modes": words.choices(words.MODES, form.get("mode", "")),
        "currencies": words.choices(
            {code: code for code in sorted(DECIMALS)}, form.get("currency", site)
        ),
        "steps": [
            {
                "number": at,
                "title": form.get(f"step_title_{at}", ""),
                "deliverable": form.get(f"step_deliverable_{at}", ""),
                "amount": form.get(f"step_amount_{at}", ""),
            }
            for at in range(1, _rows(form) + 1)
        ],
    }


def identifier(text: str, field: str) -> UUID:
    """Return the UUID that a hidden field carries; raise ``FormUnfit``."""
    try:
        return UUID(text)
    except ValueError as error:
        raise FormUnfit(field=field) from error


def day(text: str, field: str) -> date:
    """Return a day written 2026-11-27, from 2000 to 2100; raise ``FormUnfit``."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError as error:
        raise FormUnfit(field=field) from error
    if not 2000 <= found.year <= 2100:
        raise FormUnfit(field=field)
    return found


def _steps(request: HttpRequest, currency: str) -> list[api.PlannedStep]:
    found = []
    for at in range(1, MOST + 1):
        title = request.POST.get(f"step_title_{at}", "").strip()[:200]
        deliverable = request.POST.get(f"step_deliverable_{at}", "").strip()[:1000]
        amount = request.POST.get(f"step_amount_{at}", "").strip()[:40]
        if title or deliverable or amount:
            found.append(api.PlannedStep(title, deliverable, api.typed(amount, currency)))
    return found


def _rows(form: Mapping[str, Any]) -> int:
    """Return how many milestones the form shows: those that were written, and room for one."""
    last = max((at for at in range(1, MOST + 1) if form.get(f"step_title_{at}")), default=0)
    return min(MOST, max(STEPS, last + 1))


def _call(text: str) -> UUID | None:
    """Return the call that was chosen; raise ``FormUnfit`` for one that is not open."""
    if not text:
        return None
    found = calls.one(text)
    if found is None or not found.is_open:
        raise FormUnfit(field="call")
    return UUID(found.call)


def _chosen(value: str, table: dict[str, Any], field: str) -> str:
    if value not in table:
        raise FormUnfit(field=field)
    return value


def _start(text: str, field: str) -> datetime:
    """Return the first instant of a day in the site's zone: one, also when clocks change."""
    return timezone.make_aware(datetime.combine(day(text, field), time()))
