"""``agir_export_accounting --from 2026-01-01 --to 2026-12-31``: the ledger for accountants."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agir_kernel.errors import DomainError
from agir_platform.documents import sheets
from agir_sponsorship import sentences
from agir_sponsorship.api import payments


class Command(BaseCommand):
    """Write the entries of a period as CSV to standard output."""

    help = "Write the entries of sponsorship's ledger as CSV with the 18 columns of a FEC."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the period, both days included."""
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the rows as they are read."""
        try:
            rows = payments.accounting_rows(options["first"], options["last"])
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal
        for piece in sheets.lines(rows):
            self.stdout.write(piece, ending="")
