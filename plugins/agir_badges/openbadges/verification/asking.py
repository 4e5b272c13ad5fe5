"""Where do keys and status lists come from? Nowhere (``Offline``), or one reader (``Online``).

A world serves one verification: it remembers what it read, and asks ``MOST`` times and for
``SECONDS`` at most, so that no badge makes this machine knock at many doors.
``site.Site`` is ``Online`` with the platform's own reader, keys and lists.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, Final, Protocol

from agir_badges.openbadges import resolving
from agir_badges.openbadges.verification.sent import json_of, text_of
from agir_badges.openbadges.verification.world import (
    IssuerUnknown,
    IssuerUnreachable,
    Key,
    StatusUnknown,
)
from agir_kernel.errors import DomainError

MOST: Final = 4  # addresses asked for one badge
SECONDS: Final = 10.0  # for all of them together


class Reader(Protocol):
    """What reads an https address."""

    def __call__(self, url: str, *, seconds: float) -> bytes:
        """Return what stands at ``url`` within ``seconds``; raise ``DomainError``."""
        ...


class Offline:
    """A world of nothing but the badge: keys that are their own names, and no status list."""

    def key_of(self, method: str) -> Key:
        """Return the key of a ``did:key`` or ``did:jwk``; raise ``IssuerUnreachable``."""
        key = resolving.self_contained(method)
        if key is None:
            raise IssuerUnreachable("not asked for", fault="offline")
        return key

    def read(self, url: str) -> bytes:
        """Raise ``StatusUnknown``."""
        raise StatusUnknown("not asked for", fault="offline")


class Online:
    """A world that ``reader`` reads; ``own_key`` and ``own_list`` are asked first.

    ``own_key`` gives a key of this site by its method, or None; it may raise ``IssuerUnknown``
    for a name that is this site's. ``own_list`` gives a status list of this site by its address.
    """

    def __init__(
        self,
        reader: Reader,
        *,
        now: datetime,
        own_key: Callable[[str], bytes | None] = lambda method: None,
        own_list: Callable[[str], bytes | None] = lambda url: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep who is asked; the time begins to run at the first question."""
        self._reader = reader
        self._now = now
        self._own_key = own_key
        self._own_list = own_list
        self._clock = clock
        self._until: float | None = None
        self._held: dict[str, bytes] = {}
        self._asked = 0

    def key_of(self, method: str) -> Key:
        """Return the key that ``method`` names; see ``World``."""
        own = self._own_key(method)
        if own is not None:
            return own
        key = resolving.self_contained(method)
        return self._published(method) if key is None else key

    def read(self, url: str) -> bytes:
        """Return the status list at ``url``; see ``World``."""
        try:
            own = self._own_list(url)
            return self._fetched(url) if own is None else own
        except DomainError as error:
            raise StatusUnknown("not to be had", fault=error.code) from error

    def _published(self, method: str) -> Key:
        address = resolving.address_of(resolving.controller_of(method))
        try:
            data = self._fetched(address)
        except DomainError as error:
            raise IssuerUnreachable("not to be had", fault=error.code) from error
        return resolving.key_from(_document(data), method, now=self._now)

    def _fetched(self, url: str) -> bytes:
        if url not in self._held:
            self._held[url] = self._reader(url, seconds=self._left())
        return self._held[url]

    def _left(self) -> float:
        """Return how long a further question may take; raise ``TooManyQuestions``."""
        if self._until is None:
            self._until = self._clock() + SECONDS
        self._asked += 1
        left = self._until - self._clock()
        if self._asked > MOST or left <= 0:
            raise TooManyQuestions(most=MOST)
        return left


class TooManyQuestions(DomainError):
    """A badge that asks for more addresses, or more time, than one badge needs."""

    code: ClassVar[str] = "too_many_questions"


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json_of(text_of(data))
    except DomainError as error:
        raise IssuerUnknown("no document", fault=error.code) from error
    if not isinstance(document, dict):
        raise IssuerUnknown("no document", fault="object")
    return document
