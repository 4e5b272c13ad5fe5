"""``agir_set_link_default (--course KEY | --framework UUID) [--kind K] [--weight W]``."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agir_competencies import sentences
from agir_competencies.api import links
from agir_competencies.data import LinkChanges
from agir_competencies.domain.link import WeightOutOfBounds
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """Decide what links are where nobody chose; without kind and weight, decide nothing again."""

    help = (
        "Set the kind and weight that links of a course, or to a framework, have where their "
        "authors chose none: the link's own goes first, then the course's, then the framework's, "
        "then 1. Without --kind and --weight the default is taken back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the command line."""
        scope = parser.add_mutually_exclusive_group(required=True)
        scope.add_argument("--course", metavar="KEY", help="key of a course")
        scope.add_argument("--framework", type=UUID, help="identifier of a framework")
        parser.add_argument("--kind", default="", help="kind of evidence, where it is possible")
        parser.add_argument("--weight", help="0 to 10, at most two decimals")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the default and bring the links in line."""
        try:
            changes = _changed(options)
        except DomainError as refusal:
            raise CommandError(sentences.refusal(refusal)) from refusal
        told = _("Links that changed: %(count)s.") % {"count": changes.changed}
        self.stdout.write(told)


def _changed(options: dict[str, Any]) -> LinkChanges:
    weight = _figure(options["weight"])
    if options["course"]:
        return links.set_course_default(options["course"], kind=options["kind"], weight=weight)
    return links.set_framework_default(options["framework"], kind=options["kind"], weight=weight)


def _figure(text: str | None) -> Decimal | None:
    """Return a weight; raise ``WeightOutOfBounds`` for what is no number."""
    try:
        return None if text is None else Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise WeightOutOfBounds(weight=str(text)[:40]) from None
