"""``agir_import_framework FILE --format FORMAT [--dry-run] [--language fr] [--sheet RS6604 …]``.

In the place of a file, an address: of a CASE package or document of another site, or with
``--identifier`` of its service.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import api, sentences
from agir_competencies.api import imports
from agir_competencies.data import FrameworkPlan, ImportPlan
from agir_kernel.errors import DomainError

SHOWN = 20  # changes of one framework that a plan lists unless told --all
WIDE = 72  # characters of a statement that a line shows
WIDTH = 30  # characters of a progress bar


class Command(BaseCommand):
    """Take a framework in, or show what that would change."""

    help = (
        "Import competency frameworks: CASE 1.1 (JSON), ESCO and ROME 4.0 (folder or .zip of "
        "their CSV), RNCP and RS (XML of France compétences), Moodle (CSV), Open edX tags."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument(
            "file", help="a file; for esco and rome also a folder; for case also an https address"
        )
        parser.add_argument(
            "--identifier", type=UUID, metavar="UUID",
            help="with the address of a CASE service (…/ims/case/v1p1): which framework of it",
        )  # fmt: skip
        parser.add_argument(
            "--format", required=True, help="case, esco, moodle, openedx, rncp, rome"
        )
        parser.add_argument("--dry-run", action="store_true", help="show the plan, write nothing")
        parser.add_argument("--all", action="store_true", help="list every change of the plan")
        parser.add_argument(
            "--sheet", action="append", default=[], metavar="RNCP37674",
            help="an RNCP or RS sheet to import; repeat it for several, leave it out for all",
        )  # fmt: skip
        parser.add_argument(
            "--active", action="store_true",
            help="of the RNCP or the RS, sheets that are in force alone",
        )  # fmt: skip
        parser.add_argument(
            "--language", default="", metavar="fr",
            help="the language that says the items of ESCO (default: the site's, or English)",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, show, and unless it is a dry run, apply."""
        bar = Bar(self.stderr)
        try:
            plan = self._plan(options, bar)
            bar.clear()
            self._show(plan, everything=options["all"])
            if options["dry_run"]:
                self.stdout.write(_("Nothing was written (dry run)."))
                return
            outcome = api.apply_plan(plan, progress=bar.over(len(plan.frameworks)))
        except DomainError as error:
            raise CommandError(sentences.refusal(error)) from error
        finally:
            bar.clear()
        if outcome.frameworks:
            self.stdout.write(
                self.style.SUCCESS(
                    _("Frameworks written: %(count)s.") % {"count": outcome.frameworks}
                )
            )
        else:
            self.stdout.write(_("Everything was already there: nothing was written."))

    def _plan(self, options: Mapping[str, Any], bar: Bar) -> ImportPlan:
        """Return the plan of a file or of an address."""
        source = str(options["file"])
        if source.startswith(("https://", "http://")):
            return api.plan_import_url(
                source, identifier=options["identifier"], format=options["format"]
            )
        path = Path(source)
        return api.plan_import(
            path,
            format=options["format"],
            sheets=[*options["sheet"], *([imports.ACTIVE_SHEETS] if options["active"] else [])],
            language=options["language"],
            progress=bar.over(api.import_size(path), is_read=True),
        )

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


class Bar:
    """A progress bar on a terminal, nothing elsewhere; nothing of it stays on the screen."""

    def __init__(self, out: Any) -> None:
        """Draw on ``out``, the stream of errors of a command."""
        self._out, self._shown = out, -1
        self._is_seen = out.isatty()

    def over(self, total: int, *, is_read: bool = False) -> Callable[[int, int], None] | None:
        """Return what hears (done, of how many), or with ``is_read`` (rows, bytes) of ``total``."""
        if not self._is_seen or not total:
            return None

        def draw(first: int, second: int) -> None:
            percent = min(100, 100 * (second if is_read else first) // total)
            if percent != self._shown:
                self._shown = percent
                bar = "█" * (WIDTH * percent // 100)
                self._write(f"\r{bar:░<{WIDTH}} {percent:3d} %  {first} ")

        return draw

    def clear(self) -> None:
        """Take the bar off the screen."""
        if self._shown >= 0:
            self._write("\r" + " " * (WIDTH + 24) + "\r")
        self._shown = -1

    def _write(self, text: str) -> None:
        self._out.write(text, style_func=str, ending="")  # errors are red, a bar is none
        self._out.flush()


def _counts(counts: Mapping[str, int]) -> str:
    """Return the numbers of a plan as words."""
    told = [sentences.action(name, number) for name, number in counts.items() if number]
    return ", ".join(told) or "0"
