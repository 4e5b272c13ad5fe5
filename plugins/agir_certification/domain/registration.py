"""How does a registration for a session move, and who may pay?

A registration is the same whoever pays. It never changes an enrolment and never closes content:
what costs is tutoring, exam and jury.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError
from agir_platform.ports import RegistrationState as State


class Funding(StrEnum):
    """Who pays the fee of a registration."""

    CPF = "cpf"
    SEAT = "seat"
    SOLIDARITY = "solidarity"
    EMPLOYER = "employer"
    SELF = "self"
    FREE = "free"


class SessionState(StrEnum):
    """Where a session stands."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    HELD = "held"
    CANCELLED = "cancelled"


class SessionUnknown(DomainError):
    """There is no such session."""

    code: ClassVar[str] = "session_unknown"


class SessionNotOpen(DomainError):
    """Nobody can register for this session now (``state``, or its dates)."""

    code: ClassVar[str] = "session_not_open"


class SessionFull(DomainError):
    """Every place of the session is taken."""

    code: ClassVar[str] = "session_full"


class SessionMalformed(DomainError):
    """A session that could not take place (``field``)."""

    code: ClassVar[str] = "session_malformed"


class SessionInUse(DomainError):
    """Somebody is registered: ``taken`` places cannot be taken away."""

    code: ClassVar[str] = "session_in_use"


class SessionWrongState(DomainError):
    """A session in this state does not move there (``state``)."""

    code: ClassVar[str] = "session_wrong_state"


class AlreadyRegistered(DomainError):
    """The learner has a place in this session (``registration``)."""

    code: ClassVar[str] = "already_registered"


class FundingRefused(DomainError):
    """This funding does not suit the session: a fee is not free, a free session has no fee."""

    code: ClassVar[str] = "funding_refused"


class RegistrationUnknown(DomainError):
    """There is no such registration."""

    code: ClassVar[str] = "registration_unknown"


class RegistrationSettled(DomainError):
    """A registration in this state does not move there (``state``)."""

    code: ClassVar[str] = "registration_settled"


class ReinstatementRefused(DomainError):
    """A place that was given back is not taken back like that (``reason``).

    ``reason`` is ``not_given_back``, ``by_whom`` (no manager gave it back), ``late`` or ``seat``
    (what paid went back to its pool, and is asked for anew).
    """

    code: ClassVar[str] = "reinstatement_refused"


class SessionPeopleChanged(DomainError):
    """Others hold a place than when it was asked (``people`` do now)."""

    code: ClassVar[str] = "session_people_changed"


class KeyUsed(DomainError):
    """The key of a request was used for another one."""

    code: ClassVar[str] = "registration_key_used"


MOVES: Final[dict[State, frozenset[State]]] = {
    State.HELD: frozenset({State.CONFIRMED, State.LAPSED}),
    State.CONFIRMED: frozenset({State.ENDED, State.LAPSED}),
    State.ENDED: frozenset(),
    State.LAPSED: frozenset(),
}
SESSION_MOVES: Final[dict[SessionState, frozenset[SessionState]]] = {
    SessionState.DRAFT: frozenset({SessionState.OPEN, SessionState.CANCELLED}),
    SessionState.OPEN: frozenset({SessionState.CLOSED, SessionState.HELD, SessionState.CANCELLED}),
    SessionState.CLOSED: frozenset({SessionState.OPEN, SessionState.HELD, SessionState.CANCELLED}),
    SessionState.HELD: frozenset(),
    SessionState.CANCELLED: frozenset({SessionState.DRAFT}),
}
LIVE: Final = frozenset({State.HELD, State.CONFIRMED, State.ENDED})
"""A learner has one of these in a session at most."""

TAKES_PLACE: Final = frozenset({State.HELD, State.CONFIRMED, State.ENDED})

HOLDS: Final[dict[Funding, timedelta]] = {
    Funding.SEAT: timedelta(minutes=15),
    Funding.SOLIDARITY: timedelta(days=15),
    Funding.CPF: timedelta(days=45),
    Funding.EMPLOYER: timedelta(days=30),
    Funding.SELF: timedelta(days=7),
}
"""How long a place waits for who pays. A CPF dossier may take 30 days of prerequisites and more."""


def moved(before: State, after: State) -> bool:
    """Tell whether anything changes; raise ``RegistrationSettled`` for a move that is none."""
    if before is after:
        return False
    if after not in MOVES[before]:
        raise RegistrationSettled(state=before.value, wanted=after.value)
    return True


def session_moved(before: SessionState, after: SessionState) -> bool:
    """Tell whether anything changes; raise ``SessionWrongState`` for a move that is none."""
    if before is after:
        return False
    if after not in SESSION_MOVES[before]:
        raise SessionWrongState(state=before.value, wanted=after.value)
    return True


REINSTATED_WITHIN: Final = timedelta(days=7)
BY_MANAGER: Final = "by_manager"
"""The reason of the step by which a manager gave somebody's place back."""


def ensure_reinstates(
    state: State, funding: Funding, reason: str, lapsed_at: datetime | None, now: datetime
) -> None:
    """Raise ``ReinstatementRefused`` unless a manager gave this place back by mistake, lately.

    ``reason`` is of its last step. A sponsored seat went back to its pool with the place.
    """
    hindrances = (
        ("not_given_back", state is not State.LAPSED),
        ("by_whom", reason != BY_MANAGER),
        ("late", lapsed_at is None or now - lapsed_at > REINSTATED_WITHIN),
        ("seat", funding in (Funding.SEAT, Funding.SOLIDARITY)),
    )
    for word, is_so in hindrances:
        if is_so:
            raise ReinstatementRefused(reason=word)


def ensure_suits(funding: Funding, fee_minor: int) -> None:
    """Raise ``FundingRefused`` where a fee is called free, or nothing is paid for."""
    if (funding is Funding.FREE) != (fee_minor == 0):
        raise FundingRefused(funding=funding.value)


def first_state(funding: Funding, *, is_paid: bool) -> State:
    """Return where a registration begins: ``is_paid`` says that who pays has promised already."""
    return State.CONFIRMED if is_paid or funding is Funding.FREE else State.HELD


def held_until(funding: Funding, now: datetime, closes_at: datetime) -> datetime:
    """Return until when a place waits for who pays: never beyond ``closes_at``."""
    return min(now + HOLDS.get(funding, timedelta(0)), closes_at)
