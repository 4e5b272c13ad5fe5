"""``agir_recheck_badges``: do the badges that people brought from elsewhere still stand?

Each night is enough; a second run of the same night asks nobody.
"""

from __future__ import annotations

import logging
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from agir_catalogue.api import recognition

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Look again at every badge of other operators that counts here."""

    help = (
        "Ask the operators of badges that people brought whether they still stand, and let those "
        "that do not count no more. Idempotent."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and say how many stand."""
        told = Counter(state.value for _key, state in recognition.recheck() if state)
        others = sum(told.values()) - told["standing"]
        stands = ngettext("%(count)s badge stands.", "%(count)s badges stand.", told["standing"])
        rest = ngettext("%(count)s does not count.", "%(count)s do not count.", others)
        self.stdout.write(stands % {"count": told["standing"]})
        self.stdout.write(rest % {"count": others})
