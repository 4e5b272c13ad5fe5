"""Does the public catalogue find what notices say? Made right each night, and on demand."""

from typing import Any

from django.core.management.base import BaseCommand

from agir_catalogue.api import relisting


class Command(BaseCommand):
    """Make the search table of the public catalogue again from what it copies."""

    help = (
        "Bring the public catalogue in line with the notices of courses, what they teach and "
        "whether their free track is kept. Idempotent: a second run writes nothing. Run it after "
        "agir_refresh_notices."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refresh, and say how many changed and went."""
        changed, gone = relisting.refresh()
        self.stdout.write(f"{changed} listings changed, {gone} gone")
