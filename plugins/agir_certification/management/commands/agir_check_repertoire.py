"""``agir_check_repertoire FILE.xml``: are the sheets in force, and is the operator habilitated?"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from agir_certification.api import repertoire
from agir_certification.sentences import sentence
from agir_kernel.errors import DomainError


class Command(BaseCommand):
    """Read an export of France compétences."""

    help = (
        "Read an XML export of France compétences (RNCP or RS): record of each certification kept "
        "here whether its sheet is in force and what AGIR_CERTIFICATION_SIRET is habilitated to."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--siret", default="", help="the operator's, instead of the setting")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read, then say what hinders each."""
        try:
            found, absent = repertoire.check_sheets(options["file"], siret=options["siret"])
        except DomainError as refusal:
            raise CommandError(sentence(refusal)) from refusal
        for code in found:
            view = repertoire.by_code(code)
            told = {"code": code, "hindrances": ", ".join(view.hindrances)}
            ready = _("%(code)s: nothing hinders an offer.")
            self.stdout.write((_("%(code)s: %(hindrances)s") if view.hindrances else ready) % told)
        for code in absent:
            self.stdout.write(_("%(code)s: not in this file.") % {"code": code})
