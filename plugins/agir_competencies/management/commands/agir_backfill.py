"""``agir_backfill COURSE [--apply]``: count what was answered before the links were made."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api
from agir_platform.ports import CourseUnknown


class Command(BaseCommand):
    """Preview by default; ``--apply`` records, and resumes where it was stopped."""

    help = "Preview, or with --apply record, evidence from answers older than their links."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("course", metavar="COURSE", help="the key of the course")
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--dry-run", action="store_true", help="preview (the default)")
        choice.add_argument("--apply", action="store_true", help="record it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview or record, and say what happened."""
        course = options["course"]
        try:
            self.stdout.write(self._applied(course) if options["apply"] else self._planned(course))
        except CourseUnknown as refusal:
            told = _("No course has the key %(course)s. Check it in Studio's address bar.")
            raise CommandError(told % {"course": course}) from refusal

    def _planned(self, course: str) -> str:
        plan = api.plan_backfill(course)
        views = api.find_competencies(identifiers=sorted(plan.by_competency), limit=10_000)
        labels = {view.identifier: view.label for view in views}
        for one, number in sorted(plan.by_competency.items()):
            self.stdout.write(f"{labels.get(one, one)}: {number}")
        told = _(
            "Preview: %(scores)s scores of %(learners)s learners would count. "
            "Run it with --apply to record them."
        )
        return told % {"scores": plan.scores, "learners": len(plan.learners)}

    def _applied(self, course: str) -> str:
        outcome = api.apply_backfill(course)
        told = _("Scores: %(seen)s compared, %(recorded)s pieces of evidence recorded.")
        return told % {"seen": outcome.seen, "recorded": outcome.recorded}
