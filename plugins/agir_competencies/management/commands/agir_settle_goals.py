"""Which goals are met by now? Noted each night, for what no event told at once."""

from typing import Any

from django.core.management.base import BaseCommand

from agir_competencies.api import goals


class Command(BaseCommand):
    """Settle every open goal."""

    help = (
        "Note which of the learners' open goals are met now, or no longer. Idempotent; what the "
        "learners see does not wait for it."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Settle, and say how many moved; never whose."""
        self.stdout.write(f"{goals.settle()} goals moved")
