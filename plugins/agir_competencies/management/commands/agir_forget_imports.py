"""``agir_forget_imports``: close imports that nobody came back to, delete files nobody holds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from agir_competencies.api import imports


class Command(BaseCommand):
    """Keep the private storage free of uploads that nobody wants any more."""

    help = "Close imports that waited seven days for somebody, and delete their files. Daily."

    def handle(self, *args: Any, **options: Any) -> None:
        """Close, sweep, and say how many."""
        closed, swept = imports.expire()
        told = _("Imports closed: %(closed)s. Files nobody held: %(swept)s.")
        self.stdout.write(told % {"closed": closed, "swept": swept})
