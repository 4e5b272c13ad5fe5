"""Addresses of seats, vouchers and the solidarity fund."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_sponsorship.pages.seats import aid, batches, learner, pools

MANAGE: Final = "agir/sponsorship/manage"
SEATS: Final[list[URLPattern]] = [
    path("agir/seats/", learner.mine, name="my-seats"),
    path("agir/seats/aid/", learner.ask, name="aid-ask"),
    path("agir/seats/aid/<uuid:request_id>/appeal/", learner.appeal, name="aid-appeal"),
    path("agir/seats/voucher/", learner.voucher, name="voucher"),
    path(f"{MANAGE}/seats/", pools.listed, name="pools"),
    path(f"{MANAGE}/seats/<uuid:pool_id>/", pools.one, name="pool"),
    path(f"{MANAGE}/seats/<uuid:pool_id>/vouchers/", batches.issue, name="vouchers-issue"),
    path(f"{MANAGE}/vouchers/<uuid:batch_id>/revoke/", batches.revoke, name="vouchers-revoke"),
    path(f"{MANAGE}/aid/", aid.queue, name="aid-queue"),
    path(f"{MANAGE}/aid/<uuid:request_id>/", aid.decide, name="aid-decide"),
]
