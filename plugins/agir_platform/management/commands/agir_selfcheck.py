"""Does this site's platform keep what Agir expects of it? Ten lines, nothing is changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_platform import contract
from agir_platform.contract.found import FoundWorld
from agir_platform.select import platform


class Command(BaseCommand):
    """Run the contract suite's reading half against the running platform."""

    help = "Check, without changing anything, that this platform keeps what Agir expects of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the operator point at a course and people; what is not given is looked for."""
        parser.add_argument("--course", help="key of a course with problems")
        parser.add_argument("--learner", type=int, help="id of a user who answered there")
        parser.add_argument("--operator", type=int, help="id of a user who runs the site")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print one line a check; the exit status tells whether all of them hold."""
        world = FoundWorld(
            platform(),
            course_key=options["course"],
            learner=options["learner"],
            operator=options["operator"],
        )
        broken = sum(not self._holds(check, world) for check in contract.READING)
        if broken:
            raise CommandError(
                _("%(count)d checks failed. Report the lines above with your release's name.")
                % {"count": broken}
            )

    def _holds(self, check: Any, world: FoundWorld) -> bool:
        name = contract.name_of(check)
        try:
            check(world)
        except contract.NothingToTry as missing:
            self.stdout.write(f"--    {name}: " + _("not tried, no %(what)s") % {"what": missing})
        except contract.ContractBroken as broken:
            self.stdout.write(self.style.ERROR(f"FAIL  {name}: {broken}"))
            return False
        except Exception as error:  # noqa: BLE001  a check that crashes is a check that fails
            self.stdout.write(self.style.ERROR(f"FAIL  {name}: {type(error).__name__}: {error}"))
            return False
        else:
            self.stdout.write(f"ok    {name}")
        return True
