"""Who asked to be reminded of a goal whose date is near? Written to, once a date."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agir_dashboard import goal_letters
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """Send the reminders that are due."""

    help = (
        "Send the goal reminders that learners asked for and that are due. Run it each day; it "
        "never writes twice about the same date, nor twice a week to the same person."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send, and say how many; never to whom."""
        if not goal_letters.is_on():
            self.stdout.write("Reminders are off here: AGIR_COMPETENCIES_GOAL_REMINDERS")
            return
        try:
            sent, failed = goal_letters.send_due()
        except DomainError as refusal:
            told = f"{refusal.code}: set AGIR_SITE_URL to the address of this site"
            raise CommandError(told) from None
        self.stdout.write(f"{sent} sent, {failed} to try again")
