"""Import a course from a folder of OLX."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from host.courseware.olx import OlxUnreadable, import_course


class Command(BaseCommand):
    """``host_import_course DIR``: import, or import again."""

    help = "Import a course from a folder of OLX; importing again brings it up to date"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:
        """Import and say what was written."""
        try:
            done = import_course(options["folder"])
        except OlxUnreadable as unreadable:
            raise CommandError(f"Nothing was imported: {unreadable}") from unreadable
        self.stdout.write(f"{done.course.key}: {done.blocks} blocks")
        for tag in done.unknown:
            self.stderr.write(f"Nothing installed runs <{tag}>; its blocks show a sentence.")
