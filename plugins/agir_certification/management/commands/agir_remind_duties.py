"""``agir_remind_duties``: write to certification managers about what is late or due soon."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agir_certification.api import reminders
from agir_certification.pages.desk import letters
from agir_kernel.errors import DomainError
from agir_platform import contexts


class Command(BaseCommand):
    """Send the digests that are due."""

    help = (
        "Write to certification managers about duties that are late or due soon, where "
        "AGIR_CERTIFICATION_REMINDERS is on. Run it each day: a duty is told once a day."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send, and say how many; never to whom."""
        if not contexts.is_on("certification"):
            self.stdout.write("Certification is switched off here.")
            return
        if not reminders.is_on_for_managers():
            self.stdout.write("Reminders are off here: AGIR_CERTIFICATION_REMINDERS")
            return
        try:
            sent, failed = letters.send_digests()
        except DomainError as refusal:
            told = f"{refusal.code}: set AGIR_SITE_URL to the address of this site"
            raise CommandError(told) from None
        self.stdout.write(f"{sent} sent, {failed} to try again")
