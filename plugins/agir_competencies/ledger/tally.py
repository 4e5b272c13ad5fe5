"""How many scores did this process leave aside, and why? Counters without names."""

from __future__ import annotations

import logging
from collections import Counter
from threading import Lock

log = logging.getLogger("agir_competencies.inbox")

_counts: Counter[str] = Counter()
_lock = Lock()


def drop(reason: str, kind: str = "") -> None:
    """Count one score left aside and say why, naming nobody."""
    with _lock:
        _counts[reason] += 1
    level = logging.DEBUG if reason == "unlinked" else logging.INFO
    log.log(level, "A score was left aside: %s %s", reason, kind)


def counts() -> dict[str, int]:
    """Return the numbers of scores left aside since the process began, by reason."""
    with _lock:
        return dict(_counts)
