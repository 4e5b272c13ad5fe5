"""``agir_import_statement FILE.csv``: a bank's statement finds its pledges.

The same file twice changes nothing.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_kernel.errors import DomainError
from agir_sponsorship import sentences
from agir_sponsorship.api import payments


class Command(BaseCommand):
    """Import a bank statement."""

    help = (
        "Take the lines of a bank's CSV statement ('-' reads standard input): each finds its "
        "pledge by its reference, or waits for a person. Idempotent."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the file."""
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what became of the lines."""
        try:
            found = payments.import_statement(_content(options["file"]), None)
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal
        except OSError as error:
            raise CommandError(_("The file cannot be read: %(why)s") % {"why": error}) from error
        self.stdout.write(
            _("%(matched)s matched, %(queued)s wait, %(known)s known already, %(out)s went out.")
            % {
                "matched": found.matched,
                "queued": found.queued,
                "known": found.known,
                "out": found.out,
            }
        )


def _content(name: str) -> bytes:
    """Return at most one byte more than a statement may have."""
    if name == "-":
        return sys.stdin.buffer.read(payments.BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(payments.BYTES + 1)
