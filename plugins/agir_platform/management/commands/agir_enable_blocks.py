"""How does a course get Agir's blocks into its authors' menu?"""

from argparse import ArgumentParser
from dataclasses import replace
from importlib.metadata import entry_points
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_platform import contexts
from agir_platform.ports import CourseUnknown
from agir_platform.select import platform

GROUP = "xblock.v1"
OURS = "agir_xblocks."


class Command(BaseCommand):
    """Add the suite's blocks to the advanced modules of courses. Twice is once."""

    help = "Let the authors of courses add Agir's blocks, as their advanced settings would."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take courses; all of the suite's blocks unless some are named."""
        parser.add_argument("courses", nargs="+", metavar="COURSE", help="keys of courses")
        parser.add_argument(
            "--block",
            action="append",
            choices=ours(),
            help="only this kind of block; may be given several times",
        )
        parser.add_argument(
            "--goal-first",
            action="store_true",
            help="hide the completion chart that the Progress tab begins with",
        )
        parser.add_argument(
            "--remove",
            action="store_true",
            help="take the blocks out of the menu again, and show the chart with --goal-first",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Set up each course and print a line; a wrong key leaves the others done."""
        if not contexts.is_on("xblocks"):
            raise CommandError(_("Agir's blocks are switched off at this site (AGIR_CONTEXTS)."))
        chosen = tuple(options["block"] or ours())
        unknown = [
            key
            for key in options["courses"]
            if not self._set_up(
                key, chosen, goal_first=options["goal_first"], remove=options["remove"]
            )
        ]
        if unknown:
            raise CommandError(_("No such course: %(keys)s") % {"keys": ", ".join(unknown)})

    def _set_up(self, key: str, chosen: tuple[str, ...], *, goal_first: bool, remove: bool) -> bool:
        courses = platform().courses
        try:
            before = courses.setup(key)
        except CourseUnknown:
            return False
        kept = tuple(one for one in before.blocks if not (remove and one in chosen))
        new = () if remove else tuple(one for one in chosen if one not in kept)
        after = replace(before, blocks=(*kept, *new))
        if goal_first:
            after = replace(after, has_completion_chart=remove)
        courses.set_up(key, after)
        self.stdout.write(f"{key}: " + _told(before.blocks, after.blocks))
        if before.has_completion_chart != after.has_completion_chart:
            self.stdout.write(f"{key}: " + _chart(is_shown=after.has_completion_chart))
        return True


def ours() -> tuple[str, ...]:
    """Return the names of the suite's blocks, sorted, as the installed packages tell them."""
    found = entry_points(group=GROUP)
    return tuple(sorted({one.name for one in found if one.value.startswith(OURS)}))


def _told(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    came = [one for one in after if one not in before]
    went = [one for one in before if one not in after]
    if came:
        return _("authors may now add %(blocks)s.") % {"blocks": ", ".join(came)}
    if went:
        return _("%(blocks)s left the menu; what stands in the course stays.") % {
            "blocks": ", ".join(went)
        }
    return _("nothing to change.")


def _chart(*, is_shown: bool) -> str:
    if is_shown:
        return _("the Progress tab begins with the completion chart again.")
    return _("the completion chart is hidden: the learner's goal comes first.")
