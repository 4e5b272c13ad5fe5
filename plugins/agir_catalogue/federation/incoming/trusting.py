"""How does an operator come to trust another, and how does that trust outlive a key?

A person trusts the keys once, having seen them. From then on the peer itself says which key comes
next, in a document that a trusted key signed: whoever does not hold one of these keys cannot put
in their own (decision 0005). A peer that signs nothing may be read as well, and is shown as such;
one that signed once is never read unsigned again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from agir_catalogue.domain.peer import State
from agir_catalogue.domain.peer_fields import is_address, objects, text_of
from agir_catalogue.federation.incoming import formats
from agir_catalogue.federation.incoming.asking import Asker, Fetch, Trust
from agir_catalogue.federation.incoming.refusals import (
    FeedAstray,
    FeedMalformed,
    PeerAddressUnfit,
    PeerKeysMoved,
    PeerKnown,
    PeerStateRefused,
    PeerUnknown,
)
from agir_catalogue.models import Peer, PeerKeyChange
from agir_kernel.errors import DomainError
from agir_platform import addresses, http
from agir_platform.http import AnswerUnexpected
from agir_platform.signing import multikey

PATH: Final = "/.well-known/mooc-federation.json"
KEYS_MOST: Final = 10
TRUSTED_STATES: Final = ("current", "next")
BY_HAND: Final = "operator"


@dataclass(frozen=True, slots=True)
class Look:
    """What an operator sees of another before trusting it. No ``keys``: it signs nothing."""

    base_url: str
    name: str
    feed_url: str
    changes_url: str
    keys: tuple[tuple[str, str], ...]

    @property
    def seal(self) -> str:
        """Return what the confirmation repeats, so that what was seen is what is trusted."""
        told = json.dumps([self.base_url, self.feed_url, self.changes_url, self.keys])
        return hashlib.sha256(told.encode()).hexdigest()


def look(url: str, now: datetime, *, fetch: Fetch = http.fetch) -> Look:
    """Return who lies at an address: a site of this suite, or a feed of MOOChub or AMB.

    Writes nothing. Raises ``PeerAddressUnfit`` and what ``Asker.ask`` does.
    """
    url = url.strip()
    base = _base(url)
    try:
        told = Asker(Trust(), now, fetch=fetch).ask(f"{base}{PATH}").value
    except (AnswerUnexpected, FeedMalformed):
        return _feed(url, base, now, fetch)  # no site of this suite: perhaps a feed of its own
    found = _described(told, base)
    if found.keys:  # it must hold the keys that it shows
        _read_document(base, Asker(Trust(dict(found.keys)), now, fetch=fetch))
    return found


def trust(url: str, seal: str, now: datetime, *, fetch: Fetch = http.fetch) -> int:
    """Read this operator's courses from now on; return the peer's number.

    ``seal`` is that of the ``Look`` a person saw. Raises ``PeerKeysMoved`` where it is another
    now, ``PeerKnown``, and what ``look`` does. A peer that was removed, or whose keys are no
    longer right, is trusted anew by this, with what it held.
    """
    found = look(url, now, fetch=fetch)
    if found.seal != seal:
        raise PeerKeysMoved(host=urlsplit(found.base_url).hostname or "")
    with transaction.atomic():
        peer = Peer.objects.select_for_update().filter(base_url=found.base_url).first()
        if peer is None:
            peer = Peer(base_url=found.base_url, added_at=now)
        elif peer.state in (State.ACTIVE, State.PAUSED):
            raise PeerKnown(name=peer.name)
        elif peer.is_signed and not found.keys:
            raise PeerKeysMoved(host=urlsplit(found.base_url).hostname or "")
        before = dict(_keys(peer))
        peer.name, peer.state = found.name, State.ACTIVE
        peer.feed_url, peer.changes_url = found.feed_url, found.changes_url
        peer.is_signed, peer.keys = bool(found.keys), _written(found.keys)
        peer.cursor, peer.etag, peer.signed_at = None, "", None
        peer.faults, peer.reason = 0, ""
        try:
            with transaction.atomic():
                peer.save()
        except IntegrityError as error:
            raise PeerKnown(name=found.name) from error
        _remember(peer, before, dict(found.keys), BY_HAND, now)
        return peer.pk


def renew(peer: Peer, asker: Asker, now: datetime) -> Trust:
    """Return what is believed of a signed peer after it said which keys are its own now.

    The document counts only when a key that is trusted signed it. Two statements more, when a
    key came or went. Raises what ``Asker.ask`` does, and ``FeedMalformed`` when no key is left.
    """
    found, word = _read_document(peer.base_url, asker)
    before = dict(_keys(peer))
    after = dict(found.keys)
    if not after:
        raise FeedMalformed(host=urlsplit(peer.base_url).hostname or "", where="keys")
    if after != before:
        with transaction.atomic():
            Peer.objects.filter(pk=peer.pk).update(keys=_written(found.keys))
            _remember(peer, before, after, word, now)
    return Trust(after, peer.signed_at)


def set_state(number: int, state: State) -> None:
    """Pause, resume or remove a peer. Idempotent.

    Raises ``PeerUnknown``, and ``PeerStateRefused`` for one that was removed: it is trusted anew.
    """
    with transaction.atomic():
        peer = Peer.objects.select_for_update().filter(pk=number).first()
        if peer is None:
            raise PeerUnknown(peer=number)
        if State(peer.state) is State.REMOVED and state is not State.REMOVED:
            raise PeerStateRefused(state=peer.state)
        peer.state = state
        if state is State.ACTIVE:
            peer.faults = 0
        peer.save(update_fields=("state", "faults"))


def trust_of(peer: Peer) -> Trust:
    """Return what is believed of a peer."""
    return Trust(dict(_keys(peer)), peer.signed_at) if peer.is_signed else Trust()


def _base(url: str) -> str:
    """Return ``scheme://host[:port]`` of an address that is not this site's own."""
    if not is_address(url):
        raise PeerAddressUnfit(url=url[:200])
    parts = urlsplit(url)
    try:
        own = urlsplit(addresses.site_url()).netloc
    except DomainError:
        own = ""
    if parts.netloc.lower() == own.lower() or len(url) > 200:
        raise PeerAddressUnfit(url=url[:200])
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _feed(url: str, base: str, now: datetime, fetch: Fetch) -> Look:
    """Return an operator that has a feed of MOOChub or AMB and nothing else."""
    told = Asker(Trust(), now, fetch=fetch).ask(url)
    formats.told(told.value, url)
    return Look(base, urlsplit(base).hostname or base, url, "", ())


