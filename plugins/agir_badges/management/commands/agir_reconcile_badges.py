"""Grant and withdraw what lost events left undone; runs nightly and is idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from agir_badges import api
from agir_kernel.clock import SystemClock
from agir_platform import contexts


class Command(BaseCommand):
    """``agir_reconcile_badges``: bring every learner's badges to what their evidence says."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and print how many badges were granted and withdrawn."""
        if not contexts.is_on("badges"):
            self.stdout.write("Badges are switched off here (AGIR_CONTEXTS).")
            return
        changes = api.reconcile(now=SystemClock().now())
        withdrawn = sum(change.withdrawn for change in changes)
        self.stdout.write(f"{len(changes) - withdrawn} granted, {withdrawn} withdrawn")
