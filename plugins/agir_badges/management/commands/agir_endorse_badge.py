"""Sign this site's endorsement of a partner's badge, and print it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agir_badges import api
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError

SENTENCES = {
    "address_unendorsable": "This is no address of a badge. Give the id of its achievement.",
    "signing_key_unset": "This site has no signing key. Make one and set AGIR_SIGNING_KEYS.",
    "site_url_unset": "This site does not say its address. Set AGIR_SITE_URL.",
}


class Command(BaseCommand):
    """``agir_endorse_badge ACHIEVEMENT_URL [--comment TEXT]``: the signed JSON, for the partner."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what is needed."""
        parser.add_argument("achievement", metavar="ACHIEVEMENT_URL")
        parser.add_argument("--comment", default="", help="what this site says of the badge")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the document."""
        try:
            signed = api.endorsement_of(
                options["achievement"], options["comment"], now=SystemClock().now()
            )
        except DomainError as error:
            raise CommandError(SENTENCES.get(error.code, error.code)) from error
        self.stdout.write(signed)
