"""Load places of birth: those that ship with Agir, or INSEE's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agir_certification import sentences
from agir_certification.geography import loading
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """``agir_load_cog [FILE.csv …]``: idempotent; ``v_commune_depuis_1943.csv`` makes it whole."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and print what came in."""
        try:
            read, new = loading.load(options["files"])
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal
        self.stdout.write(
            f"{read} places read, {new} new. INSEE, code officiel géographique, Licence Ouverte 2.0"
        )
