"""``agir_import_framework FILE --format case|rncp [--dry-run] [--sheet RNCP37674 …]``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api, sentences
from agir_competencies.data import FrameworkPlan, ImportPlan
from agir_kernel.errors import DomainError

SHOWN = 20  # changes of one framework that a plan lists unless told --all
WIDE = 72  # characters of a statement that a line shows


class Command(BaseCommand):
    """Take a framework in, or show what that would change."""

    help = "Import a competency framework (CASE 1.1 JSON or France compétences RNCP XML)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, help="case, rncp")
        parser.add_argument("--dry-run", action="store_true", help="show the plan, write nothing")
        parser.add_argument("--all", action="store_true", help="list every change of the plan")
        parser.add_argument(
            "--sheet", action="append", default=[], metavar="RNCP37674",
            help="an RNCP sheet to import; repeat it for several, leave it out for all",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, show, and unless it is a dry run, apply."""
        try:
            plan = api.plan_import(
                options["file"],
                format=options["format"],
                sheets=options["sheet"],
                progress=self._progress(options["file"]),
            )
            self._show(plan, everything=options["all"])
            if options["dry_run"]:
                self.stdout.write(_("Nothing was written (dry run)."))
                return
            outcome = api.apply_plan(plan)
        except DomainError as error:
            raise CommandError(sentences.refusal(error)) from error
        if outcome.frameworks:
            self.stdout.write(
                self.style.SUCCESS(
                    _("Frameworks written: %(count)s.") % {"count": outcome.frameworks}
                )
            )
        else:
            self.stdout.write(_("Everything was already there: nothing was written."))

    def _show(self, plan: ImportPlan, *, everything: bool) -> None:
        """Write what the plan changes, a framework at a time."""
        for part in plan.frameworks:
            self.stdout.write(self.style.MIGRATE_HEADING(part.title))
            self.stdout.write("  " + _counts(part.counts))
            for code, facts in part.notes:
                self.stdout.write("  " + sentences.note(code, facts))
            self._changes(part, len(part.changes) if everything else SHOWN)
        if len(plan.frameworks) > 1:
            self.stdout.write(_("In all:") + " " + _counts(plan.counts))

    def _changes(self, part: FrameworkPlan, most: int) -> None:
        """Write the changes of a framework that was there before."""
        if part.is_new and most == SHOWN:
            return
        for change in part.changes[:most]:
            line = "  " + sentences.action(change.action, change.label)
            if change.before != change.after and change.before and change.after:
                line += f"\n      − {change.before[:WIDE]}\n      + {change.after[:WIDE]}"
            self.stdout.write(line)
        if len(part.changes) > most:
            left = {"count": len(part.changes) - most}
            self.stdout.write("  " + _("… and %(count)s more (--all lists them).") % left)

    def _progress(self, path: Path) -> Any:
        """Return what draws a line of progress, on a terminal only."""
        if not self.stderr.isatty():
            return None
        total = path.stat().st_size if path.exists() else 0

        def draw(sheets: int, read: int) -> None:
            share = 100 * read // total if total else 0
            if sheets % 100 == 0 or read >= total:
                self.stderr.write(f"\r{share:3d} %  {sheets}", ending="")
                self.stderr.flush()
            if read >= total:
                self.stderr.write("\r", ending="")

        return draw


def _counts(counts: Any) -> str:
    """Return the numbers of a plan as words."""
    told = [sentences.action(name, number) for name, number in counts.items() if number]
    return ", ".join(told) or "0"
