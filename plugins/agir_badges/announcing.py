"""How do others hear that a badge was awarded or withdrawn?"""

from __future__ import annotations

from collections.abc import Iterable

from agir_badges.data import Change
from agir_events.data import BadgeData
from agir_events.signals import BADGE_AWARDED, BADGE_WITHDRAWN


def announce(changes: Iterable[Change]) -> None:
    """Send one event a change, in order."""
    for change in changes:
        signal = BADGE_WITHDRAWN if change.withdrawn else BADGE_AWARDED
        signal.send_event(
            badge=BadgeData(
                subject=str(change.subject),
                badge=change.slug,
                rule_version=change.rule_version,
                occurred_at=change.occurred_at,
            )
        )
