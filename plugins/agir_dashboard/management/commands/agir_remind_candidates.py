"""Whose exam is near, whose civil status came back? Written to, once for each."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agir_certification.api import reminders
from agir_dashboard.certifying import letters
from agir_kernel.errors import DomainError
from agir_platform import contexts


class Command(BaseCommand):
    """Send the letters that are due."""

    help = (
        "Write to learners a week before the exam that they are registered for, and when their "
        "civil status came back, where AGIR_CERTIFICATION_LEARNER_REMINDERS is on. Run it each "
        "day: nobody is told the same thing twice."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send, and say how many; never to whom."""
        if not (contexts.is_on("certification") and contexts.is_on("dashboard")):
            self.stdout.write("Certification or the dashboard is switched off here.")
            return
        if not reminders.is_on_for_learners():
            self.stdout.write("Reminders are off here: AGIR_CERTIFICATION_LEARNER_REMINDERS")
            return
        try:
            sent, failed = letters.send_due()
        except DomainError as refusal:
            told = f"{refusal.code}: set AGIR_SITE_URL to the address of this site"
            raise CommandError(told) from None
        self.stdout.write(f"{sent} sent, {failed} to try again")
