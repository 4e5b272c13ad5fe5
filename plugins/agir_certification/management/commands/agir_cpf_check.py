"""Check a file of accrochage, whoever wrote it: line and reason of each fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agir_certification import fault_words, sentences
from agir_certification.accrochage import profiles
from agir_certification.accrochage.checking import Looked, check_file
from agir_certification.accrochage.settled import terms_of
from agir_certification.domain.schema import Profile
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """``agir_cpf_check FILE.xml [--profile 1.1.2]``: exit status 1 when anything is wrong."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is needed."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--profile", default="", choices=["", *Profile], help="schema version")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each fault as it is met, then the count."""
        path: Path = options["file"]
        try:
            found = profiles.official()
            looked = Looked(profile=profiles.chosen(options["profile"], found))
            with path.open("rb") as file:
                for one in check_file(file, terms_of(SystemClock().now()), looked, found=found):
                    kind = "fault" if one.fault.keeps_back else "warning"
                    self.stdout.write(f"line {one.line}, {kind}: {fault_words.line(one.fault)}")
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        official = (
            "Checked against the official XSD."
            if looked.official
            else "contrôle XSD officiel non effectué: set AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH."
        )
        told = (
            f"{looked.passages} passages, profile {looked.profile}: {looked.faults} faults, "
            f"{looked.warnings} warnings. {official}"
        )
        if looked.faults:
            raise CommandError(told)
        self.stdout.write(told)
