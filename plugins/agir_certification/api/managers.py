"""Who manages certifications: granted and ended by an operator."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from agir_certification.repertoire import managers
from agir_certification.repertoire.managers import ManagerThere, ManagerView, NotYours
from agir_kernel.clock import Clock, SystemClock
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners
from agir_platform.select import platform

__all__ = [
    "ManagerThere", "ManagerView", "NotYours", "PersonUnknown", "end", "ensure", "grant", "holds",
    "living", "scope_of",
]  # fmt: skip


class PersonUnknown(DomainError):
    """Nobody has this username or address."""

    code: ClassVar[str] = "person_unknown"


def grant(
    name: str, certification: UUID | None, *, by: UUID | None, clock: Clock | None = None
) -> int:
    """Make who has exactly this username or address a manager; ``None`` is of every certification.

    Raises ``PersonUnknown``, ``CertificationUnknown``, ``ManagerThere``.
    """
    person = platform().people.find(name)
    if person is None:
        raise PersonUnknown
    subject = learners.subject_of(person.user_id)
    return managers.grant(subject, certification, by, (clock or SystemClock()).now())


def end(manager: int, *, by: UUID | None, clock: Clock | None = None) -> None:
    """End a role. Idempotent."""
    managers.end(manager, by, (clock or SystemClock()).now())


def living() -> list[ManagerView]:
    """Return who manages what now."""
    return managers.living()


def holds(user_id: int) -> bool:
    """Tell whether a platform user is a certification manager."""
    return managers.holds(user_id)


def scope_of(user_id: int) -> frozenset[UUID] | None:
    """Return the certifications a platform user manages; ``None`` is all: an operator's, too."""
    if platform().access.is_operator(user_id):
        return None
    subject = learners.known_subject(user_id)
    return frozenset() if subject is None else managers.scope_of(subject)


def ensure(user_id: int, certification: UUID) -> None:
    """Raise ``NotYours`` unless a platform user manages this certification."""
    mine = scope_of(user_id)
    if mine is not None and certification not in mine:
        raise NotYours
