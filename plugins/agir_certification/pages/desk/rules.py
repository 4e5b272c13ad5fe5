"""Amounts, delays and duties with their days and sources; an operator writes over those shipped."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from agir_certification.api import rules
from agir_certification.domain.dated_rules import UNITS
from agir_certification.domain.hours import paris_day
from agir_certification.pages.desk import forms
from agir_certification.pages.desk.answering import Desk, done, enter, page
from agir_certification.permissions import MANAGE_RULES, READ_RULES
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError
from agir_platform.permissions import may

FIELDS = ("key", "since", "value", "source", "source_url", "verified_on")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Show what holds and what held; an operator writes a row, or takes one of theirs away."""
    desk = enter(request, MANAGE_RULES if request.method == "POST" else READ_RULES)
    if request.method != "POST":
        return _shown(request)
    form = request.POST
    try:
        key = forms.word(form, "key", rules.RuleKey)
        if form.get("act") == "remove":
            rules.remove(key, forms.needed_day(form, "since"))
            return done("desk-rules", word="removed")
        _write(request, desk, key)
    except DomainError as refusal:
        return _shown(request, refusal)
    return done("desk-rules", word="written")


def _write(request: HttpRequest, desk: Desk, key: rules.RuleKey) -> None:
    form = request.POST
    unit = UNITS.get(key, rules.Unit.WORKING_DAYS)
    typed = form.get("value", "").strip()
    value: int | None = None
    if typed:
        is_money = unit is rules.Unit.EURO_CENTS
        value = forms.cents(form, "value") if is_money else forms.whole(form, "value")
    verified = forms.day(form, "verified_on")
    url = form.get("source_url", "").strip()[:500]
    if url and not url.startswith("https://"):
        raise forms.FormUnfit(field="source_url")
    row = rules.DatedRule(
        key, forms.needed_day(form, "since"), value, form.get("source", "").strip()[:500], url,
        verified, to_verify=verified is None,
    )  # fmt: skip
    rules.write(row, by=desk.subject, now=SystemClock().now())


def _shown(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    today = paris_day(SystemClock().now())
    every, own = rules.every(), {(one.key, one.since) for one in rules.own()}
    groups = []
    for key in rules.RuleKey:
        rows = [one for one in every if one.key is key]
        now = max(
            (one for one in rows if one.since <= today), key=lambda one: one.since, default=None
        )
        groups.append(
            {
                "key": key.value, "name": rules.name(key),
                "value": rules.value(now) if now else "",
                "rows": [_row(one, now, own) for one in reversed(rows)],
            }
        )  # fmt: skip
    context = {
        "groups": groups,
        "keys": [{"value": one["key"], "word": one["name"]} for one in groups],
        "may_write": may(request.user, MANAGE_RULES),
        "form": {name: request.POST.get(name, "")[:500] for name in FIELDS},
        "is_wrong": refusal is not None,
    }
    return page(request, "rules.html", context, refusal)


def _row(
    one: rules.DatedRule, now: rules.DatedRule | None, own: set[tuple[Any, Any]]
) -> dict[str, Any]:
    return {
        "since": forms.said(one.since),
        "since_key": one.since.isoformat(),
        "value": rules.value(one),
        "source": one.source,
        "url": one.source_url,
        "verified": forms.said(one.verified_on),
        "to_verify": one.to_verify,
        "holds": one is now,
        "is_own": (one.key, one.since) in own,
    }
