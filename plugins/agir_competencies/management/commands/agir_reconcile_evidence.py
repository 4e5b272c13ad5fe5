"""``agir_reconcile_evidence``: links from tags, then evidence from scores nobody heard."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api
from agir_kernel.errors import DomainError
from agir_platform.select import platform

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """The nightly twin of the score receiver: reaches the same state from the tables."""

    help = "Record stored scores that were not heard, from the last watermark on. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument(
            "--without-links", action="store_true", help="leave the links as they are"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Sync links, reconcile, and say what happened in one line."""
        if not options["without_links"]:
            self._sync()
        outcome = api.reconcile()
        told = _("Scores: %(seen)s compared, %(recorded)s pieces of evidence recorded.")
        self.stdout.write(told % {"seen": outcome.seen, "recorded": outcome.recorded})

    def _sync(self) -> None:
        """Bring the links of every course in line; one course that fails stops no other."""
        courses = platform().courses.keys()
        for course_key in courses:
            try:
                api.sync_course(course_key)
            except DomainError as refusal:
                log.warning("Links of %s: %s", course_key, refusal.code)
