"""What does the platform say of its courses by now? Noted each night, and on demand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agir_catalogue.api import notices
from agir_platform.select import platform


class Command(BaseCommand):
    """Bring the notices of courses in line with the platform."""

    help = (
        "Bring the notices of courses in line with the platform, and with the competencies and "
        "themes beside. Courses that are no more leave the catalogue. Idempotent: a second run "
        "writes nothing."
    )

    def add_arguments(self, parser: Any) -> None:
        """Take the keys of courses; none is all."""
        parser.add_argument("course_keys", nargs="*", metavar="COURSE")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Refresh, and say which changed."""
        asked = options["course_keys"]
        known = set(platform().courses.keys()) if asked else set()
        if unknown := [key for key in asked if key not in known]:
            raise CommandError(f"No such course: {', '.join(unknown)}")
        changed = notices.refresh(asked) if asked else notices.refresh_all()
        for key in changed:
            self.stdout.write(key)
        self.stdout.write(f"{len(changed)} notices changed")
