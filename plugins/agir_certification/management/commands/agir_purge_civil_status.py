"""``agir_purge_civil_status``: erase the civil status that neither a session nor the law needs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from agir_certification.api import civil_status


class Command(BaseCommand):
    """Erase; also while certification is switched off, for what is held is held."""

    help = (
        "Erase every civil status whose last day has passed, and rows of the log of readings that "
        "are older than a year. Idempotent."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Erase, and say how many."""
        self.stdout.write(_("%(count)s erased.") % {"count": civil_status.purge()})
