"""``agir_compute_indicators [COURSE]``: count what learners reached, keep the day, publish.

Each night is enough; stopped at any moment, it goes on where it was.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies.api import indicators


class Command(BaseCommand):
    """Count one course, or all."""

    help = (
        "Count what the learners of a course, or of all, reached; keep the counts of the day, and "
        "publish those of a week. Idempotent; stopped, it goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("course", nargs="?", help="the key of a course; all without it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, tell how far on a terminal, and say what changed; never whose."""
        course = options["course"]
        if course is not None and course not in indicators.courses():
            raise CommandError(
                _("No course has the key %(course)s. Check it in the course's address.")
                % {"course": course}
            )
        told = self._progress if self.stdout.isatty() else None
        for walk in indicators.compute(course, told=told):
            sentence = _("%(course)s: %(seen)s enrolments counted, %(changed)s changed.")
            self.stdout.write(
                sentence % {"course": walk.course_key, "seen": walk.seen, "changed": walk.changed}
            )

    def _progress(self, walk: indicators.Walk) -> None:
        self.stdout.write(f"\r{walk.course_key}: {walk.seen}", ending="")
        self.stdout.flush()
