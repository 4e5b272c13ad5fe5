"""Do pools, claims and the ledger tell the same? (I5, I6: sponsorship's invariants.)"""

from __future__ import annotations

from collections import Counter

from agir_sponsorship.domain import accounts
from agir_sponsorship.ledger import reading
from agir_sponsorship.models import SeatClaim, SeatPool


def violations() -> list[str]:
    """Return what does not hold, a line each; nothing is changed. Empty where all is well."""
    found = []
    held: Counter[object] = Counter()
    paid: Counter[object] = Counter()
    for pool, fee in SeatClaim.objects.filter(live=True).values_list("pool", "fee_minor"):
        held[pool] += 1
        paid[pool] += fee
    for row in SeatPool.objects.all():
        if not 0 <= row.used <= row.bought:
            found.append(f"pool {row.pk}: {row.used} of {row.bought} seats")
        if held[row.pk] != row.used:
            found.append(f"pool {row.pk}: {row.used} used, {held[row.pk]} live claims")
        rest = row.bought * row.price_minor - paid[row.pk]
        balance = -reading.balance(accounts.pool(row.pk), row.currency)
        if balance != rest and row.state != "closed":
            found.append(f"pool {row.pk}: {balance} on its account, {rest} expected")
    return found
