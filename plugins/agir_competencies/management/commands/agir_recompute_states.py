"""``agir_recompute_states [--dry-run]``: judge all evidence by the rules of today."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api


class Command(BaseCommand):
    """Write standings under the present rules, or tell who would gain or lose."""

    help = "Judge all evidence by the rules of today. --dry-run writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("--dry-run", action="store_true", help="tell, and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute and say what changed, by competency."""
        outcome = api.recompute(dry_run=options["dry_run"])
        moved = {
            one for counter in (outcome.gained, outcome.lost) for one in counter if counter[one]
        }
        views = {view.identifier: view for view in api.find_competencies(identifiers=sorted(moved))}
        for one in sorted(moved):
            label = views[one].label if one in views else str(one)
            told = _("%(label)s: %(gained)s gain it, %(lost)s lose it.")
            self.stdout.write(
                told % {
                    "label": label, "gained": outcome.gained[one], "lost": outcome.lost[one],
                }
            )  # fmt: skip
        told = (
            _("Preview: %(changed)s states of %(learners)s learners would change.")
            if options["dry_run"]
            else _("%(changed)s states of %(learners)s learners changed.")
        )
        self.stdout.write(told % {"changed": outcome.changed, "learners": outcome.learners})
