"""Which worlds are there? The face of those that a page, a command or a task verifies with."""

from __future__ import annotations

from datetime import datetime

from agir_badges.openbadges.verification.asking import Offline, Online
from agir_badges.openbadges.verification.site import OwnList, Site

__all__ = ["Offline", "Online", "OwnList", "Site", "site_world"]


def site_world(*, now: datetime, own_list: OwnList | None = None) -> Site:
    """Return a world for one verification; ``own_list`` gives the site's lists."""
    return Site(now, own_list)
