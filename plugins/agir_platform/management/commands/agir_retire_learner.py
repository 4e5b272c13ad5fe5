"""How is one person forgotten, by hand? Where the platform's own retirement is not used."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_platform import retirement
from agir_platform.management.somebody import user_id_of


class Command(BaseCommand):
    """Forget a learner in every context."""

    help = "Forget one learner in every context of Agir. This cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the learner, and the word that says it is meant."""
        parser.add_argument("learner", metavar="USERNAME|ID", help="username, or user id")
        parser.add_argument("--yes", action="store_true", help="say that you mean it")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Forget, and say whether there was anything to forget."""
        user_id = user_id_of(options["learner"])
        if not options["yes"]:
            raise CommandError(_("This cannot be undone. Add --yes to go on."))
        if retirement.retire(user_id):
            self.stdout.write(_("This learner is forgotten."))
        else:
            self.stdout.write(_("Agir holds nothing of this user."))
