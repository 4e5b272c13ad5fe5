"""How does a consumer take scores from its streams, and what becomes of a dead one's?

First what this consumer had when it died, then what others had and nobody asks for, then what is
new. A message is acknowledged, and deleted, after its row went home: whoever dies in between, it
is delivered again and changes nothing. So the length of a stream is what waits.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from agir_competencies.stream import address
from agir_competencies.stream.settle import Settled, settle
from agir_kernel.errors import DomainError

UNREADABLE: Final = "message_unreadable"
TOO_OFTEN: Final = "delivered_too_often"
MOST_DELIVERIES: Final = 5

Message = tuple[str, dict[str, str]]  # id in the stream, fields


class NoSuchPart(DomainError):
    """A consumer's number is outside 0 to the number of consumers, or there are more than parts."""

    code: ClassVar[str] = "stream_part_unknown"


@dataclass(frozen=True, slots=True)
class Terms:
    """``part`` of ``of`` consumers; ``batch`` rows a transaction; ``wait`` ms for what is new.

    ``claim_after``: ms after which a message that another consumer holds is taken over.
    """

    part: int = 0
    of: int = 1
    batch: int = 1_000
    wait: int = 1_000
    claim_after: int = 60_000
    seed: int | None = None


@dataclass(slots=True)
class Progress:
    """What a consumer did since it began."""

    folded: int = 0
    batches: int = 0
    retries: int = 0
    aside: Counter[str] = field(default_factory=Counter)


class Consumer:
    """One consumer of some of the streams. Not to be shared between threads."""

    def __init__(self, terms: Terms) -> None:
        """Join the group of each stream; raise ``NoSuchPart``, ``StreamUnset`` or Redis' own."""
        parts = address.parts()
        if not 0 <= terms.part < terms.of or terms.of > parts:
            raise NoSuchPart(part=terms.part, of=terms.of, parts=parts)
        self.terms = terms
        self.progress = Progress()
        self.streams = [address.key(one) for one in range(terms.part, parts, terms.of)]
        self._name = f"{terms.part}-of-{terms.of}"
        self._redis = address.client()
        self._chance = random.Random(terms.seed)  # noqa: S311  spreads pauses, hides nothing
        for stream in self.streams:
            self._join(stream)

    def _join(self, stream: str) -> None:
        try:
            self._redis.xgroup_create(stream, address.GROUP, id="0", mkstream=True)
        except Exception as error:
            if "BUSYGROUP" not in str(error):
                raise

    def left_behind(self) -> Iterator[int]:
        """Settle what was delivered and never acknowledged; yield the size of each batch."""
        for stream in self.streams:
            yield from self._own(stream)
            yield from self._others(stream)

    def _own(self, stream: str) -> Iterator[int]:
        while True:
            found = self._redis.xreadgroup(
                address.GROUP, self._name, {stream: "0"}, count=self.terms.batch
            )
            messages = _messages(found)
            if not messages:
                return
            yield self._settle(stream, messages, again=True)

    def _others(self, stream: str) -> Iterator[int]:
        start = "0-0"
        while True:
            start, messages, *_ = self._redis.xautoclaim(
                stream, address.GROUP, self._name, self.terms.claim_after, start,
                count=self.terms.batch,
            )  # fmt: skip
            if messages:
                yield self._settle(stream, messages, again=True)
            if start == "0-0":
                return

    def new(self) -> Iterator[int]:
        """Settle what is new, waiting for it once; yield the size of each batch."""
        found = self._redis.xreadgroup(
            address.GROUP, self._name, dict.fromkeys(self.streams, ">"),
            count=self.terms.batch, block=self.terms.wait or None,
        )  # fmt: skip
        for stream, messages in _by_stream(found):
            yield self._settle(stream, messages, again=False)

    def waiting(self) -> int:
        """Return how many messages of this consumer's streams are not settled."""
        return sum(self._redis.xlen(stream) for stream in self.streams)

    def _settle(self, stream: str, messages: Sequence[Message], *, again: bool) -> int:
        often = self._often(stream, messages) if again else set()
        aside: Counter[str] = Counter()
        ids = []
        for message, fields in messages:
            entry = (fields or {}).get("entry", "")
            if message in often:
                aside[TOO_OFTEN] += 1
            elif not (entry.isascii() and entry.isdigit() and len(entry) < 19):
                aside[UNREADABLE] += 1
            else:
                ids.append(int(entry))
        told = settle(ids, again=again, chance=self._chance) if ids else Settled()
        told.aside.update(aside)
        self._done(stream, [message for message, _ in messages], told)
        return len(messages)

    def _often(self, stream: str, messages: Sequence[Message]) -> set[str]:
        """Return messages at which a consumer died again and again; the sweeper has their rows."""
        rows = self._redis.xpending_range(
            stream, address.GROUP, min=messages[0][0], max=messages[-1][0], count=len(messages)
        )
        return {row["message_id"] for row in rows if row["times_delivered"] > MOST_DELIVERIES}

    def _done(self, stream: str, messages: list[str], told: Settled) -> None:
        with self._redis.pipeline(transaction=True) as pipe:
            pipe.xack(stream, address.GROUP, *messages)
            pipe.xdel(stream, *messages)
            for code, number in told.aside.items():
                pipe.hincrby(address.ASIDE, code, number)
            pipe.execute()
        self.progress.folded += told.folded
        self.progress.retries += told.retries
        self.progress.aside.update(told.aside)
        self.progress.batches += 1


def _by_stream(found: Any) -> list[tuple[str, list[Message]]]:
    """Return what XREADGROUP answered, as pairs, whichever protocol the client speaks."""
    if isinstance(found, dict):
        return [(stream, lists[0]) for stream, lists in found.items() if lists]
    return [(stream, messages) for stream, messages in found or []]


def _messages(found: Any) -> list[Message]:
    return [message for _, messages in _by_stream(found) for message in messages]
