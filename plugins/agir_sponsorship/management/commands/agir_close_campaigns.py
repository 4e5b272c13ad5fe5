"""``agir_close_campaigns``: what is over is closed, and what failed gives its money back.

Each night is enough; a second run finds nothing to do.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from agir_sponsorship.api import campaigns, payments


class Command(BaseCommand):
    """Close campaigns, end promises without money, set aside what goes back."""

    help = (
        "Close campaigns whose last day is over, let unpaid pledges expire, set the money of "
        "failed campaigns aside to go back, and bring card payments to what their events say. "
        "Idempotent."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say how much was done."""
        moved = payments.reconcile()
        counts = campaigns.close_due() | {"moved": moved}
        self.stdout.write(
            _(
                "%(closed)s closed, %(expired)s pledges expired, %(refunds)s refunds set aside, "
                "%(settled)s settled, %(moved)s card payments brought up to date."
            )
            % counts
        )
