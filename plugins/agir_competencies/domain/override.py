"""What does a named person's decision make of what the evidence says?

It replaces the status and nothing else: estimate, certainty and dates of evidence stay, so that
whoever reads sees both. It stands until it is ended in the tables (revoked, replaced, or settled
once it has expired): the fold of the same evidence is the same at any hour (decision 0015).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from agir_competencies.domain.mastery import DEMONSTRATED, NOT_YET, Mastery

STATUSES: Final = (DEMONSTRATED, NOT_YET)


@dataclass(frozen=True, slots=True)
class Override:
    """An open decision: ``status`` demonstrated or not_yet, since ``at``.

    ``until`` is when it expires (that instant excluded), ``None`` for never.
    """

    status: str
    at: datetime
    until: datetime | None = None

    def has_expired(self, now: datetime) -> bool:
        """Tell whether it counts no more for who reads."""
        return self.until is not None and self.until <= now


def overruled(mastery: Mastery, override: Override | None) -> Mastery:
    """Return where a learner stands under an open decision, ``mastery`` itself without one.

    Decided demonstrated, it is so since the evidence says it, else since the decision. Decided
    not_yet, no date of a demonstration remains: what was granted for it goes, unlike where a
    change of rule lets a status fall (decision 0006).
    """
    if override is None:
        return mastery
    since = None
    if override.status == DEMONSTRATED:
        since = mastery.demonstrated_at or override.at
    return replace(
        mastery,
        status=override.status,
        demonstrated_at=since,
        by_former=False,
        folded_status=mastery.status,
    )
