"""``agir_reconcile_seats``: bring seats where registrations stand, and feed the solidarity fund.

Each night is enough; a second run finds nothing to move.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_sponsorship.api import impact, seats


class Command(BaseCommand):
    """Reconcile seats, grants and the fund."""

    help = (
        "Confirm, use or release seats as their registrations stand, let unused grants lapse, "
        "move the fund's share of sponsorship, and freeze figures of impact. Idempotent."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Reconcile, say what moved; fail where pools, claims and ledger tell different things."""
        done = seats.reconcile()
        atoms = impact.freeze()
        sentence = _(
            "Seats: %(confirmed)s confirmed, %(used)s used, %(released)s released. "
            "Grants that lapsed: %(lapsed)s. Shares to the fund: %(shares)s. "
            "Figures frozen: %(atoms)s."
        )
        told = {
            "confirmed": done.confirmed,
            "used": done.used,
            "released": done.released,
            "lapsed": done.lapsed,
            "shares": done.shares,
            "atoms": atoms,
        }
        self.stdout.write(sentence % told)
        wrong = seats.verify()
        if wrong:
            raise CommandError("\n".join(wrong))
