"""``agir_probe_covenant [COURSE]``: does each course still keep the free-track covenant?"""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_catalogue.api import covenant
from agir_platform import contexts
from agir_platform.ports import CourseUnknown
from agir_platform.select import platform

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """The nightly look: two learners are made for each course, one free and one paying."""

    help = "Look at one course, or at all, and write down whether it stays free. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("course", nargs="?", help="a course key; all courses without one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, say what changed in a line each, then count; a fault stops no other course."""
        if not contexts.is_on("catalogue"):
            raise CommandError(_("The catalogue is switched off here: nobody looks."))
        asked = options["course"]
        keys = [asked] if asked else list(platform().courses.keys())
        counts = {"kept": 0, "not_kept": 0, "unknown": 0}
        failed = 0
        for course_key in keys:
            try:
                looked = covenant.look_at(course_key)
            except CourseUnknown as unknown:
                if asked:
                    raise CommandError(_("This site has no such course.")) from unknown
                continue  # gone since the list was read
            except Exception:  # whatever it is, the others are looked at
                log.exception("The covenant of %s could not be looked at", course_key)
                failed += 1
                continue
            counts[looked.standing] += 1
            self._tell(looked)
        told = _("%(kept)s kept, %(not_kept)s not kept, %(unknown)s not known.")
        self.stdout.write(told % counts)
        if failed:
            raise CommandError(_("%(failed)s could not be looked at.") % {"failed": failed})

    def _tell(self, looked: covenant.Looked) -> None:
        told = {
            "opened": _("%(course)s: a promise is broken. It stands on /agir/covenant/."),
            "healed": _("%(course)s: all promises are kept again."),
        }.get(looked.breach)
        if told:
            self.stdout.write(told % {"course": looked.course_key})
