"""How often may somebody type a code that is none?

Counted in a table and not in a cache, so that a site without one is as safe. An account and an
address are kept as HMACs, for a day at most.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.conf import settings

from agir_sponsorship.domain.voucher import WINDOW, VoucherTried
from agir_sponsorship.models import VoucherTry

BY_ACCOUNT: Final = 5
BY_ADDRESS: Final = 50
KEPT: Final = timedelta(days=1)


def count(subject: UUID, address: str, now: datetime) -> list[int]:
    """Count a try; return its rows. Raises ``VoucherTried`` beyond 5 an account, 50 an address.

    What is refused is counted as well, so that trying on never helps.
    """
    places = [(_place(f"account:{subject}"), BY_ACCOUNT)]
    if address:
        places.append((_place(f"address:{address}"), BY_ADDRESS))
    rows = [VoucherTry.objects.create(place=place, at=now).pk for place, _ in places]
    for place, most in places:
        if VoucherTry.objects.filter(place=place, at__gt=now - WINDOW).count() > most:
            raise VoucherTried(limit=most)
    return rows


def take_back(rows: list[int]) -> None:
    """Forget a try that was none: the code was right."""
    VoucherTry.objects.filter(pk__in=rows).delete()


def forget_old(now: datetime) -> int:
    """Delete tries of more than a day ago; return how many. Idempotent."""
    return VoucherTry.objects.filter(at__lt=now - KEPT).delete()[0]


def _place(text: str) -> str:
    key = sha256(b"agir.sponsorship.try:" + str(settings.SECRET_KEY).encode()).digest()
    return hmac.new(key, text.encode(), sha256).hexdigest()
