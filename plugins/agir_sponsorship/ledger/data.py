"""What does the ledger show of itself?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_sponsorship.domain.posting import Posting


@dataclass(frozen=True, slots=True)
class TransactionView:
    """One transaction as it was booked.

    ``sequence`` counts from 1; ``hash`` is 64 hexadecimal digits; ``reverses`` names the
    transaction it takes back. ``replayed`` tells that the key was there already: this is what the
    first call booked, and nothing was booked now.
    """

    uuid: UUID
    sequence: int
    kind: str
    postings: tuple[Posting, ...]
    occurred_at: datetime
    booked_at: datetime
    facts: Mapping[str, str]
    reverses: UUID | None
    hash: str
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of an account's statement; ``balance_minor`` is the balance after it."""

    transaction: UUID
    sequence: int
    kind: str
    booked_at: datetime
    amount_minor: int
    balance_minor: int


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with the ledger.

    ``code`` says what: ``gap``, ``hash``, ``unbalanced``, ``invalid``, ``over_reversed``,
    ``overdrawn``, ``snapshot``, ``orphan``, ``head``, ``anchor``. ``where`` is a sequence, an
    account or a table's row.
    """

    code: str
    where: str


@dataclass(frozen=True, slots=True)
class Guard:
    """One trigger that keeps a table append-only, and whether it stands in the database."""

    table: str
    name: str
    stands: bool
