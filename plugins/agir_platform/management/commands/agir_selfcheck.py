"""Does this site do what Agir needs? Ten lines; what is written is taken back."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_platform.contract.found import FoundWorld
from agir_platform.select import platform
from agir_platform.selfcheck import report
from agir_platform.selfcheck.answers import Answer


class Command(BaseCommand):
    """Read the platform, try the site's rooms, play a learner's way, and leave nothing."""

    help = "Check that this site does what Agir needs, with a learner who is taken back at the end."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the operator point at a course and people; what is not given is looked for."""
        parser.add_argument("--course", help="key of a course with problems")
        parser.add_argument("--learner", type=int, help="id of a user who answered there")
        parser.add_argument("--operator", type=int, help="id of a user who runs the site")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print one line a question; the exit status tells whether nothing is broken."""
        world = FoundWorld(
            platform(),
            course_key=options["course"],
            learner=options["learner"],
            operator=options["operator"],
        )
        answers = report.answers(world)
        for answer in answers:
            self.stdout.write(self._line(answer))
        broken = sum(answer.holds is False for answer in answers)
        if broken:
            raise CommandError(
                _("%(count)d checks failed. Report the lines above with your release's name.")
                % {"count": broken}
            )

    def _line(self, answer: Answer) -> str:
        if answer.holds is None:
            return f"--    {answer.name}: " + _("not tried, no %(what)s") % {"what": answer.why}
        if answer.holds:
            return f"ok    {answer.name}"
        return self.style.ERROR(f"FAIL  {answer.name}: {answer.why}")
