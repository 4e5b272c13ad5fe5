"""How much may one place ask within a minute?

Counted in the cache under a digest of the visitor's address, which holds no address and forgets
within a minute. A package weighs as much as ten other answers.
"""

from __future__ import annotations

import hashlib
from typing import Final

from django.conf import settings
from django.core.cache import cache

from agir_competencies.domain.refusals import CaseBusy
from agir_competencies.settings.common import DEFAULTS

MINUTE: Final = 60
SETTING: Final = "AGIR_COMPETENCIES_CASE_A_MINUTE"


def count(visitor: str, weight: int = 1) -> None:
    """Count a question from this address; raise ``CaseBusy`` beyond the site's limit."""
    limit = int(getattr(settings, SETTING, DEFAULTS[SETTING]))
    name = f"agir.case.{hashlib.sha256(visitor.encode()).hexdigest()[:24]}"
    if cache.add(name, weight, timeout=MINUTE):
        return
    try:
        asked = cache.incr(name, weight)
    except ValueError:  # forgotten between the two
        return
    if asked > limit:
        raise CaseBusy(limit=limit, wait=MINUTE)
