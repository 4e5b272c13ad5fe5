"""``agir_measure_courses [COURSE]``: a browser visits units, and what it finds is kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from agir_catalogue.api import measures
from agir_platform import contexts
from agir_platform.select import platform


class Command(BaseCommand):
    """For a machine with Chromium and Playwright; the others take its report."""

    help = "Measure sampled units of public courses with a browser. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("course", nargs="?", help="a course key; all courses without one")
        parser.add_argument("--units", type=int, default=20, help="units a course at most")
        parser.add_argument("--report", help="write the report to this file too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, say a line a course; where no browser is, say what is missing and fail not."""
        if not contexts.is_on("catalogue"):
            raise CommandError(_("The catalogue is switched off here: nobody looks."))
        keys = [options["course"]] if options["course"] else list(platform().courses.keys())
        found: list[measures.CourseMeasure] = []
        try:
            kept = measures.measure(keys, units=options["units"], told=found.append)
        except measures.MeasurerAbsent as absent:
            told = _("No %(what)s here: nothing was measured. Take in a report instead.")
            self.stdout.write(told % absent.facts)
            return
        for one in found:
            facts = {"course": one.course_key, "count": len(one.units)}
            self.stdout.write(_("%(course)s, units visited: %(count)s") % facts)
        if options["report"]:
            told = measures.report(found, found[0].tool if found else "", timezone.now())
            Path(options["report"]).write_text(json.dumps(told, indent=1), encoding="utf-8")
        self.stdout.write(_("Courses measured anew: %(count)s.") % {"count": kept})
