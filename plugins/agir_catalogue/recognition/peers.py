"""Whose badges count here, with which keys, and for how much?

Those of a peer that signs what it says and that an operator of this site trusts. Its badges are
sealed with the keys of its federation: those that it vouches for now, and those that it did.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.conf import settings

from agir_catalogue.domain import recognition as rules
from agir_catalogue.domain.peer import State
from agir_catalogue.models import Peer, PeerKeyChange, RecognitionTerms
from agir_platform.signing import multikey


def of_issuer(issuer: str) -> Peer | None:
    """Return the trusted peer that an issuer is, ``None`` for anybody else. One SELECT.

    It lies on the peer's host, and the peer vouches for a key under its name: neither a neighbour
    on that host, nor a name of somebody else's that a peer tells, is believed.
    """
    origin = rules.origin_of(issuer)
    if not origin:
        return None
    bases = (f"https://{origin}", f"http://{origin}")
    rows = Peer.objects.filter(base_url__in=bases, is_signed=True).exclude(state=State.REMOVED)
    return next((peer for peer in rows if _names(peer, issuer)), None)


def _names(peer: Peer, issuer: str) -> bool:
    """Tell whether a peer vouches for a key of this name."""
    return any(name.partition("#")[0] == issuer.partition("#")[0] for name in keys_now(peer))


def keys_now(peer: Peer) -> Mapping[str, bytes]:
    """Return the keys that a peer vouches for now, by their name. No statement."""
    return {one["id"]: multikey.decode(one["multikey"]) for one in json.loads(peer.keys)}


def vouched(peer: Peer, key: bytes) -> bool:
    """Tell whether a key is, or was, a key that this site trusted of the peer. One SELECT.

    A key that was retired verifies what it sealed before; one that was given up is no longer in
    the issuer's own document, so that nothing verifies with it.
    """
    if key in keys_now(peer).values():
        return True
    rows = PeerKeyChange.objects.filter(peer=peer, act="trusted")
    return bool(key) and rows.filter(key=multikey.encode(key)).exists()


def weight(peer: Peer) -> Decimal:
    """Return what a badge of a peer weighs here, 0 for nothing. One SELECT."""
    row = RecognitionTerms.objects.filter(peer=peer).first()
    if row is not None:
        return row.weight
    return rules.weight_of(str(getattr(settings, "AGIR_CATALOGUE_BADGE_WEIGHT", "1")))


def set_weight(number: int, told: Decimal, by: UUID, now: datetime) -> None:
    """Say what badges of a peer weigh from now on."""
    RecognitionTerms.objects.update_or_create(
        peer_id=number, defaults={"weight": told, "by": by, "at": now}
    )
