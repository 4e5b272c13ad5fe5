"""What do pools, claims and vouchers look like from outside? Frozen records, no table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_sponsorship.domain.seat import ClaimState, Scope

PLEDGE, TRANSFER = "pledge", "transfer"
SOURCES = (PLEDGE, TRANSFER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A pool to be opened: ``bought`` seats of at most ``price_minor`` of ``currency`` each.

    ``source`` is ``pledge`` (money that was paid on the pledge ``source_id``) or ``transfer``
    (money of a transfer that nobody placed yet). ``is_open``: anybody may take one without a
    voucher.
    """

    name: str
    organisation: UUID
    source: str
    source_id: UUID | None
    scope: Scope
    bought: int
    price_minor: int
    currency: str
    is_open: bool
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAsked:
    """A fee that somebody asks to have paid: of a registration, in minor units.

    ``funding`` is the registration's (``agir_platform.ports.RegistrationFacts``). ``themes`` are
    those of its courses, where the caller knows them. ``idempotency_key``: 1 to 128 signs; the
    same key with another request is refused.
    """

    subject: UUID
    registration: UUID
    fee_minor: int
    currency: str
    idempotency_key: str
    certification: str = ""
    course_keys: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    funding: str = ""


@dataclass(frozen=True, slots=True)
class PoolView:
    """A pool; ``left`` seats can be taken, ``vouchers`` of them only with a code."""

    id: UUID
    name: str
    organisation: UUID
    scope: Scope
    bought: int
    used: int
    vouchers: int
    price_minor: int
    currency: str
    is_open: bool
    state: str
    valid_from: datetime
    valid_until: datetime | None

    @property
    def left(self) -> int:
        """Return how many seats no claim holds."""
        return self.bought - self.used


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim; ``pool`` is ``None`` where the solidarity fund pays (``aid``)."""

    id: UUID
    pool: UUID | None
    aid: UUID | None
    subject: UUID
    registration: UUID
    fee_minor: int
    currency: str
    state: ClaimState
    reserved_until: datetime
    is_replay: bool = False


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch of vouchers; ``redeemed`` of ``count``."""

    id: UUID
    pool: UUID
    pool_name: str
    count: int
    redeemed: int
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Issued:
    """A batch just issued: ``codes`` are shown now and never again."""

    batch: UUID
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A voucher that can be redeemed, and the pool that it gives a seat of."""

    voucher: UUID
    pool: PoolView
