"""``agir_import_links COURSE FILE [--dry-run] [--replace]``: links of a course from CSV."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agir_competencies import sentences
from agir_competencies.api import links
from agir_competencies.data import LineRefusal, LinkLine, LinksPlan
from agir_competencies.domain.link_line import weight_text
from agir_kernel.errors import DomainError

SHOWN: Final = 50
SAID: Final = {
    "add": gettext_noop("%(block)s: linked to “%(label)s” as %(after)s."),
    "restore": gettext_noop("%(block)s: linked again to “%(label)s” as %(after)s."),
    "change": gettext_noop("%(block)s: “%(label)s” is %(after)s, not %(before)s."),
    "remove": gettext_noop("%(block)s: no longer linked to “%(label)s”."),
}


class Command(BaseCommand):
    """Show what the file would change; unless that was all, do it, all or nothing."""

    help = (
        "Link the blocks of a course as a CSV file says (agir_export_links writes one). All of it "
        "or nothing; blocks of another run of the course are found by their names."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("course", metavar="COURSE", help="the key of the course")
        parser.add_argument("file", metavar="FILE", type=Path, help="the CSV file")
        parser.add_argument("--dry-run", action="store_true", help="tell, and write nothing")
        parser.add_argument(
            "--replace", action="store_true", help="take off the links that the file does not name"
        )
        parser.add_argument("--all", action="store_true", help="list every change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, tell, apply."""
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            told = _("The file %(path)s cannot be read (%(reason)s).")
            facts = {"path": options["file"], "reason": error.strerror}
            raise CommandError(told % facts) from error
        try:
            plan = links.plan_links(options["course"], content, replaces=options["replace"])
            self._tell(plan, len(plan.lines) if options["all"] else SHOWN)
            if options["dry_run"] and not plan.refusals:
                self.stdout.write(_("Nothing was written (dry run)."))
                return
            changes = links.apply_links(plan)
        except DomainError as refusal:
            raise CommandError(sentences.refusal(refusal)) from refusal
        told = _(
            "Links: %(added)s new, %(restored)s back, %(changed)s changed, %(removed)s removed."
        )
        names = ("added", "restored", "changed", "removed")
        self.stdout.write(told % {name: getattr(changes, name) for name in names})
        if any(line.action == "change" for line in plan.lines):
            told = _(
                "What was answered before keeps the weight of then. agir_change_rule --weights "
                "%(course)s --dry-run tells what the new weights would change."
            )
            self.stdout.write(told % {"course": plan.course_key})

    def _tell(self, plan: LinksPlan, most: int) -> None:
        for refusal in plan.refusals:
            self.stderr.write(_refused(refusal))
        if plan.default is not None:
            told = _("The course's default becomes %(after)s.")
            after = _said(plan.default.kind, plan.default.weight)
            self.stdout.write(told % {"after": after})
        changes = [line for line in plan.lines if line.action != "unchanged"]
        for line in changes[:most]:
            self.stdout.write("  " + _changed(line))
        if len(changes) > most:
            left = {"count": len(changes) - most}
            self.stdout.write("  " + _("… and %(count)s more (--all lists them).") % left)
        same = plan.counts.get("unchanged", 0)
        self.stdout.write(_("Lines that change nothing: %(count)s.") % {"count": same})


def _refused(refusal: LineRefusal) -> str:
    told = _("Line %(number)s: %(sentence)s")
    return told % {"number": refusal.number, "sentence": sentences.of(refusal.code, refusal.facts)}


def _changed(line: LinkLine) -> str:
    return _(SAID[line.action]) % {
        "block": line.title or line.object_key,
        "label": line.label,
        "before": _said(line.kind_before, line.weight_before),
        "after": _said(line.kind_after, line.weight_after),
    }


def _said(kind: str, weight: Decimal | None) -> str:
    return " × ".join(part for part in (kind, weight_text(weight)) if part)
