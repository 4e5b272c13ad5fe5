"""Empty the host's database, the append-only tables too.

Tests that commit leave by this command. On a real site ``flush`` is refused by the ledger's
triggers, which is as it should be; here they step aside, and ``post_migrate`` makes them anew.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush

from agir_sponsorship.ledger import guards


class Command(flush.Command):
    """The platform's own command, between triggers lifted and triggers made."""

    def handle(self, **options: Any) -> None:
        """Lift, then empty."""
        guards.lift(options["database"])
        super().handle(**options)
