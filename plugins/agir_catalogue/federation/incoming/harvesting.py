"""How is one peer read, whatever it answers?"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from agir_catalogue.domain.peer import State, is_read
from agir_catalogue.federation.incoming import following, keeping, paging, trusting
from agir_catalogue.federation.incoming.asking import Asker, Fetch
from agir_catalogue.federation.incoming.keeping import Outcome
from agir_catalogue.federation.incoming.refusals import PeerNotRead, PeerUnknown
from agir_catalogue.models import Peer
from agir_kernel.errors import DomainError
from agir_platform import http

log = logging.getLogger(__name__)


def harvest_all(
    now: datetime, *, is_full: bool = False, fetch: Fetch = http.fetch
) -> Iterator[Outcome]:
    """Read every active peer, the one that was right longest ago first; no peer stops another."""
    active = Peer.objects.filter(state=State.ACTIVE).order_by("good_at", "id")
    for peer_id in list(active.values_list("pk", flat=True)):
        yield harvest(peer_id, now, is_full=is_full, fetch=fetch)


def harvest(
    peer_id: int, now: datetime, *, is_full: bool = False, fetch: Fetch = http.fetch
) -> Outcome:
    """Read one peer and keep what it says; a fault is an outcome, and keeps what was there.

    ``is_full`` reads all of it, whatever was read before.

    Raises ``PeerUnknown``, and ``PeerNotRead`` for one that is paused, removed or quarantined.
    """
    peer = Peer.objects.filter(pk=peer_id).first()
    if peer is None:
        raise PeerUnknown(peer=peer_id)
    if not is_read(State(peer.state)):
        raise PeerNotRead(state=peer.state)
    try:
        return _read(peer, now, is_full=is_full, fetch=fetch)
    except PeerNotRead:
        raise
    except DomainError as refusal:
        log.warning("The peer %s was not read: %s", peer.base_url, refusal.code)
        return keeping.fault(peer_id, refusal.code, now)
    except Exception:
        # What nobody foresaw in one peer's answer must not keep the others from being read.
        log.exception("The peer %s was not read", peer.base_url)
        return keeping.fault(peer_id, "unforeseen", now)


def _read(peer: Peer, now: datetime, *, is_full: bool, fetch: Fetch) -> Outcome:
    asker = Asker(trusting.trust_of(peer), now, fetch=fetch)
    if peer.is_signed:
        asker.trust = trusting.renew(peer, asker, now)
    if peer.changes_url:
        cursor = None if is_full else peer.cursor
        found = following.read(asker, peer.changes_url, cursor)
    else:
        found = paging.read(asker, peer.feed_url, etag="" if is_full else peer.etag)
    return keeping.keep(peer.pk, found, now, signed_at=asker.signed_at)
