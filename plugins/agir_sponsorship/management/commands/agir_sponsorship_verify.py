"""``agir_sponsorship_verify [--show-guards] [--anchor HASH]``: are the books whole?"""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_sponsorship.api import campaigns, ledger, seats

_ANCHOR = re.compile(r"[0-9a-f]{64}")


class Command(BaseCommand):
    """Look at every row of the ledger; fail on anything wrong."""

    help = (
        "Look again at every transaction: sums, reversals, balances and the chain of hashes; and "
        "whether pledges, campaigns and pools carry the sums that the ledger holds. "
        "Fails, with one line each, if anything is wrong. Nightly."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument(
            "--show-guards",
            action="store_true",
            help="say which triggers of the database keep the rows from being changed",
        )
        parser.add_argument(
            "--anchor",
            metavar="HASH",
            help="an anchor of the public ledger's file, which the chain must still hold",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and tell."""
        anchor = options["anchor"]
        if anchor is not None and not _ANCHOR.fullmatch(anchor):
            raise CommandError(_("An anchor is 64 hexadecimal digits. Copy it from the file."))
        if options["show_guards"]:
            self._guards()
        violations = ledger.verify(anchor or "")
        told = [f"{one.code}: {one.where}" for one in violations]
        told += [*campaigns.verify(), *seats.verify()]
        for line in told:
            self.stderr.write(line)
        if told:
            raise CommandError(
                _("The ledger is not whole: %(count)s findings.") % {"count": len(told)}
            )
        self.stdout.write(_("The ledger is whole."))

    def _guards(self) -> None:
        guards = ledger.guards()
        for guard in guards:
            told = _("stands") if guard.stands else _("missing")
            self.stdout.write(f"{guard.table} {guard.name}: {told}")
        if guards and all(guard.stands for guard in guards):
            level = _("Level: models, constraints, hash chain and triggers of the database.")
        else:
            level = _(
                "Level: models, constraints and hash chain. The database has no triggers: let its "
                "administrator set log_bin_trust_function_creators=1, then run migrate."
            )
        self.stdout.write(level)
