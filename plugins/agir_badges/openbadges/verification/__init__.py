"""How is a badge verified, whoever made it? The face of this part of the room.

``verify`` is pure: what it needs of the world it asks of a ``World``. ``asking.Offline()`` asks
nobody; ``worlds.site_world(now=…, own_list=…)`` asks as this site may, and needs Django.
"""

from agir_badges.openbadges.verification.verdict import (
    CHECKS,
    VALID,
    Alignment,
    Check,
    Result,
    Summary,
    Verdict,
)
from agir_badges.openbadges.verification.verify import verify
from agir_badges.openbadges.verification.world import (
    IssuerUnknown,
    IssuerUnreachable,
    KeyUnsupported,
    StatusUnknown,
    World,
)

__all__ = [
    "CHECKS",
    "VALID",
    "Alignment",
    "Check",
    "IssuerUnknown",
    "IssuerUnreachable",
    "KeyUnsupported",
    "Result",
    "StatusUnknown",
    "Summary",
    "Verdict",
    "World",
    "verify",
]
