"""``agir_sync_links [COURSE …] [--from SOURCE]``: taxonomies and links, brought in line again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_competencies import api, sentences
from agir_competencies.data import LinkChanges
from agir_kernel.errors import DomainError
from agir_platform.select import platform


class Command(BaseCommand):
    """The nightly twin of the tag receivers: reaches the same state from the tables."""

    help = "Overwrite edits of mirrored taxonomies, then make links those of the tags. Idempotent."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("courses", nargs="*", metavar="COURSE", help="course keys; all if none")
        parser.add_argument(
            "--from", dest="source", metavar="SOURCE",
            help="copy the links of this course into the one that is named, its rerun",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Mirror every framework, then sync every course; one that fails stops no other."""
        courses, source = options["courses"], options["source"]
        if source and len(courses) != 1:
            raise CommandError(_("--from copies into one course: name it, and only it."))
        self._mirror()
        changes, failed = LinkChanges(), 0
        for course in courses or platform().courses.keys():
            try:
                changes = changes.plus(_synced(course, source))
            except DomainError as error:
                failed += 1
                self.stderr.write(f"{course}: {sentences.refusal(error)}")
        self._tell(changes)
        if failed:
            told = ngettext(
                "%(count)s course was left as it is, for the reason above.",
                "%(count)s courses were left as they are, for the reasons above.",
                failed,
            )
            raise CommandError(told % {"count": failed})

    def _tell(self, changes: LinkChanges) -> None:
        told = _(
            "Links: %(added)s new, %(restored)s back, %(changed)s changed, %(removed)s removed."
        )
        self.stdout.write(
            told % {
                "added": changes.added, "restored": changes.restored,
                "changed": changes.changed, "removed": changes.removed,
            }
        )  # fmt: skip

    def _mirror(self) -> None:
        """Report what Studio changed in mirrored taxonomies, and overwrite it."""
        for difference in api.report_drift():
            told = {"found": difference.found or "—", "expected": difference.expected or "—"}
            line = _("Taxonomy page: found “%(found)s”, mirrored as “%(expected)s”.") % told
            self.stdout.write(f"{line} [{difference.kind}]")
        for framework in api.frameworks():
            api.mirror(framework.key)


def _synced(course: str, source: str | None) -> LinkChanges:
    copied = api.copy_links(source, course) if source else LinkChanges()
    return copied.plus(api.sync_course(course))
