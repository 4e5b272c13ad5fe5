"""Grant, withdraw and sign what lost events left undone; runs nightly and is idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from agir_badges import api
from agir_kernel.clock import SystemClock
from agir_platform import contexts


class Command(BaseCommand):
    """``agir_reconcile_badges``: bring every learner's badges to what their evidence says.

    Then their signed documents to what the badges say: issued, suspended, restored, and revoked
    once the days of grace are over.
    """

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and print how many badges were granted and withdrawn."""
        if not contexts.is_on("badges"):
            self.stdout.write("Badges are switched off here (AGIR_CONTEXTS).")
            return
        now = SystemClock().now()
        changes = api.reconcile(now=now)
        withdrawn = sum(change.withdrawn for change in changes)
        self.stdout.write(f"{len(changes) - withdrawn} granted, {withdrawn} withdrawn")
        tally = api.issue_all(now=now)
        self.stdout.write(
            f"{tally.signed} signed, {tally.suspended} suspended, {tally.restored} restored, "
            f"{tally.revoked} revoked"
        )
