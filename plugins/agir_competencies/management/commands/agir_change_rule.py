"""``agir_change_rule``: preview another rule, decide who keeps what, and carry it through.

``--weights COURSE`` does the same with the weights of links that were changed in a course.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import sentences
from agir_competencies.api import rules, weights
from agir_competencies.standing import RulePreview, Settling
from agir_kernel.errors import DomainError

WIDTH = 30


class Command(BaseCommand):
    """Change when a competency counts as demonstrated."""

    help = (
        "Change the rule of one competency, one framework or the site, or let the changed weights "
        "of a course's links count for what was answered before. --dry-run tells who would "
        "move and writes nothing; a change by which somebody would lose needs --keep or "
        "--let-fall. Stopped half way, --resume goes on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        scope = parser.add_mutually_exclusive_group(required=True)
        scope.add_argument("--competency", type=UUID, help="identifier of a competency")
        scope.add_argument("--framework", type=UUID, help="identifier of a framework")
        scope.add_argument("--site", action="store_true", help="all that have no rule of their own")
        scope.add_argument("--weights", metavar="COURSE", help="key of a course")
        scope.add_argument("--resume", action="store_true", help="carry an earlier change through")
        parser.add_argument("--method", default="discounted_beta", help="the method (default)")
        parser.add_argument("--threshold", type=figure, default=Decimal("0.7"), help="0 to 1")
        parser.add_argument("--objects", type=int, default=2, help="different activities needed")
        parser.add_argument("--parameter", type=figure, help="the method's own figure")
        parser.add_argument("--dry-run", action="store_true", help="tell, and write nothing")
        parser.add_argument("--show", type=int, default=20, help="list so many falls (20)")
        parser.add_argument("--after", default="", help="list the falls behind this place")
        decision = parser.add_mutually_exclusive_group()
        decision.add_argument("--keep", action="store_true", help="who would lose it keeps it")
        decision.add_argument("--let-fall", action="store_true", help="who would lose it loses it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview; unless that was all, change and settle."""
        if options["resume"]:
            self._settle()
            return
        if options["weights"]:
            self._reweigh(options["weights"], options)
            return
        wish = rules.RuleWish(
            method=options["method"],
            threshold=options["threshold"],
            objects_needed=options["objects"],
            parameter=options["parameter"],
            competency=options["competency"],
            framework=options["framework"],
            decision=_decision(options),
        )
        try:
            self._tell(rules.preview_rule(wish))
            self._list(
                lambda **page: rules.falling(wish, **page), options["show"], options["after"]
            )
            if options["dry_run"]:
                return
            version = rules.change_rule(wish)
        except DomainError as refusal:
            raise CommandError(sentences.refusal(refusal)) from refusal
        self.stdout.write(_("Rule %(version)s is in force.") % {"version": version})
        self._settle()

    def _reweigh(self, course: str, options: dict[str, Any]) -> None:
        """Preview what the changed weights of a course do; unless that was all, settle them."""
        decision = _decision(options)
        told = _("Links whose weight changed since: %(count)s.")
        self.stdout.write(told % {"count": weights.moved_links(course)})
        self._tell(weights.preview_weights(course, decision=decision))
        self._list(
            lambda **page: weights.falling_by_weights(course, **page),
            options["show"],
            options["after"],
        )
        if options["dry_run"]:
            return
        try:
            version = weights.change_weights(course, decision=decision)
        except DomainError as refusal:
            raise CommandError(sentences.refusal(refusal)) from refusal
        if version is None:
            self.stdout.write(_("No weight waits: nothing was written."))
            return
        self.stdout.write(_("Rule %(version)s is in force.") % {"version": version})
        self._settle()

    def _tell(self, preview: RulePreview) -> None:
        told = _(
            "%(label)s: %(gained)s gain it, %(fallen)s lose it, %(kept)s keep it by decision; "
            "%(demonstrated)s of %(states)s have it afterwards."
        )
        for one in preview.moves.values():
            facts = {name: getattr(one, name) for name in one.__slots__}
            self.stdout.write(told % facts)
        if not preview.moves:
            self.stdout.write(_("Nobody was measured on what this rule is for."))

    def _list(self, falling: Callable[..., Any], limit: int, after: str) -> None:
        found, place = falling(after=after, limit=limit) if limit > 0 else ([], "")
        for one in islice(found, limit):
            self.stdout.write(f"  {one.subject}  {one.label}  {one.before} → {one.after}")
        if place:
            self.stdout.write(_("More of them: --after %(place)s") % {"place": place})

    def _settle(self) -> None:
        is_watched = self.stdout.isatty()
        outcome = rules.settle_rules(report=self._progress if is_watched else None)
        if is_watched and outcome.done:
            self.stdout.write("")
        told = _(
            "%(done)s states were judged again: %(gained)s gained, %(fallen)s fell, %(kept)s kept. "
            "Longest transaction: %(longest)s s."
        )
        self.stdout.write(
            told % {
                "done": outcome.done, "gained": outcome.moves.gained,
                "fallen": outcome.moves.fallen, "kept": outcome.moves.kept,
                "longest": f"{outcome.longest:.3f}",
            }
        )  # fmt: skip

    def _progress(self, progress: Settling) -> None:
        share = progress.done / max(progress.total, progress.done)
        bar = "#" * int(share * WIDTH)
        self.stdout.write(
            f"\r[{bar:<{WIDTH}}] {share:4.0%} {progress.done}/{progress.total}", ending=""
        )


def figure(text: str) -> Decimal:
    """Return a figure of the command line, exact."""
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(_("a number was expected")) from None
    if not found.is_finite():
        raise argparse.ArgumentTypeError(_("a number was expected"))
    return found


def _decision(options: dict[str, Any]) -> str:
    if options["keep"]:
        return rules.KEEP
    return rules.LET_FALL if options["let_fall"] else ""
