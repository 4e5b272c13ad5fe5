"""``agir_import_measures FILE.json``: take in what another machine measured of courses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_catalogue.api import measures
from agir_catalogue.domain.measures import MOST_BYTES
from agir_platform import contexts


class Command(BaseCommand):
    """A report counts at the next look (``agir_probe_covenant``); again it changes nothing."""

    help = "Take in a report of measures (accessibility, weight, languages, downloads). Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("file", help="a report of agir_measure_courses, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep each measure unless a newer one is there, and say how many."""
        if not contexts.is_on("catalogue"):
            raise CommandError(_("The catalogue is switched off here: nobody looks."))
        try:
            with Path(options["file"]).open("rb") as opened:
                content = opened.read(MOST_BYTES + 1)
        except OSError as fault:
            raise CommandError(_("This file cannot be read. Check its path.")) from fault
        try:
            kept = measures.take(content)
        except measures.MeasuresUnreadable as refused:
            told = _("This is no report of measures: see %(where)s. Nothing was kept.")
            raise CommandError(told % refused.facts) from refused
        self.stdout.write(_("Courses measured anew: %(count)s.") % {"count": kept})
