"""Vouchers of a pool: issued, told once on a page or in a file, revoked."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agir_kernel.errors import DomainError
from agir_platform.documents import sheets
from agir_sponsorship.api import seats
from agir_sponsorship.pages.seats import pools
from agir_sponsorship.pages.seats.answering import ensure_may, whole
from agir_sponsorship.permissions import MANAGE_SEATS


@require_POST
@login_required
def issue(request: HttpRequest, pool_id: UUID) -> HttpResponseBase:
    """Issue vouchers; their codes are in this answer and in no other."""
    by = ensure_may(request, MANAGE_SEATS)
    try:
        view = seats.pool(pool_id)
    except seats.PoolUnknown as unknown:
        raise Http404 from unknown
    try:
        issued = seats.issue_vouchers(
            pool_id, whole(request.POST.get("count")), by=by, expires_at=view.valid_until
        )
    except DomainError as refusal:
        return pools.shown(request, pool_id, refusal)
    if request.POST.get("as") != "file":
        return pools.shown(request, pool_id, codes=issued.codes)
    rows = [[_("Voucher"), _("Seats")], *([code, view.name] for code in issued.codes)]
    return sheets.answer(rows, f"vouchers-{datetime.now(UTC):%Y-%m-%d}")


@require_POST
@login_required
def revoke(request: HttpRequest, batch_id: UUID) -> HttpResponseBase:
    """Void what nobody redeemed of a batch."""
    by = ensure_may(request, MANAGE_SEATS)
    try:
        seats.revoke_vouchers(batch_id, by=by)
    except seats.VoucherBatchUnknown as unknown:
        raise Http404 from unknown
    pool = next(one.pool for one in seats.batches() if one.id == batch_id)
    return redirect(f"{reverse('agir_sponsorship:pool', args=[pool])}?done=revoked")
