"""Read the CDC's answer to a deposited file: what was taken, what is to be corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext_lazy as _

from agir_certification import sentences
from agir_certification.accrochage import reports, sent
from agir_certification.domain.report import Answer, settle
from agir_kernel.errors import DomainError

TODO = {
    Answer.IDENTITY: _("nobody is known by this civil status: have it corrected, then send again"),
    Answer.AMBIGUOUS: _("several persons are known: add day, month and place of birth"),
    Answer.UNKNOWN: _("a message never seen before: somebody reads it"),
}


class Command(BaseCommand):
    """``agir_cpf_reconcile RAPPORT.xml --sent FILE.xml``: changes nothing, may be run again."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is needed."""
        parser.add_argument("report", type=Path, metavar="RAPPORT.xml")
        parser.add_argument("--sent", type=Path, required=True, help="the file that was deposited")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each passage that is not settled, then the count."""
        try:
            with options["report"].open("rb") as file:
                report = reports.read(file)
            with options["sent"].open("rb") as file:
                deposited = sent.read(file)
            settled = settle(report, deposited.flux, deposited.ids)
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        for one in settled.refused:
            self.stdout.write(f"{one.technical_id}: {one.message} → {TODO[one.answer]}")
        for identifier in settled.missing:
            self.stdout.write(f"{identifier}: not in the report, still waits")
        for identifier in settled.unknown:
            self.stdout.write(f"{identifier}: in the report and not in the file that was sent")
        self.stdout.write(
            f"{len(settled.accepted)} taken, {len(settled.refused)} to correct, "
            f"{len(settled.missing)} without an answer, {len(settled.unknown)} not ours"
        )
