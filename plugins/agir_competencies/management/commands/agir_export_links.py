"""``agir_export_links COURSE [--output FILE]``: the links of a course as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import sentences
from agir_competencies.api import links
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """Write what ``agir_import_links`` reads: kinds and weights that a course export leaves out."""

    help = (
        "Write the links of a course, with the kinds and weights its authors chose, as CSV. Keep "
        "it with the course's export: agir_import_links gives them back on any site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("course", metavar="COURSE", help="the key of the course")
        parser.add_argument("--output", type=Path, help="write to this file (standard output)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        try:
            pieces = links.export_links(options["course"])
            if options["output"] is None:
                for piece in pieces:
                    _binary(self.stdout).write(piece)
                return
            with options["output"].open("wb") as file:
                for piece in pieces:
                    file.write(piece)
        except DomainError as refusal:
            raise CommandError(sentences.refusal(refusal)) from refusal
        except OSError as error:
            told = _("The file %(path)s cannot be written (%(reason)s).")
            facts = {"path": options["output"], "reason": error.strerror}
            raise CommandError(told % facts) from error


def _binary(stream: Any) -> Any:
    """Return what takes bytes of a stream; a test's takes text alone."""
    return getattr(getattr(stream, "_out", stream), "buffer", None) or _Text(stream)


class _Text:
    """Bytes as text, for a stream without bytes."""

    def __init__(self, stream: Any) -> None:
        """Write to ``stream``."""
        self._stream = stream

    def write(self, piece: bytes) -> None:
        """Write a piece."""
        self._stream.write(piece.decode(), ending="")
