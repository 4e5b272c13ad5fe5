"""Which number of which status list does a new credential get?

The counter of the open list moves by one guarded UPDATE, whose row lock lasts until the caller's
transaction ends: two processes never share a number, and a transaction that is undone gives its
own back. Nothing is searched: the key of the list turns counters into numbers.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from agir_badges.domain.permutation import place
from agir_badges.models import StatusList
from agir_kernel.errors import DomainError

TRIES: Final = 8
OPEN: Final = 1


class NumbersExhausted(DomainError):
    """No list had so many numbers left, several times over; ``wanted`` says how many."""

    code: ClassVar[str] = "status_numbers_exhausted"


def ready(count: int, *, now: datetime) -> None:
    """Open a list that has ``count`` numbers left, unless one is open.

    To be called outside of the transaction that takes them: the first list of a site is then
    there for all to lock.
    """
    left = StatusList.objects.filter(slot=OPEN).values_list("used", flat=True).first()
    if left is not None and left + count <= StatusList.SIZE:
        return
    with transaction.atomic():
        full = StatusList.objects.filter(slot=OPEN, used__gt=StatusList.SIZE - count)
        if left is None or full.update(slot=None):
            _open(now)


def take(count: int, *, now: datetime) -> list[tuple[UUID, int]]:
    """Return ``count`` (list, number) that nobody has or will have. Two statements.

    ``count`` is 1 to ``StatusList.SIZE``. To be called inside ``transaction.atomic()``. Raises
    ``NumbersExhausted``, which only a fault of the tables can cause.
    """
    opened = StatusList.objects.filter(slot=OPEN)
    for _ in range(TRIES):
        if opened.filter(used__lte=StatusList.SIZE - count).update(used=F("used") + count):
            name, key, used = opened.values_list("id", "key", "used").get()
            secret = bytes.fromhex(key)
            return [(name, place(secret, one)) for one in range(used - count, used)]
        ready(count, now=now)
    raise NumbersExhausted(wanted=count)


def changed(lists: set[UUID]) -> None:
    """Say that a bit of these lists changed. One statement, none without a list."""
    if lists:
        StatusList.objects.filter(id__in=sorted(lists)).update(version=F("version") + 1)


def _open(now: datetime) -> None:
    """Write the open list, unless another process just did.

    An upsert and no plain INSERT, for the reason that ``agir_platform.learners`` tells.
    """
    has_target = connection.features.supports_update_conflicts_with_target
    StatusList.objects.bulk_create(
        [StatusList(key=secrets.token_hex(16), slot=OPEN, created_at=now)],
        update_conflicts=True,
        update_fields=["slot"],
        unique_fields=["slot"] if has_target else None,
    )
