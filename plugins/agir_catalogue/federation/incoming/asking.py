"""How is one document of a peer asked for, and when is it believed?

Through ``agir_platform.http``, which goes to no private place and follows nobody. What a peer
signs must be signed by a key that is trusted here, for this very question, and not before what
was taken over last.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from agir_catalogue.federation.incoming.refusals import (
    FeedMalformed,
    FeedReplayed,
    FeedTooLong,
)
from agir_platform import http
from agir_platform.signing import messages, multikey

PAGE_BYTES: Final = 20_000_000
RUN_BYTES: Final = 60_000_000
PAGE_SECONDS: Final = 20.0
RUN_SECONDS: Final = 120.0
DEPTH: Final = 40
ACCEPT: Final = "application/vnd.api+json, application/ld+json, application/json"
UNCHANGED: Final = ('"@status"', '"@path";req', '"@query";req')

Fetch = Callable[..., http.Fetched]


@dataclass(frozen=True, slots=True)
class Trust:
    """What is believed of a peer: its keys (name → Multikey), since when its answers count.

    No key, no signature is asked for: the peer is known by its certificate alone.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None

    def public(self, name: str) -> bytes | None:
        """Return the 32 bytes of a trusted key."""
        written = self.keys.get(name)
        try:
            return multikey.decode(written) if written else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Told:
    """One answer that is believed. ``value`` is its JSON, ``None`` when it is unchanged."""

    url: str
    value: Any
    etag: str
    signed_at: datetime | None
    signed_by: str = ""


class Asker:
    """Asks one peer, within one time for the whole reading."""

    def __init__(self, trust: Trust, now: datetime, *, fetch: Fetch = http.fetch) -> None:
        """Believe what ``trust`` says, at ``now``."""
        self.trust, self._now, self._fetch = trust, now, fetch
        self._end, self._bytes = monotonic() + RUN_SECONDS, RUN_BYTES
        self.signed_at: datetime | None = None  # the earliest of this reading

    def ask(self, url: str, *, etag: str = "") -> Told:
        """Return the JSON at an address.

        Raises the refusals of ``agir_platform.http`` and of ``signing.messages``, and
        ``FeedMalformed``, ``FeedReplayed`` or ``FeedTooLong``.
        """
        left = min(PAGE_SECONDS, self._end - monotonic())
        if left <= 0:
            raise FeedTooLong(limit=int(RUN_SECONDS), unit="seconds")
        found = self._fetch(
            url, limit=min(PAGE_BYTES, self._bytes), timeout=left, accept=ACCEPT, etag=etag
        )
        self._bytes -= len(found.content)
        signed_at, key = self._checked(found)
        mark = found.headers.get("etag", "")[:255]
        if found.is_unchanged:
            return Told(url, None, mark or etag, signed_at, key)
        return Told(url, parsed(found.content, url), mark, signed_at, key)

    def _checked(self, found: http.Fetched) -> tuple[datetime | None, str]:
        """Return when and by which key an answer was signed."""
        if not self.trust.keys:
            return None, ""
        answer = messages.Message(
            headers=found.headers,
            content=found.content,
            status=304 if found.is_unchanged else 200,
            request=messages.Message(method="GET", url=found.url),
        )
        must = UNCHANGED if found.is_unchanged else messages.ANSWERED
        seal = messages.verify(answer, self.trust.public, self._now, must=must)
        if self.trust.not_before is not None and seal.created < self.trust.not_before:
            raise FeedReplayed(signed=seal.created.isoformat())
        self.signed_at = min(self.signed_at or seal.created, seal.created)
        return seal.created, seal.keyid


def parsed(content: bytes, url: str) -> Any:
    """Return what some bytes of JSON say, figures exact; raises ``FeedMalformed``."""
    try:
        value = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_none)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise FeedMalformed(host=urlsplit(url).hostname or "", where="JSON") from error
    if _is_deep(value):
        raise FeedMalformed(host=urlsplit(url).hostname or "", where="depth")
    return value


def _none(name: str) -> None:
    raise ValueError(name)


def _is_deep(value: Any) -> bool:
    """Tell whether something holds something that holds something … more than ``DEPTH`` times."""
    level = [value]
    for _ in range(DEPTH):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True
