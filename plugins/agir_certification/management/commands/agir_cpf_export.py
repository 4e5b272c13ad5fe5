"""Write a file of accrochage for the CDC's portal, from what the site holds or from records."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agir_certification import fault_words, sentences
from agir_certification.accrochage import exporting, profiles, records, reports
from agir_certification.accrochage.settled import depositor_of, terms_of
from agir_certification.accrochage.writing import Flux, file_name, new_identifier
from agir_certification.api import deposits
from agir_certification.domain.faults import Fault
from agir_certification.domain.passage import Role
from agir_certification.domain.schema import Action, Profile
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError

UNCHECKED: Final = (
    "Not checked against the official XSD: set AGIR_CERTIFICATION_ACCROCHAGE_XSD_PATH."
)


class Command(BaseCommand):
    """``agir_cpf_export --certification CODE --output FILE``, ``--records FILE``, ``--example``.

    What fails a check is told and stays out; the others go. Of a certification of the site, a file
    that was made and that nobody deposited is written again, until somebody says that it was.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--certification", default="", help="code of one that the site holds")
        parser.add_argument(
            "--new", action="store_true", help="make another file though one waits for its deposit"
        )
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
        if bool(options["records"]) == bool(options["certification"]) or not options["output"]:
            raise CommandError(
                "Give --output with --certification CODE or --records FILE, or --example."
            )
        try:
            if options["certification"]:
                self._of_certification(options)
            else:
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
            self.stdout.write(UNCHECKED)

    def _of_certification(self, options: dict[str, Any]) -> None:
        """Write the file of a certification that waits for its deposit, or make one."""
        profiles.allow(Action(options["action"]), profiles.official())
        code = str(options["certification"]).strip().upper()
        waits = () if options["new"] else deposits.to_deposit(code)
        if waits:
            self._write(waits[0], options["output"], "was made before and waits for its deposit")
            return
        try:
            made = deposits.make(code, by=None, version=options["profile"])
        except deposits.NothingToDeposit:
            self._kept(deposits.check(code, by=None))
            raise
        self._kept(made.kept)
        self._write(deposits.one(made.batch), options["output"], f"{len(made.kept)} kept back")
        if made.later:
            self.stdout.write(f"{made.later} more go into a next file.")

    def _kept(self, several: Iterable[deposits.Judged]) -> None:
        for one in several:
            if one.faults:
                self._told(0, str(one.passage), one.faults)
            elif one.why:
                self.stderr.write(f"{one.passage}, waits: {one.why}")

    def _write(self, batch: deposits.BatchView, output: Path, told: str) -> None:
        path = output / batch.file_name if output.is_dir() else output
        written = exporting.whole(path, lambda file: deposits.write(batch.id, file, by=None))
        self.stdout.write(
            f"{path}: {written.passages} passages of {batch.code}, {told}. "
            f"Profile {batch.profile}, idFlux {batch.flux}, SHA-256 {written.sha256}"
        )
        if deposits.is_officially_checked() is None:
            self.stdout.write(UNCHECKED)

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
