"""``agir_lint_competencies COURSE [--format text|json]``: what is to be mended in a course?"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import get_language, ngettext

from agir_competencies import sentences
from agir_competencies.api import authoring
from agir_competencies.api.authoring import FindingView
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """Read a course's links; exit status 1 when a finding is an error."""

    help = "Say what is to be mended in the competencies of a course. Writes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        parser.add_argument("course", metavar="COURSE", help="a course key")
        parser.add_argument("--format", choices=("text", "json"), default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the findings, worst first."""
        language = get_language() or ""
        try:
            found = authoring.lint_course(options["course"], language=language)
        except DomainError as error:
            raise CommandError(sentences.refusal(error)) from error
        if options["format"] == "json":
            told = [_told(one) for one in found]
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self._say(found)
        errors = sum(one.severity == authoring.ERROR for one in found)
        if errors:
            said = ngettext("%(count)s error to mend.", "%(count)s errors to mend.", errors)
            raise CommandError(said % {"count": errors})

    def _say(self, found: tuple[FindingView, ...]) -> None:
        for one in found:
            self.stdout.write(f"{one.severity} {one.code}: {one.sentence}")
            for key in one.objects:
                self.stdout.write(f"    {key}")
        said = ngettext("%(count)s finding.", "%(count)s findings.", len(found))
        self.stdout.write(said % {"count": len(found)})


def _told(one: FindingView) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "competency": str(one.competency),
        "label": one.label,
        "sentence": one.sentence,
        "objects": list(one.objects),
    }
