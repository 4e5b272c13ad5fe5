"""Which learners of a pool may be counted for a sponsor, and since when?

A learner counts once a pool, in the month in which their first seat there was used. Who came first
fills atoms of ``k`` learners or a multiple (``domain.impact``), frozen once. What is reversed later
changes no atom: a figure that was told stays true of its day.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Min

from agir_sponsorship.domain.impact import Atom, checked_k, next_atoms
from agir_sponsorship.models import ImpactAtom, SeatClaim
from agir_sponsorship.seats import pools as pools_room
from agir_sponsorship.settings.common import DEFAULTS

SETTING: Final = "AGIR_SPONSORSHIP_SMALLEST_CELL"
MONTH: Final = "%Y-%m"


def smallest_cell() -> int:
    """Return the site's smallest published cell; raise ``CellTooSmall`` under 11."""
    return checked_k(getattr(settings, SETTING, DEFAULTS[SETTING]))


def freeze(now: datetime) -> int:
    """Freeze what may be told by now; return how many atoms. Idempotent."""
    k, count = smallest_cell(), 0
    pools = SeatClaim.objects.filter(used_at__isnull=False, pool__isnull=False)
    for pool in sorted(set(pools.values_list("pool", flat=True))):
        with transaction.atomic():
            pools_room.locked(pool)
            frozen = atoms([pool])
            found = next_atoms(str(pool), _months(pool), frozen, before=now.strftime(MONTH), k=k)
            ImpactAtom.objects.bulk_create(
                ImpactAtom(
                    pool_id=pool, first=one.first, last=one.last, learners=one.learners,
                    frozen_at=now,
                )
                for one in found
            )  # fmt: skip
            count += len(found)
    return count


def atoms(pools: list[object]) -> list[Atom]:
    """Return the frozen atoms of these pools, by pool and month. One SELECT."""
    rows = ImpactAtom.objects.filter(pool__in=pools)
    return [Atom(str(row.pool_id), row.first, row.last, row.learners) for row in rows]


def _months(pool: object) -> Counter[str]:
    """Return how many learners were counted first in each month."""
    rows = SeatClaim.objects.filter(pool=pool, used_at__isnull=False).order_by()
    firsts = rows.values("subject").annotate(first=Min("used_at")).values_list("first", flat=True)
    return Counter(first.strftime(MONTH) for first in firsts)
