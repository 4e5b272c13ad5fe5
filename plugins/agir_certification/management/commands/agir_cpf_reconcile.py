"""Read the CDC's answer to a deposited file: what was taken, what is to be corrected."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext_lazy as _

from agir_certification import sentences
from agir_certification.accrochage import reports, sent
from agir_certification.api import deposits
from agir_certification.domain.report import Answer, Refused, settle
from agir_kernel.errors import DomainError

TODO = {
    Answer.IDENTITY: _("nobody is known by this civil status: have it corrected, then send again"),
    Answer.AMBIGUOUS: _("several persons are known: add day, month and place of birth"),
    Answer.UNKNOWN: _("a message never seen before: somebody reads it"),
}


class Command(BaseCommand):
    """``agir_cpf_reconcile RAPPORT.xml``: settle the passages of a file of this site.

    The same report again changes nothing. With ``--sent FILE.xml`` nothing is changed at all: it
    says what the report makes of a file that another tool wrote.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is needed."""
        parser.add_argument("report", type=Path, metavar="RAPPORT.xml")
        parser.add_argument("--sent", type=Path, help="a file of another tool that was deposited")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each passage that is not settled, then the count."""
        try:
            with options["report"].open("rb") as file:
                content = file.read(reports.MOST_BYTES + 1)
            told = self._compared(content, options["sent"]) if options["sent"] else None
            if told is None:
                told = self._settled(deposits.read_report(content, by=None))
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(told)

    def _compared(self, content: bytes, path: Path) -> str:
        report = reports.read(BytesIO(content))
        with path.open("rb") as file:
            deposited = sent.read(file)
        settled = settle(report, deposited.flux, deposited.ids)
        self._lines(settled.refused, settled.missing, settled.unknown)
        return (
            f"{len(settled.accepted)} taken, {len(settled.refused)} to correct, "
            f"{len(settled.missing)} without an answer, {len(settled.unknown)} not ours"
        )

    def _settled(self, found: deposits.Answered) -> str:
        self._lines(found.refused, found.missing, found.unknown)
        if found.contradicted:
            self.stderr.write(
                f"{found.contradicted} passages were settled the other way by an earlier report: "
                "somebody looks at them."
            )
        again = "" if found.is_new else " This report was read before: nothing changed."
        return (
            f"{found.accepted} taken, {len(found.refused)} to correct, {len(found.missing)} "
            f"without an answer, {len(found.unknown)} not ours.{again}"
        )

    def _lines(
        self, refused: Iterable[Refused], missing: Iterable[str], unknown: Iterable[str]
    ) -> None:
        for one in refused:
            self.stdout.write(f"{one.technical_id}: {one.message} → {TODO[one.answer]}")
        for identifier in missing:
            self.stdout.write(f"{identifier}: not in the report, still waits")
        for identifier in unknown:
            self.stdout.write(f"{identifier}: in the report and not in the file that was sent")
