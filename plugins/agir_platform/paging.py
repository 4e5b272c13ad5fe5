"""How does a list of the REST face come, a page at a time, to its end?

Every list has one shape: the rows under their name, and ``next``, the whole address of the next
page, ``null`` at the end. ``limit`` is 1 to 200 (50). The cursor is the key of the last row told,
which never changes for a row: rows that come or go between two pages make none of the others
appear twice or not at all. It is not secret and proves nothing: a list asks who reads it each time.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from rest_framework.request import Request

from agir_kernel.errors import DomainError

USUAL: Final = 50
MOST: Final = 200
LONGEST: Final = 400
"""Characters that a cursor may have."""
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
FURTHEST: Final = 10**17
"""Microseconds, some 3,000 years: no instant is further from the epoch."""

Row = TypeVar("Row")
Key = tuple[int | str, ...]


class PageUnreadable(DomainError):
    """A cursor that no page gave, or a limit that is none."""

    code: ClassVar[str] = "page_unreadable"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page: at most ``limit`` rows after the one with the key ``after``, ``()`` = first."""

    limit: int
    after: Key

    @property
    def place(self) -> tuple[datetime, UUID] | None:
        """Return the instant and identifier of a key that ``latest`` made; ``None`` = first."""
        if not self.after:
            return None
        instant, identifier = self.after
        return EPOCH - int(instant) * MICROSECOND, UUID(str(identifier))


def asked(request: Request, *kinds: type) -> Asked:
    """Return which page is asked for, of a list whose keys have parts of these types."""
    limit = request.query_params.get("limit", str(USUAL))
    if not (limit.isascii() and limit.isdigit() and len(limit) <= 3 and 1 <= int(limit) <= MOST):
        raise PageUnreadable
    cursor = request.query_params.get("cursor", "")
    return Asked(int(limit), _key(cursor, kinds) if cursor else ())


def latest(at: datetime, identifier: UUID) -> Key:
    """Return a key that puts the latest first, and what is of one instant by identifier."""
    return -((at - EPOCH) // MICROSECOND), str(identifier)


LATEST: Final = (int, str)
"""The parts of such a key."""


def page(
    request: Request,
    name: str,
    rows: Sequence[Row],
    *,
    key: Callable[[Row], Key],
    shape: Callable[[Row], dict[str, Any]],
) -> dict[str, Any]:
    """Return the answer of rows already cut: those after the cursor, in order, one too many."""
    limit = asked_limit(request)
    told = rows[:limit]
    more = _cursor(key(told[-1])) if len(rows) > limit else ""
    return {name: [shape(row) for row in told], "next": _next(request, more) if more else None}


def page_of_all(
    request: Request,
    name: str,
    rows: Iterable[Row],
    *,
    key: Callable[[Row], Key],
    shape: Callable[[Row], dict[str, Any]],
    kinds: tuple[type, ...] = LATEST,
) -> dict[str, Any]:
    """Return the answer of a list that is short enough to be read whole, in the order of keys."""
    wanted = asked(request, *kinds)
    ordered = sorted(rows, key=key)
    behind = [row for row in ordered if not wanted.after or key(row) > wanted.after]
    return page(request, name, behind[: wanted.limit + 1], key=key, shape=shape)


def asked_limit(request: Request) -> int:
    """Return how many rows are asked for, whichever the cursor."""
    return int(request.query_params.get("limit", str(USUAL)))


def _cursor(key: Key) -> str:
    return urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def _key(cursor: str, kinds: tuple[type, ...]) -> Key:
    try:
        if len(cursor) > LONGEST:
            raise PageUnreadable
        said = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(said, list) or [type(one) for one in said] != list(kinds):
            raise PageUnreadable
        if kinds == LATEST:
            UUID(said[1])
            if abs(said[0]) > FURTHEST:
                raise PageUnreadable
    except ValueError as error:
        raise PageUnreadable from error
    return tuple(said)


def _next(request: Request, cursor: str) -> str:
    kept = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return request.build_absolute_uri(f"{request.path}?{urlencode({**kept, 'cursor': cursor})}")
