"""What does the suite hold of one person? Written out as JSON, for them."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from agir_platform import retirement
from agir_platform.management.somebody import user_id_of


class Command(BaseCommand):
    """Export what every context holds of a learner."""

    help = "Write all that Agir holds of one learner as JSON, to the standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the learner."""
        parser.add_argument("learner", metavar="USERNAME|ID", help="username, or user id")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write the JSON; an empty object says that nothing is held."""
        held = retirement.export(user_id_of(options["learner"]))
        self.stdout.write(json.dumps(held, ensure_ascii=False, indent=2, default=str))