def _read_document(base: str, asker: Asker) -> tuple[Look, str]:
    told = asker.ask(f"{base}{PATH}")
    return _described(told.value, base), told.signed_by


def _described(told: Any, base: str) -> Look:
    host = urlsplit(base).hostname or ""
    if not isinstance(told, dict):
        raise FeedMalformed(host=host, where="document")
    feeds: dict[str, str] = {}
    for one in objects(told.get("feeds")):
        address = one.get("url")
        if isinstance(address, str) and is_address(address):
            feeds.setdefault(text_of(one.get("format"), 30).lower(), address)
    feed = feeds.get("moochub") or feeds.get("amb")
    if not feed:
        raise FeedMalformed(host=host, where="feeds")
    read = {"feed": feed, "log": feeds.get("agir-changes", "")}
    if any(urlsplit(address)[:2] != urlsplit(base)[:2] for address in read.values() if address):
        raise FeedAstray(host=host)
    by = told.get("operator")
    name = text_of(by.get("name"), 255) if isinstance(by, dict) else ""
    return Look(base, name or host, read["feed"], read["log"], tuple(_told_keys(told)))


def _told_keys(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for one in objects(told.get("keys")):
        name, key = text_of(one.get("id"), 300), text_of(one.get("publicKeyMultibase"), 100)
        if name and one.get("state", "current") in TRUSTED_STATES and _is_key(key):
            found.setdefault(name, key)
    return sorted(found.items())[:KEYS_MOST]


def _is_key(text: str) -> bool:
    try:
        return len(multikey.decode(text)) == 32
    except ValueError:
        return False


def _keys(peer: Peer) -> list[tuple[str, str]]:
    return [(one["id"], one["multikey"]) for one in json.loads(peer.keys)]


def _written(keys: tuple[tuple[str, str], ...]) -> str:
    return json.dumps([{"id": name, "multikey": key} for name, key in keys])


def _remember(
    peer: Peer, before: Mapping[str, str], after: Mapping[str, str], word: str, now: datetime
) -> None:
    """Keep which key began or ceased to be trusted, and on whose word."""
    acts = [("trusted", set(after.values()) - set(before.values()))]
    acts.append(("dropped", set(before.values()) - set(after.values())))
    PeerKeyChange.objects.bulk_create(
        PeerKeyChange(peer=peer, key=key, act=act, word=word[:255], at=now)
        for act, keys in acts
        for key in sorted(keys)
    )
