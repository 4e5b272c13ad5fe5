"""``agir_export_framework IDENTIFIER --format FORMAT [--output FILE]``.

Formats: case, moodle, openedx-csv, openedx-json.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api, sentences
from agir_kernel.errors import DomainError

FORMATS: Final = {
    "case": "case",
    "moodle": "moodle",
    "openedx-csv": "openedx_csv",
    "openedx-json": "openedx_json",
}


class Command(BaseCommand):
    """Hand a framework over in a format that others read."""

    help = "Export a competency framework: CASE 1.1, Moodle CSV, tags of Open edX (CSV, JSON)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("identifier", type=UUID, help="the framework's identifier")
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--output", type=Path, help="a file; the terminal when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the pieces as they come; a file is there whole or not at all."""
        try:
            pieces = api.export_framework(options["identifier"], format=FORMATS[options["format"]])
        except DomainError as error:
            raise CommandError(sentences.refusal(error)) from error
        output: Path | None = options["output"]
        if output is None:
            sink = getattr(self.stdout, "buffer", None) or sys.stdout.buffer
            for piece in pieces:
                sink.write(piece)
            sink.flush()
            return
        aside = output.with_name(f".{output.name}.part")
        try:
            with aside.open("wb") as file:
                file.writelines(pieces)
            aside.replace(output)
        except OSError as error:
            with suppress(OSError):
                aside.unlink()
            told = {"path": output, "reason": error.strerror or error}
            raise CommandError(
                _("The file %(path)s cannot be written (%(reason)s). Choose another place.") % told
            ) from error
