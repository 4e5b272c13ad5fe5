"""What does an absence from the exam cost, as the learner reads it before they enter?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agir_certification.api import learning
from agir_dashboard.certifying import words


def told(starts_at: datetime) -> dict[str, Any]:
    """Return the terms that hold on the day of a session, with their source.

    ``is_law``: a dated rule says that an absence has a cost; ``to_verify``: nobody read it in the
    official text yet, and the page says so.
    """
    terms = learning.absence_terms(learning.paris_day(starts_at))
    rule = terms.rule
    return {
        "version": terms.version,
        "is_law": rule is not None,
        "since": words.day(rule.since) if rule else "",
        "source": rule.source if rule else "",
        "url": rule.source_url if rule else "",
        "verified_on": words.day(rule.verified_on) if rule else "",
        "to_verify": rule.to_verify if rule else False,
    }
