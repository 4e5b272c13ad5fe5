"""How is one peer read, whatever it answers?"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime

from agir_catalogue.domain.peer import State, is_read
from agir_catalogue.federation.incoming import keeping, paging
from agir_catalogue.federation.incoming.asking import Asker, Fetch, Trust
from agir_catalogue.federation.incoming.keeping import Outcome
from agir_catalogue.federation.incoming.refusals import PeerNotRead, PeerUnknown
from agir_catalogue.models import Peer
from agir_kernel.errors import DomainError
from agir_platform import http

log = logging.getLogger(__name__)


def harvest_all(now: datetime, *, fetch: Fetch = http.fetch) -> Iterator[Outcome]:
    """Read every active peer, the one that was right longest ago first; no peer stops another."""
    active = Peer.objects.filter(state=State.ACTIVE).order_by("good_at", "id")
    for peer_id in list(active.values_list("pk", flat=True)):
        yield harvest(peer_id, now, fetch=fetch)


def harvest(peer_id: int, now: datetime, *, fetch: Fetch = http.fetch) -> Outcome:
    """Read one peer and keep what it says; a fault is an outcome, and keeps what was there.

    Raises ``PeerUnknown``, and ``PeerNotRead`` for one that is paused, removed or quarantined.
    """
    peer = Peer.objects.filter(pk=peer_id).first()
    if peer is None:
        raise PeerUnknown(peer=peer_id)
    if not is_read(State(peer.state)):
        raise PeerNotRead(state=peer.state)
    try:
        asker = Asker(trust_of(peer), now, fetch=fetch)
        found = paging.read(asker, peer.feed_url, etag=peer.etag)
        return keeping.keep(peer_id, found, now, signed_at=asker.signed_at)
    except PeerNotRead:
        raise
    except DomainError as refusal:
        log.warning("The peer %s was not read: %s", peer.base_url, refusal.code)
        return keeping.fault(peer_id, refusal.code, now)
    except Exception:
        # What nobody foresaw in one peer's answer must not keep the others from being read.
        log.exception("The peer %s was not read", peer.base_url)
        return keeping.fault(peer_id, "unforeseen", now)


def trust_of(peer: Peer) -> Trust:
    """Return what is believed of a peer."""
    if not peer.is_signed:
        return Trust()
    keys = {one["id"]: one["multikey"] for one in json.loads(peer.keys)}
    return Trust(keys, peer.signed_at)
