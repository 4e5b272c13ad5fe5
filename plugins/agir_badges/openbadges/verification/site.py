"""What does this site know by itself when it verifies? Its own keys, and its own status lists.

The one file of the room that knows the platform: everything else is told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from agir_badges.openbadges.resolving import controller_of
from agir_badges.openbadges.verification.asking import Online
from agir_badges.openbadges.verification.sent import LIMIT
from agir_badges.openbadges.verification.world import IssuerUnknown, Key
from agir_platform import addresses, http, signing

OwnList = Callable[[UUID], str]
LISTS: Final = "/agir/badges/status/"
"""Where the site's status lists lie: ``/agir/badges/status/<uuid>.json``."""


class Site(Online):
    """The world as this site sees it; one for each badge that is verified.

    ``own_list`` returns the signed status list of an id, as the site would serve it now, or
    raises ``DomainError``; without it the site's lists are read over the network like any other.
    """

    def __init__(self, now: datetime, own_list: OwnList | None = None) -> None:
        """Keep the instant of the verification, which is aware."""
        super().__init__(_read, now=now, own_key=_own_key, own_list=self._listed)
        self._list_of = own_list

    def key_of(self, method: str) -> Key:
        """Return the key that ``method`` names, unless the site gave that key up."""
        key = super().key_of(method)
        # A stolen key may be shown under another name, such as a did:key.
        if isinstance(key, bytes) and signing.is_compromised(key):
            raise IssuerUnknown("a key that was given up", fault="compromised")
        return key

    def _listed(self, url: str) -> bytes | None:
        if self._list_of is None:
            return None
        try:
            start = addresses.absolute(LISTS)
        except addresses.SiteUrlUnset:
            return None
        id_ = _uuid(url.removeprefix(start).removesuffix(".json"))
        if id_ is None or url != f"{start}{id_}.json":
            return None
        return self._list_of(id_).encode()


def _read(url: str, *, seconds: float) -> bytes:
    accept = "application/vc, application/did+json, application/json;q=0.9, */*;q=0.1"
    return http.fetch(url, limit=LIMIT, timeout=min(seconds, 5.0), accept=accept).content


def _own_key(method: str) -> bytes | None:
    try:
        key = signing.public_key(method)
        own = signing.issuer_did()
    except addresses.SiteUrlUnset:
        return None
    if key is None and controller_of(method) == own:
        raise IssuerUnknown("no key of this site, or one that was given up", fault="own")
    return key


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
