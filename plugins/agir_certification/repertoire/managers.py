"""Who is a certification manager, of what?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_certification.domain.repertoire import CertificationUnknown
from agir_certification.models import Certification, Manager
from agir_kernel.errors import DomainError
from agir_platform.learners import api as learners

ALL: Final = "all"


class ManagerThere(DomainError):
    """This person manages that already."""

    code: ClassVar[str] = "manager_there"


class NotYours(DomainError):
    """A certification of another manager."""

    code: ClassVar[str] = "certification_not_yours"


@dataclass(frozen=True, slots=True)
class ManagerView:
    """Somebody who manages a certification, or (``certification`` ``None``) all of them."""

    id: int
    subject: UUID
    certification: UUID | None
    granted_at: datetime


def grant(subject: UUID, certification: UUID | None, by: UUID | None, now: datetime) -> int:
    """Make somebody a manager; raise ``CertificationUnknown``, ``ManagerThere``."""
    if certification and not Certification.objects.filter(pk=certification).exists():
        raise CertificationUnknown
    try:
        with transaction.atomic():
            row = Manager.objects.create(
                subject=subject, certification_id=certification,
                scope=str(certification or ALL), granted_by=by, granted_at=now,
            )  # fmt: skip
    except IntegrityError:
        raise ManagerThere from None
    return int(row.pk)


def end(manager: int, by: UUID | None, now: datetime) -> None:
    """End a role. Idempotent."""
    Manager.objects.filter(pk=manager, live=1).update(live=None, ended_by=by, ended_at=now)


def living() -> list[ManagerView]:
    """Return who manages what now. One statement."""
    return [
        ManagerView(row.pk, row.subject, row.certification_id, row.granted_at)
        for row in Manager.objects.filter(live=1)
    ]


def holds(user_id: int) -> bool:
    """Tell whether a platform user manages anything. Two statements at most."""
    subject = learners.known_subject(user_id)
    return subject is not None and Manager.objects.filter(subject=subject, live=1).exists()


def scope_of(subject: UUID) -> frozenset[UUID] | None:
    """Return the certifications somebody manages; ``None`` is all of them. One statement."""
    rows = Manager.objects.filter(subject=subject, live=1)
    told = list(rows.values_list("certification_id", flat=True))
    return None if None in told else frozenset(told)


def ensure(subject: UUID, certification: UUID) -> None:
    """Raise ``NotYours`` unless somebody manages this certification."""
    mine = scope_of(subject)
    if mine is not None and certification not in mine:
        raise NotYours


def forget(subject: UUID) -> None:
    """End the roles of somebody who leaves, and let what they gave mean nobody. Idempotent."""
    Manager.objects.filter(subject=subject).delete()
    Manager.objects.filter(granted_by=subject).update(granted_by=None)
    Manager.objects.filter(ended_by=subject).update(ended_by=None)
