"""What did somebody type about a campaign? A plan, or what cannot be read of it."""

from __future__ import annotations

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

STEPS: Final = 5  # milestones that the form has room for


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


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the form's page shows: what was typed, and the choices."""
    form = request.POST
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
            for at in range(1, STEPS + 1)
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
    for at in range(1, STEPS + 1):
        title = request.POST.get(f"step_title_{at}", "").strip()[:200]
        deliverable = request.POST.get(f"step_deliverable_{at}", "").strip()[:1000]
        amount = request.POST.get(f"step_amount_{at}", "").strip()[:40]
        if title or deliverable or amount:
            found.append(api.PlannedStep(title, deliverable, api.typed(amount, currency)))
    return found


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
