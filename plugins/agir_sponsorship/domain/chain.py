"""What is the fingerprint of a transaction, and how does it hold the one before?

SHA-256 over canonical JSON (keys sorted, no spaces, ASCII, RFC 8259) of the entry and of the
previous hash. Changing, removing or inserting one row breaks every hash after it. Whoever knows an
earlier head (the public CSV prints one a month) can prove a later history against it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.posting import Posting

GENESIS: Final = "0" * 64
_KIND: Final = re.compile(r"[a-z][a-z0-9_]{1,31}")
_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


class InvalidEntry(DomainError):
    """A kind that is no code, a key that is none, or an instant without a zone or out of bounds."""

    code: ClassVar[str] = "invalid_ledger_entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction as its fingerprint reads it; ``sequence`` counts from 1 without a gap."""

    sequence: int
    uuid: UUID
    kind: str
    key_hash: str
    occurred_at: datetime
    booked_at: datetime
    reverses: UUID | None
    facts: Mapping[str, str]
    postings: Sequence[Posting]


def fingerprint(previous: str, entry: Entry) -> str:
    """Return the hash of ``entry`` after ``previous``: 64 lower-case hexadecimal digits."""
    return digest(
        {
            "previous": previous,
            "sequence": entry.sequence,
            "uuid": str(entry.uuid),
            "kind": entry.kind,
            "key": entry.key_hash,
            "occurred_at": stamp(entry.occurred_at),
            "booked_at": stamp(entry.booked_at),
            "reverses": str(entry.reverses) if entry.reverses else None,
            "facts": dict(entry.facts),
            "postings": lines(entry.postings),
        }
    )


def request_hash(
    kind: str, postings: Sequence[Posting], facts: Mapping[str, str], **more: str
) -> str:
    """Return what a request is known by. Its time is no part of it: a retry comes later."""
    ordered = sorted(lines(postings))
    return digest({"kind": kind, "postings": ordered, "facts": dict(facts), **more})


def key_hash(idempotency_key: object) -> str:
    """Return the hash that stands for a key: a client's own words never reach a row."""
    if not isinstance(idempotency_key, str) or not 1 <= len(idempotency_key) <= 255:
        raise InvalidEntry(what="idempotency_key")
    return hashlib.sha256(idempotency_key.encode("utf-8", "surrogatepass")).hexdigest()


def kind_of(kind: object) -> str:
    """Return ``kind`` if it is a code of 2 to 32 letters, digits and underscores."""
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise InvalidEntry(what="kind")
    return kind


def instant(at: object) -> datetime:
    """Return ``at`` in UTC if it knows its zone and lies in 2000 to 2199."""
    if not isinstance(at, datetime) or at.utcoffset() is None:
        raise InvalidEntry(what="occurred_at")
    # Compared before it is moved: year 1 in a zone east of Greenwich has no UTC.
    if not _EARLIEST <= at < _LATEST:
        raise InvalidEntry(what="occurred_at")
    return at.astimezone(UTC)


def stamp(at: datetime) -> str:
    """Return an instant as fingerprints write it: UTC, microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def lines(postings: Sequence[Posting]) -> list[list[Any]]:
    """Return postings as fingerprints write them, in their order."""
    return [[line.account, line.amount_minor, line.currency] for line in postings]


def digest(value: Mapping[str, Any]) -> str:
    """Return SHA-256 of canonical JSON."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
