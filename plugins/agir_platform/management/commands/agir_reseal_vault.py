"""``agir_reseal_vault``: seal what is kept encrypted with the first key of ``AGIR_VAULT_KEYS``.

To change the key: put the new secret first in the list, restart, run this, then take the old one
out. Idempotent, and may be killed at any moment.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_platform import vault


class Command(BaseCommand):
    """Seal everything with the newest key."""

    help = (
        "Seal what is kept encrypted with the first secret of AGIR_VAULT_KEYS. Afterwards the "
        "other secrets may be taken out. Idempotent."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Move each table, and say what did not open; exit 1 when something did not."""
        if not vault.is_ready():
            raise CommandError(_("AGIR_VAULT_KEYS holds no usable secret. Add one first."))
        lost = 0
        for name, (moved, unread) in vault.move_all().items():
            lost += unread
            told = {"table": name, "moved": moved, "unread": unread}
            self.stdout.write(
                _("%(table)s: %(moved)s sealed with the first key, %(unread)s not opened.") % told
            )
        if lost:
            raise CommandError(_("Some records did not open. Keep the older secrets in the list."))
