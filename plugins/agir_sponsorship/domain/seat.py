"""What is a seat, and where does a claim on one stand?

A seat pays the certification fee (tutoring, exam, jury) of one registration, never content: the
course stays free with or without it. Seats are for the public: a pool names certifications,
courses and themes, and no person and no employer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError
from agir_platform.ports import RegistrationState

RESERVED_FOR: Final = timedelta(minutes=15)
MOST_SEATS: Final = 100_000
MOST_PRICE: Final = 10_000_000
"""The dearest seat, in minor units."""
CPF: Final = "cpf"


class ClaimState(StrEnum):
    """Where a claim stands; ``RELEASED`` and ``REVERSED`` gave seat and money back."""

    RESERVED = "reserved"
    CONFIRMED = "confirmed"
    USED = "used"
    RELEASED = "released"
    REVERSED = "reversed"


LIVE: Final = frozenset({ClaimState.RESERVED, ClaimState.CONFIRMED, ClaimState.USED})
EDGES: Final[dict[ClaimState, frozenset[ClaimState]]] = {
    ClaimState.RESERVED: frozenset({ClaimState.CONFIRMED, ClaimState.USED, ClaimState.RELEASED}),
    ClaimState.CONFIRMED: frozenset({ClaimState.USED, ClaimState.RELEASED}),
    ClaimState.USED: frozenset({ClaimState.REVERSED}),
    ClaimState.RELEASED: frozenset(),
    ClaimState.REVERSED: frozenset(),
}


class SeatFigureInvalid(DomainError):
    """A number of seats, a price or a period that no pool may have; ``field`` says which."""

    code: ClassVar[str] = "seat_figure_invalid"


class PoolUnknown(DomainError):
    """There is no such pool."""

    code: ClassVar[str] = "pool_unknown"


class PoolShut(DomainError):
    """The pool is closed, not open yet, or over."""

    code: ClassVar[str] = "pool_shut"


class PoolExhausted(DomainError):
    """Every seat of the pool is taken."""

    code: ClassVar[str] = "pool_exhausted"


class PoolNotForThis(DomainError):
    """The pool does not pay for this certification or course."""

    code: ClassVar[str] = "pool_not_for_this"


class PoolNotForTheme(DomainError):
    """The pool is for certifications of other themes, or nobody can tell this one's."""

    code: ClassVar[str] = "pool_not_for_theme"


class PoolNeedsCode(DomainError):
    """The seats of the pool are given by voucher."""

    code: ClassVar[str] = "pool_needs_code"


class FeeAboveSeat(DomainError):
    """The fee is not one that a seat of the pool pays in full; ``limit`` in minor units."""

    code: ClassVar[str] = "fee_above_seat"


class FeeAlreadyPaid(DomainError):
    """Somebody pays the fee of this registration already: one euro of fee has one funder."""

    code: ClassVar[str] = "fee_already_paid"


class SeatAlreadyHeld(DomainError):
    """The learner holds a seat of this pool already."""

    code: ClassVar[str] = "seat_already_held"


class NotForCpf(DomainError):
    """A registration paid with the CPF: nobody may pay or refund the holder's participation.

    Code du travail, art. L6323-7 and R6323-24-1 (participation; décret n° 2024-394).
    """

    code: ClassVar[str] = "not_for_cpf"


class ClaimUnknown(DomainError):
    """There is no such claim."""

    code: ClassVar[str] = "claim_unknown"


class ClaimStateRefused(DomainError):
    """A claim does not go from where it stands to ``wanted``."""

    code: ClassVar[str] = "claim_state_refused"


class ClaimKeyReused(DomainError):
    """The idempotency key was used for another request."""

    code: ClassVar[str] = "claim_key_reused"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a pool pays for. Each list that is not empty must be met; all empty is anything."""

    certifications: tuple[str, ...] = ()
    course_keys: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    def covers(self, certification: str, courses: Iterable[str], themes: Iterable[str]) -> bool:
        """Tell whether a registration is one that the pool pays for."""
        return (
            (not self.certifications or certification in self.certifications)
            and (not self.course_keys or not set(self.course_keys).isdisjoint(courses))
            and self.has_theme(themes)
        )

    def has_theme(self, themes: Iterable[str]) -> bool:
        """Tell whether one of these themes is the pool's, or any is."""
        return not self.themes or not set(self.themes).isdisjoint(themes)


def checked_pool(
    bought: object, price_minor: object, valid_from: datetime, valid_until: datetime | None
) -> None:
    """Raise ``SeatFigureInvalid`` for what no pool may have.

    1 to ``MOST_SEATS`` seats of 1 to ``MOST_PRICE`` minor units; it ends after it begins.
    """
    for field, value, most in (("bought", bought, MOST_SEATS), ("price", price_minor, MOST_PRICE)):
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            raise SeatFigureInvalid(field=field, limit=most)
    if valid_until is not None and valid_until <= valid_from:
        raise SeatFigureInvalid(field="valid_until", limit="")


def checked_fee(fee_minor: object, price_minor: int, funding: str) -> int:
    """Return a fee that a seat may pay; raise ``NotForCpf``, ``FeeAboveSeat``."""
    if funding == CPF:
        raise NotForCpf
    if isinstance(fee_minor, bool) or not isinstance(fee_minor, int) or fee_minor < 1:
        raise SeatFigureInvalid(field="fee", limit=price_minor)
    if fee_minor > price_minor:
        raise FeeAboveSeat(limit=price_minor)
    return fee_minor


def moved(state: ClaimState, wanted: ClaimState) -> bool:
    """Tell whether a claim has to move: no when it is there; raise ``ClaimStateRefused``."""
    if state is wanted:
        return False
    if wanted not in EDGES[state]:
        raise ClaimStateRefused(state=state.value, wanted=wanted.value)
    return True


def follows(
    state: ClaimState, registration: RegistrationState | None, *, overdue: bool
) -> ClaimState:
    """Return where a claim stands once its registration is known; ``None``: there is none.

    A seat follows its registration: while a place is held, so is the seat. A reservation without
    a registration ends after ``RESERVED_FOR`` (``overdue``). A seat that was used stays used: the
    fee was spent, whatever is said later; only a person reverses it. What was given back stays so.
    """
    if state not in (ClaimState.RESERVED, ClaimState.CONFIRMED):
        return state
    if registration is RegistrationState.LAPSED:
        return ClaimState.RELEASED
    if registration is RegistrationState.ENDED:
        return ClaimState.USED
    if registration is RegistrationState.CONFIRMED:
        return ClaimState.CONFIRMED
    if registration is None and (overdue or state is ClaimState.CONFIRMED):
        return ClaimState.RELEASED
    return state
