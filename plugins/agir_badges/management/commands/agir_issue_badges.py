"""Issue what waits for a signature: signed badges for awards, in batches that may be killed."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from agir_badges import api
from agir_badges.data import IssueTally
from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError
from agir_platform import contexts

WIDTH = 30
SENTENCES = {
    "badge_unknown": "No badge has this short name. See the list in the admin.",
    "signing_key_unset": "This site has no signing key. Make one and set AGIR_SIGNING_KEYS.",
    "site_url_unset": "This site does not say its address. Set AGIR_SITE_URL.",
}


class Command(BaseCommand):
    """``agir_issue_badges [--badge SLUG] [--batch N] [--resign]``: sign what waits.

    Idempotent: killed at any moment, it goes on where nothing was done yet.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Say what may be asked."""
        parser.add_argument("--badge", default="", help="look at this badge alone (short name)")
        parser.add_argument("--batch", type=int, default=500, help="badges a transaction (500)")
        parser.add_argument(
            "--resign",
            action="store_true",
            help="sign again what another key signed: after a key was lost or given away",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run, show how far it is, and print what was done."""
        if not contexts.is_on("badges"):
            self.stdout.write("Badges are switched off here (AGIR_CONTEXTS).")
            return
        if not 1 <= options["batch"] <= 5000:
            raise CommandError("--batch is 1 to 5000.")
        work = api.sign_again if options["resign"] else api.issue_all
        try:
            tally = work(
                now=SystemClock().now(),
                badge=options["badge"],
                batch=options["batch"],
                progress=self._progress,
            )
        except DomainError as error:
            raise CommandError(SENTENCES.get(error.code, error.code)) from error
        self.stdout.write(_told(tally))

    def _progress(self, done: int, total: int) -> None:
        """Draw a bar on a terminal, a line elsewhere."""
        if not self.stderr.isatty():
            self.stderr.write(f"{done} of {total}")
            return
        filled = WIDTH * done // total if total else WIDTH
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}{end}")
        sys.stderr.flush()


def _told(tally: IssueTally) -> str:
    return (
        f"{tally.total} looked at: {tally.signed} signed, {tally.suspended} suspended, "
        f"{tally.restored} restored, {tally.revoked} revoked"
    )
