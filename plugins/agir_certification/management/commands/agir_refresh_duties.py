"""``agir_refresh_duties``: bring places, hours, duties and proposals in line, and say what is late.

Each night, and twice as well as once.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from agir_certification.api import duties, maintenance
from agir_platform import contexts


class Command(BaseCommand):
    """Do what a night does."""

    help = (
        "Give unconfirmed places back, count hours and duties again, propose passages of who "
        "passed, and list what is late. Idempotent."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Reconcile, then say what is late."""
        if not contexts.is_on("certification"):
            self.stdout.write(_("Certification is switched off here."))
            return
        night = maintenance.reconcile()
        told = {
            "places": night.given_back,
            "contracts": night.contracts,
            "dossiers": night.dossiers,
            "proposed": night.proposed,
        }
        self.stdout.write(
            _(
                "%(places)s places given back, %(contracts)s contracts and %(dossiers)s dossiers "
                "read, %(proposed)s passages proposed."
            )
            % told
        )
        for duty in duties.overdue():
            late = {"kind": duty.kind.value, "label": duty.label, "due": duty.due_on.isoformat()}
            self.stdout.write(_("Late: %(kind)s, %(label)s, due on %(due)s.") % late)
