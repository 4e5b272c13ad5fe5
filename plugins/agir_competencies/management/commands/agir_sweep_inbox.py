"""``agir_sweep_inbox [--limit N] [--older-than SECONDS] [--again]``: bring home what waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api


class Command(BaseCommand):
    """Fold and announce scores that a dead process or a failure left in the inbox."""

    help = "Fold and announce the scores that wait in the inbox. Idempotent; run it each minute."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--limit", type=int, default=500, help="at most so many (500)")
        parser.add_argument(
            "--older-than", type=float, default=10, metavar="SECONDS",
            help="leave what arrived less than so many seconds ago to its own process (10)",
        )  # fmt: skip
        parser.add_argument(
            "--again", action="store_true", help="also those that were given up after many tries"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep once and say what happened in one line."""
        if options["again"]:
            api.try_again()
        outcome = api.sweep(options["limit"], older_than=timedelta(seconds=options["older_than"]))
        told = _("Inbox: %(folded)s folded, %(failed)s failed, %(given_up)s given up.")
        self.stdout.write(
            told % {
                "folded": outcome.folded, "failed": outcome.failed, "given_up": outcome.given_up,
            }
        )  # fmt: skip
