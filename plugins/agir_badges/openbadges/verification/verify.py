"""Is this badge good? The order of the checks, and the verdict."""

from __future__ import annotations

from datetime import datetime

from agir_badges.openbadges.verification.verdict import CHECKS, Check, Verdict
from agir_badges.openbadges.verification.world import World


def verify(data: bytes, *, now: datetime, world: World) -> Verdict:
    """Return the verdict on a badge: JSON, JWT, SVG or PNG; the bytes tell which.

    Never raises on what a stranger sent. ``now`` is aware.
    """
    checks = (Check("readable", False, "malformed"), *(Check(name, None) for name in CHECKS[1:]))
    return Verdict(False, "malformed", checks)
