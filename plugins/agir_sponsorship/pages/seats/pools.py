"""Pools of seats, for those who run the site: open, read, close."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods

from agir_kernel.errors import DomainError
from agir_platform import themes
from agir_sponsorship.api import organisations, seats, solidarity
from agir_sponsorship.domain import amounts
from agir_sponsorship.pages.seats import words
from agir_sponsorship.pages.seats.answering import ensure_may, page, whole
from agir_sponsorship.permissions import MANAGE_SEATS

CURRENCY = "EUR"
FIELDS = (
    "name", "organisation", "source", "pledge", "bought", "price", "certifications",
    "course_keys", "until", "key",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def listed(request: HttpRequest) -> HttpResponse:
    """Show all pools and open one."""
    ensure_may(request, MANAGE_SEATS)
    if request.method != "POST":
        return _list(request)
    try:
        made = seats.open_pool(_opening(request), idempotency_key=_key(request))
    except DomainError as refusal:
        return _list(request, refusal)
    return redirect("agir_sponsorship:pool", pool_id=made.id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one(request: HttpRequest, pool_id: UUID) -> HttpResponse:
    """Show a pool; close it (``act`` is ``close``)."""
    ensure_may(request, MANAGE_SEATS)
    try:
        if request.method == "POST" and request.POST.get("act") == "close":
            seats.close_pool(pool_id)
            return redirect(f"{reverse('agir_sponsorship:pool', args=[pool_id])}?done=closed")
        return shown(request, pool_id)
    except seats.PoolUnknown as unknown:
        raise Http404 from unknown


def shown(
    request: HttpRequest,
    pool_id: UUID,
    refusal: DomainError | None = None,
    codes: tuple[str, ...] = (),
) -> HttpResponse:
    """Return the page of a pool, with vouchers just issued where there are; raise."""
    view = seats.pool(pool_id)
    context = {
        "pool": _pool(view),
        "codes": codes,
        "batches": [
            {
                "id": batch.id,
                "count": batch.count,
                "redeemed": batch.redeemed,
                "day": words.day(batch.issued_at),
                "until": words.day(batch.expires_at),
                "revoked": words.day(batch.revoked_at),
                "ends": seats.endings(batch.id)[:50],
            }
            for batch in seats.batches(pool_id)
        ],
        "done": request.GET.get("done", "") if refusal is None else "",
        "count": request.POST.get("count", "")[:6],
    }
    return page(request, "seats/pool.html", context, refusal)


def _list(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    fund = solidarity.held(CURRENCY)
    context = {
        "pools": [_pool(one) for one in seats.pools_of()],
        "organisations": [
            (one.uuid, one.told.public_name) for one in organisations.organisations(["verified"])
        ],
        "fund": words.amount(fund.held, CURRENCY),
        "fund_left": words.amount(fund.left, CURRENCY),
        "waiting": len(solidarity.queue()),
        "form": {name: request.POST.get(name, "")[:500] for name in FIELDS}
        | {"key": _key(request)},
        "schemes": _schemes(request.POST.getlist("theme")),
        "has_code": request.POST.get("door") == "code",
    }
    return page(request, "seats/pools.html", context, refusal)


def _schemes(chosen: list[str]) -> list[dict[str, Any]]:
    """Return the themes that there are, scheme by scheme; none while nobody tells themes."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in themes.named():
        told = {"id": one.theme, "name": one.name, "chosen": one.theme in chosen}
        found.setdefault(one.scheme, []).append(told)
    return [
        {"name": name, "themes": several, "chosen": any(one["chosen"] for one in several)}
        for name, several in found.items()
    ]


def _chosen(request: HttpRequest) -> tuple[str, ...]:
    """Return the themes that were ticked; raise ``SeatFigureInvalid`` for one that was not there.

    A theme that nobody knows would be a pool that pays for nothing.
    """
    there = {one.theme for one in themes.named()}
    chosen = tuple(dict.fromkeys(request.POST.getlist("theme")))
    if not there.issuperset(chosen):
        raise seats.SeatFigureInvalid(field="theme", limit="")
    return chosen


def _pool(one: seats.PoolView) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "bought": one.bought,
        "used": one.used,
        "left": one.left,
        "vouchers": one.vouchers,
        "price": words.amount(one.price_minor, one.currency),
        "is_open": one.is_open,
        "is_closed": one.state == "closed",
        "certifications": ", ".join(one.scope.certifications),
        "course_keys": ", ".join(one.scope.course_keys),
        "themes": _names(one.scope.themes),
        "until": words.day(one.valid_until),
    }


def _names(chosen: tuple[str, ...]) -> list[str]:
    """Return what themes are called, the code of one that nobody names now."""
    called = {one.theme: one.name for one in themes.named()} if chosen else {}
    return [called.get(one, one) for one in chosen]


def _opening(request: HttpRequest) -> seats.Opening:
    form = request.POST
    try:
        price = amounts.typed(form.get("price", ""), CURRENCY)
    except amounts.AmountUnfit as unfit:
        raise seats.SeatFigureInvalid(field="price", limit="") from unfit
    until = form.get("until", "").strip()
    return seats.Opening(
        name=form.get("name", ""),
        organisation=organisations.verified(_uuid(form.get("organisation", ""))).uuid,
        source=form.get("source", ""),
        source_id=_uuid(form.get("pledge", "")) if form.get("source") == "pledge" else None,
        scope=seats.Scope(
            _words(form.get("certifications")), _words(form.get("course_keys")), _chosen(request)
        ),
        bought=whole(form.get("bought")),
        price_minor=price,
        currency=CURRENCY,
        is_open=form.get("door") != "code",
        valid_from=datetime.now(UTC),
        valid_until=_end_of(until) if until else None,
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text.strip())
    except ValueError as error:
        raise seats.SeatFigureInvalid(field="source", limit="") from error


def _end_of(text: str) -> datetime:
    """Return the end of a day; raise ``SeatFigureInvalid``."""
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None:
        raise seats.SeatFigureInvalid(field="valid_until", limit="")
    return datetime.combine(found, time.max, tzinfo=UTC)


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text or "").replace(",", " ").split()))[:50]


def _key(request: HttpRequest) -> str:
    """Return the form's own key, so that a form sent twice opens one pool."""
    sent = request.POST.get("key", "")
    return sent[:64] if 16 <= len(sent) <= 64 else uuid4().hex
