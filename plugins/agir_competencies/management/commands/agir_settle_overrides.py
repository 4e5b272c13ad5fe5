"""Which decisions have expired, and which proofs have been kept long enough? Each night."""

from typing import Any

from django.core.management.base import BaseCommand

from agir_competencies.api import overrides, prior


class Command(BaseCommand):
    """Settle expired decisions, and delete old proofs."""

    help = (
        "End the decisions on a learner's status whose date has passed, and delete the files of "
        "prior learning that was decided AGIR_COMPETENCIES_PRIOR_KEEP_DAYS ago. Idempotent; what "
        "learners see of an expired decision does not wait for it."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Settle, and say how many; never whose."""
        self.stdout.write(f"{overrides.settle_overrides()} decisions ended")
        self.stdout.write(f"{prior.purge()} files deleted")
