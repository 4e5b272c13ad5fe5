"""``agir_refresh_calls``: count the themes of the catalogue, open and answer calls.

Each night is enough; a second run finds nothing to move.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_catalogue.api import diversity, themes


class Command(BaseCommand):
    """Count the themes of every course."""

    help = (
        "Count the themes of all courses in every scheme, and open, answer or reopen calls for "
        "the themes that nobody teaches for free. Idempotent."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say what moved."""
        found = diversity.refresh()
        for one in found.counted:
            sentence = ngettext(
                "%(scheme)s: %(count)s course counted, %(covered)s of %(size)s themes covered.",
                "%(scheme)s: %(count)s courses counted, %(covered)s of %(size)s themes covered.",
                one.courses,
            )
            told = {
                "scheme": themes.scheme(one.scheme).slug,
                "count": one.courses,
                "covered": one.covered,
                "size": len(one.lines),
            }
            self.stdout.write(sentence % told)
        for call in found.calls:
            sentence = _("Call %(theme)s: %(state)s.")
            self.stdout.write(sentence % {"theme": call.theme.id, "state": call.state.value})
