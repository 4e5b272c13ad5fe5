"""How does a dossier of Mon Compte Formation live?

The portal is the truth: whatever it says is recorded. A state that does not follow from the one
before is flagged for a person to look at, and so is a word that nobody knows. Words are those of
Wedof's public API, which map one to one to the portal's own.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError
from agir_platform.ports import RegistrationState


class DossierState(StrEnum):
    """The states of the life cycle."""

    NOT_PROCESSED = "notProcessed"
    VALIDATED = "validated"
    WAITING_ACCEPTATION = "waitingAcceptation"
    ACCEPTED = "accepted"
    IN_TRAINING = "inTraining"
    TERMINATED = "terminated"
    SERVICE_DONE_DECLARED = "serviceDoneDeclared"
    SERVICE_DONE_VALIDATED = "serviceDoneValidated"
    CANCELED_BY_ATTENDEE = "canceledByAttendee"
    CANCELED_BY_ATTENDEE_NOT_REALIZED = "canceledByAttendeeNotRealized"
    CANCELED_BY_ORGANISM = "canceledByOrganism"
    CANCELED_BY_FINANCER = "canceledByFinancer"
    REFUSED_BY_ATTENDEE = "refusedByAttendee"
    REFUSED_BY_ORGANISM = "refusedByOrganism"
    REFUSED_BY_FINANCER = "refusedByFinancer"
    REJECTED = "rejectedWithoutTitulaireSuite"


class Verdict(StrEnum):
    """What a state that is told means beside the one before."""

    FIRST = "first"
    EXPECTED = "expected"
    REPEATED = "repeated"
    OUT_OF_ORDER = "out_of_order"
    UNKNOWN_STATE = "unknown_state"


FLAGS: Final = frozenset({Verdict.OUT_OF_ORDER, Verdict.UNKNOWN_STATE})
"""What a person should look at."""


class DossierUnknown(DomainError):
    """There is no such dossier."""

    code: ClassVar[str] = "dossier_unknown"


class DossierMalformed(DomainError):
    """A number, state, day or amount that cannot be one (``field``, ``line`` of a file)."""

    code: ClassVar[str] = "dossier_malformed"


class DossierTied(DomainError):
    """The dossier, or the registration, belongs to another one already."""

    code: ClassVar[str] = "dossier_tied"


_S = DossierState
CANCELED: Final = frozenset(
    {
        _S.CANCELED_BY_ATTENDEE,
        _S.CANCELED_BY_ATTENDEE_NOT_REALIZED,
        _S.CANCELED_BY_ORGANISM,
        _S.CANCELED_BY_FINANCER,
    }
)
CLOSED: Final = CANCELED | {
    _S.REFUSED_BY_ATTENDEE,
    _S.REFUSED_BY_ORGANISM,
    _S.REFUSED_BY_FINANCER,
    _S.REJECTED,
}
FOLLOWS: Final[dict[DossierState, frozenset[DossierState]]] = {
    _S.NOT_PROCESSED: CANCELED | {_S.VALIDATED, _S.REFUSED_BY_ORGANISM, _S.REJECTED},
    _S.VALIDATED: CANCELED
    | {_S.ACCEPTED, _S.WAITING_ACCEPTATION, _S.REFUSED_BY_ATTENDEE, _S.REFUSED_BY_FINANCER},
    _S.WAITING_ACCEPTATION: frozenset(
        {_S.ACCEPTED, _S.REFUSED_BY_FINANCER, _S.REJECTED, _S.CANCELED_BY_ATTENDEE}
    ),
    _S.ACCEPTED: CANCELED | {_S.IN_TRAINING},
    _S.IN_TRAINING: frozenset({_S.TERMINATED}),
    _S.TERMINATED: frozenset({_S.SERVICE_DONE_DECLARED}),
    _S.SERVICE_DONE_DECLARED: frozenset({_S.SERVICE_DONE_VALIDATED}),
    _S.SERVICE_DONE_VALIDATED: frozenset(),
} | {state: frozenset() for state in CLOSED}

CONFIRMS: Final = frozenset(
    {
        _S.ACCEPTED,
        _S.IN_TRAINING,
        _S.TERMINATED,
        _S.SERVICE_DONE_DECLARED,
        _S.SERVICE_DONE_VALIDATED,
    }
)
_NUMBER: Final = re.compile(r"[0-9A-Za-z_-]{1,40}")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z_]{0,39}")


def known(word: str) -> DossierState | None:
    """Return the state that a word says, ``None`` for a word that nobody knows."""
    try:
        return DossierState(word)
    except ValueError:
        return None


def judge(before: str | None, after: str) -> Verdict:
    """Return what hearing ``after`` means when ``before`` was the last state heard."""
    told = known(after)
    if told is None:
        return Verdict.UNKNOWN_STATE
    if before is None:
        return Verdict.FIRST
    if before == after:
        return Verdict.REPEATED
    last = known(before)
    if last is None:  # whatever follows an unknown word is the portal's business
        return Verdict.EXPECTED
    return Verdict.EXPECTED if told in FOLLOWS[last] else Verdict.OUT_OF_ORDER


def registration_state(state: str) -> RegistrationState | None:
    """Return what a state makes of the registration that hangs on it; ``None``: nothing."""
    told = known(state)
    if told in CONFIRMS:
        return RegistrationState.CONFIRMED
    return RegistrationState.LAPSED if told in CLOSED else None


def ensure_number(text: str) -> str:
    """Return the portal's number without blanks; raise ``DossierMalformed``."""
    number = text.strip()
    if not _NUMBER.fullmatch(number):
        raise DossierMalformed(field="external_id")
    return number


def ensure_word(text: str) -> str:
    """Return a state's word, known or not; raise ``DossierMalformed`` for what is no word."""
    word = text.strip()
    if not _WORD.fullmatch(word):
        raise DossierMalformed(field="state")
    return word


def ensure_day(day: date, today: date) -> date:
    """Return the day; raise ``DossierMalformed`` for one to come or before the CPF existed."""
    if not date(2015, 1, 1) <= day <= today:
        raise DossierMalformed(field="state_on")
    return day
