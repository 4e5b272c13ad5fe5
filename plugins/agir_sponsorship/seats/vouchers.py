"""How are vouchers issued, found, redeemed and revoked?

Only an HMAC of a code is stored: its key is a setting of the site, or derived from the site's
secret; keys that were replaced still read (``SECRET_KEY_FALLBACKS``). A code is looked for outside
the transaction of a claim, so that a wrong one is counted even when the claim is undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from agir_sponsorship.domain import voucher as rules
from agir_sponsorship.domain.voucher import (
    VoucherBatchInvalid,
    VoucherBatchUnknown,
    VoucherUnknown,
)
from agir_sponsorship.models import SeatPool, Voucher, VoucherBatch
from agir_sponsorship.seats import pools, trying
from agir_sponsorship.seats.data import BatchView, Found, Issued

KEY_SETTING = "AGIR_SPONSORSHIP_VOUCHER_KEY"


def keys() -> list[bytes]:
    """Return the keys that read a voucher, the one that writes first."""
    own = str(getattr(settings, KEY_SETTING, "") or "")
    secrets = [settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", [])]
    derived = [sha256(b"agir.sponsorship.voucher:" + str(one).encode()).digest() for one in secrets]
    return [own.encode(), *derived] if own else derived


def issue(
    pool: UUID, count: int, *, by: UUID, now: datetime, expires_at: datetime | None = None
) -> Issued:
    """Issue vouchers on a pool that needs them; the codes are told now and never again.

    Never more than seats that neither a claim nor another voucher holds. Raises ``PoolUnknown``,
    ``VoucherBatchInvalid``.
    """
    key = keys()[0]
    with transaction.atomic():
        row = pools.locked(pool)
        if row.is_open or row.state != "open" or (expires_at is not None and expires_at <= now):
            raise VoucherBatchInvalid(limit=0)
        rules.checked_count(count, pools.free(row))
        batch = VoucherBatch.objects.create(
            id=uuid4(), pool=row, count=count, issued_by=by, issued_at=now, expires_at=expires_at
        )
        codes = [rules.draw() for _ in range(count)]
        Voucher.objects.bulk_create(
            [
                Voucher(
                    id=uuid4(), batch=batch, digest=rules.digest(code, key), last_four=code[-4:]
                )
                for code in codes
            ],
            batch_size=500,
        )
    return Issued(batch.pk, tuple(rules.shown(code) for code in codes))


def find(typed: object, *, subject: UUID, address: str, now: datetime) -> Found:
    """Return the voucher of a code; raise ``VoucherUnknown``, ``VoucherTried``.

    Call it outside the transaction of the claim: each try is counted, 5 an hour by account and 50
    by address, and a right code takes its own count back. It is not told why a code is unknown.
    """
    counted = trying.count(subject, address, now)
    code = rules.plain(typed)
    digests = [rules.digest(code, key) for key in keys()]
    row = Voucher.objects.select_related("batch").filter(digest__in=digests).first()
    if row is None or not code or not rules.same(row.digest, digests):
        raise VoucherUnknown
    if not _is_usable(row, subject, now):
        raise VoucherUnknown
    trying.take_back(counted)
    return Found(row.pk, pools.one(row.batch.pool_id))


def redeem(voucher: UUID, pool: SeatPool, subject: UUID, now: datetime) -> None:
    """Bind a voucher to a learner, or raise ``VoucherUnknown``; the pool's row is held."""
    row = Voucher.objects.select_related("batch").filter(pk=voucher).first()
    if row is None or row.batch.pool_id != pool.pk or not _is_usable(row, subject, now):
        raise VoucherUnknown
    mine = Voucher.objects.filter(Q(subject=None) | Q(subject=subject), pk=voucher, state="issued")
    if not mine.update(state="redeemed", subject=subject):
        raise VoucherUnknown


def give_back(voucher: UUID) -> None:
    """Let the learner to whom it is bound use a voucher again, unless its batch was revoked."""
    row = Voucher.objects.select_related("batch").filter(pk=voucher, state="redeemed").first()
    if row is not None:
        row.state = "issued" if row.batch.revoked_at is None else "revoked"
        row.save(update_fields=["state"])


def revoke(batch: UUID, *, by: UUID, now: datetime) -> int:
    """Void a batch's vouchers that nobody redeemed; return how many. Idempotent.

    What was redeemed stays redeemed. Raises ``VoucherBatchUnknown``.
    """
    row = VoucherBatch.objects.filter(pk=batch).first()
    if row is None:
        raise VoucherBatchUnknown(batch=str(batch))
    with transaction.atomic():
        pools.locked(row.pool_id)
        VoucherBatch.objects.filter(pk=batch, revoked_at=None).update(revoked_at=now, revoked_by=by)
        return Voucher.objects.filter(batch=batch, state="issued").update(state="revoked")


def batches(pool: UUID | None = None) -> list[BatchView]:
    """Return batches, or a pool's, newest first. One SELECT."""
    rows = VoucherBatch.objects.select_related("pool").annotate(
        redeemed=Count("vouchers", filter=Q(vouchers__state="redeemed"))
    )
    if pool is not None:
        rows = rows.filter(pool=pool)
    return [
        BatchView(
            row.pk, row.pool_id, row.pool.name, row.count, row.redeemed, row.issued_at,
            row.expires_at, row.revoked_at,
        )
        for row in rows
    ]  # fmt: skip


def endings(batch: UUID) -> Sequence[tuple[str, str]]:
    """Return the last four signs and the state of each voucher of a batch."""
    rows = Voucher.objects.filter(batch=batch).order_by("last_four", "id")
    return list(rows.values_list("last_four", "state"))


def _is_usable(row: Voucher, subject: UUID, now: datetime) -> bool:
    batch = row.batch
    return (
        row.state == "issued"
        and row.subject in (None, subject)
        and batch.revoked_at is None
        and (batch.expires_at is None or batch.expires_at > now)
    )
