"""Write a file of accrochage for the CDC's portal from records in CSV or JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agir_certification import fault_words, sentences
from agir_certification.accrochage import exporting, profiles, records, reports
from agir_certification.accrochage.settled import depositor_of, terms_of
from agir_certification.accrochage.writing import Flux, file_name, new_identifier
from agir_certification.domain.faults import Fault
from agir_certification.domain.passage import Role
from agir_certification.domain.schema import Action, Profile
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """``agir_cpf_export --records FILE --output FILE [--profile 1.1.2]``, or ``--example csv``.

    A record that fails a check is told with its line and stays out; the others go.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--records", type=Path, help="records: .csv, .json or .jsonl")
        parser.add_argument("--output", type=Path, help="file or folder to write to")
        parser.add_argument("--profile", default="", choices=["", *Profile], help="schema version")
        parser.add_argument("--action", default=Action.CREATION, choices=list(Action))
        parser.add_argument(
            "--only", type=Path, help="take only what this report of the CDC refused"
        )
        parser.add_argument("--client", default="", help="idClient of who deposits")
        parser.add_argument("--certifier", default="", help="idClient of the certifier, if another")
        parser.add_argument("--contract", default="", help="idContrat of the certifier")
        parser.add_argument("--role", default="", choices=["", *Role], help="who deposits")
        parser.add_argument(
            "--example", nargs="?", const="csv", choices=["csv", "json"], help="print two records"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print an example, or write the file and say what became of each record."""
        if options["example"]:
            self.stdout.write(records.example(options["example"]), ending="")
            return
        if not options["records"] or not options["output"]:
            raise CommandError("Give --records FILE and --output FILE, or --example.")
        try:
            self._export(options)
        except DomainError as refusal:
            raise CommandError(sentences.sentence(refusal)) from refusal

    def _export(self, options: dict[str, Any]) -> None:
        found = profiles.official()
        profiles.allow(Action(options["action"]), found)
        flux = Flux(
            new_identifier(),
            SystemClock().now(),
            depositor_of(options),
            profiles.chosen(options["profile"], found),
        )
        output: Path = options["output"]
        output = output / file_name(flux) if output.is_dir() else output
        done = exporting.export(
            options["records"],
            output,
            flux,
            terms_of(flux.at),
            self._told,
            only=_refused(options["only"]),
        )
        written = done.written
        if written is None:
            return
        self.stdout.write(
            f"{output}: {written.passages} passages of {', '.join(done.codes)}, "
            f"{done.kept_back} kept back, {done.warned} with a warning. "
            f"Profile {flux.profile}, idFlux {flux.identifier}, SHA-256 {written.sha256}"
        )
        if found is None:
            self.stdout.write(
                "Not checked against the official XSD: set AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH."
            )

    def _told(self, line: int, identifier: str, faults: tuple[Fault, ...]) -> None:
        """Say what is wrong with a record; our identifier names it, no person is."""
        for fault in faults:
            kept = "kept back" if fault.keeps_back else "warning"
            self.stderr.write(f"{line} ({identifier[:60]}), {kept}: {fault_words.line(fault)}")


def _refused(path: Path | None) -> frozenset[str] | None:
    """Return what a report refused and somebody has to correct."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            report = reports.read(file)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    return frozenset(one.technical_id for one in report.refused if one.is_to_correct)
