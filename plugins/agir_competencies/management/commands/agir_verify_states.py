"""``agir_verify_states [--most N]``: does the ledger, replayed, give what is stored?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api


class Command(BaseCommand):
    """Replay every ledger and compare; exit status 1 when anything differs."""

    help = "Replay the ledger into current evidence and states, and compare. Writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--most", type=int, default=100, help="print at most so many (100)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and say what happened."""
        outcome = api.verify(most=options["most"])
        for one in outcome.differences:
            self.stdout.write(
                f"{one.subject} {one.competency} {one.table}.{one.column}: "
                f"{one.found} ≠ {one.expected}"
            )
        told = _(
            "%(states)s states of %(learners)s learners: %(differences)s differences, "
            "%(stale)s under a replaced rule."
        ) % {
            "states": outcome.states, "learners": outcome.learners,
            "differences": len(outcome.differences), "stale": outcome.stale,
        }  # fmt: skip
        self.stdout.write(told)
        if outcome.differences:
            raise CommandError(_("Run agir_recompute_states to write what the ledger says."))
