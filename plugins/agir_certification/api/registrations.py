"""Places in sessions, whoever pays, and the hours of those who enter a training.

Who may: none of these functions asks; pages and REST views do. ``register`` runs in the caller's
transaction, so that a seat and a registration are taken together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from agir_certification.domain.hours import (
    ContractMalformed,
    ContractUnderWay,
    EntryUndeclared,
    Hours,
    paris_day,
)
from agir_certification.domain.registration import (
    AlreadyRegistered,
    Funding,
    FundingRefused,
    KeyUsed,
    RegistrationSettled,
    RegistrationUnknown,
    ReinstatementRefused,
    SessionFull,
    SessionNotOpen,
)
from agir_certification.registrations import contracts, places
from agir_certification.registrations.contracts import ContractView, Planned
from agir_certification.registrations.places import RegistrationView, Request
from agir_kernel.clock import Clock, SystemClock
from agir_platform.ports import RegistrationFacts, RegistrationState

__all__ = [
    "AlreadyRegistered", "ContractMalformed", "ContractUnderWay", "ContractView",
    "EntryUndeclared", "Facts", "Funding", "FundingRefused", "Hours", "KeyUsed", "Planned",
    "RegistrationSettled", "RegistrationState", "RegistrationUnknown", "RegistrationView",
    "ReinstatementRefused", "Request", "SessionFull", "SessionNotOpen", "cancel", "confirm",
    "contract", "declare_entry", "declare_exit", "of_learner", "of_session", "one",
    "page_of_session",
    "read_absence_terms", "register", "reinstatable", "reinstate", "sign_contract", "touch",
    "unpaid_by_dossier",
]  # fmt: skip


def register(request: Request, *, clock: Clock | None = None) -> RegistrationView:
    """Take a place; the same request again returns the same registration.

    Raises ``SessionUnknown``, ``SessionNotOpen``, ``SessionFull``, ``AlreadyRegistered``,
    ``FundingRefused``, ``KeyUsed``.
    """
    return places.register(request, (clock or SystemClock()).now())


def confirm(
    registration: UUID, *, by: UUID | None = None, clock: Clock | None = None
) -> RegistrationView:
    """Keep a place for good; idempotent."""
    return places.confirm(registration, (clock or SystemClock()).now(), by=by)


def cancel(
    registration: UUID, *, reason: str, by: UUID | None = None, clock: Clock | None = None
) -> RegistrationView:
    """Give a place back; idempotent. ``reason`` is a word of at most 32 characters."""
    return places.lapse(registration, (clock or SystemClock()).now(), reason=reason, by=by)


def reinstate(
    registration: UUID, *, by: UUID, clock: Clock | None = None
) -> RegistrationView:  # fmt: skip
    """Take back, within 7 days, that a manager gave a place back.

    Raises ``ReinstatementRefused``, ``SessionNotOpen``, ``SessionFull``, ``AlreadyRegistered``.
    """
    return places.reinstate(registration, (clock or SystemClock()).now(), by=by)


def reinstatable(session: UUID, *, clock: Clock | None = None) -> frozenset[UUID]:
    """Return which places of a session may be taken back now."""
    return places.reinstatable(session, (clock or SystemClock()).now())


def touch(registration: UUID) -> None:
    """Hold the session of a registration until the caller's transaction ends."""
    places.touch(registration)


def one(registration: UUID) -> RegistrationView:
    """Return a registration; raise ``RegistrationUnknown``."""
    return places.one(registration)


def of_learner(subject: UUID) -> list[RegistrationView]:
    """Return what a learner registered for, oldest first."""
    return places.of_learner(subject)


def of_session(session: UUID) -> list[RegistrationView]:
    """Return who is registered for a session."""
    return places.of_session(session)


def page_of_session(session: UUID, *, start: int, most: int) -> tuple[list[RegistrationView], int]:
    """Return some of who is registered, in the order of coming, and how many there are."""
    return places.page_of_session(session, start=start, most=most)


def unpaid_by_dossier(certifications: Iterable[UUID], *, most: int = 100) -> list[RegistrationView]:
    """Return places that a CPF dossier may pay for and none does, oldest first. One statement."""
    return places.unpaid_by_dossier(certifications, most=most)


def read_absence_terms(registration: UUID, version: str, *, clock: Clock | None = None) -> None:
    """Record that the learner was shown what an absence costs."""
    places.read_absence_terms(registration, version, (clock or SystemClock()).now())


def sign_contract(
    registration: UUID, action: str, planned: Sequence[Planned], *, minutes: int,
    signed_on: date | None = None,
) -> None:  # fmt: skip
    """Keep what the training contract names, until the entry is declared."""
    contracts.sign(registration, action, planned, minutes=minutes, signed_on=signed_on)


def declare_entry(registration: UUID, on: date, *, clock: Clock | None = None) -> None:
    """Keep the day of the entry that a person declared; what was done before is positioning."""
    contracts.enter(registration, on, (clock or SystemClock()).now())


def declare_exit(registration: UUID, on: date, *, clock: Clock | None = None) -> None:
    """Keep the day of the exit that a person declared."""
    contracts.leave(registration, on, (clock or SystemClock()).now())


def contract(registration: UUID, *, clock: Clock | None = None) -> ContractView | None:
    """Return the contract of a registration with its billable hours, ``None`` without one."""
    return contracts.of(registration, paris_day((clock or SystemClock()).now()))


class Facts:
    """Answers ``agir_platform.registrations``."""

    def facts(self, registrations: Iterable[str]) -> dict[str, RegistrationFacts]:
        """Return what is known, by registration. Two statements."""
        found = places.several(_uuids(registrations))
        keys = places.course_keys({one.certification for one in found})
        return {
            str(one.id): RegistrationFacts(
                registration=str(one.id), subject=str(one.subject),
                course_keys=keys.get(one.certification, ()), state=one.state,
                funding=one.funding.value, fee_minor=one.fee_minor, currency=one.currency,
            )
            for one in found
        }  # fmt: skip


def _uuids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
