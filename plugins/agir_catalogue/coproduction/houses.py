"""Which institutions are there, and who acts for them?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_catalogue.domain import institution as rules
from agir_catalogue.domain.institution import (
    InstitutionKnown,
    InstitutionUnknown,
    LastSteward,
    MemberUnknown,
    NotOfInstitution,
)
from agir_catalogue.models import Institution, InstitutionInvitation, InstitutionMember

STEWARD: Final = "steward"
CONTRIBUTOR: Final = "contributor"
ROLES: Final = (STEWARD, CONTRIBUTOR)


@dataclass(frozen=True, slots=True)
class House:
    """An institution; ``siret`` and ``ror`` are '' where nobody said one."""

    id: UUID
    name: str
    url: str
    siret: str
    ror: str


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of an institution, as typed."""

    name: str
    url: str = ""
    siret: str = ""
    ror: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """Who acts for an institution; ``role`` is steward or contributor."""

    subject: UUID
    role: str
    at: datetime


def every() -> list[House]:
    """Return all institutions by name. One SELECT."""
    return [_view(row) for row in Institution.objects.all()]


def one(key: UUID) -> House:
    """Return an institution; raise ``InstitutionUnknown``. One SELECT."""
    row = Institution.objects.filter(pk=key).first()
    if row is None:
        raise InstitutionUnknown
    return _view(row)


def several(keys: Iterable[UUID]) -> dict[UUID, House]:
    """Return these institutions, by identifier. One SELECT."""
    return {row.pk: _view(row) for row in Institution.objects.filter(pk__in=set(keys))}


def add(told: Told, now: datetime) -> House:
    """Add an institution; raise ``InstitutionUnfit``, ``InstitutionKnown``."""
    return _saved(Institution(added_at=now), told)


def change(key: UUID, told: Told) -> House:
    """Correct what is said of an institution; raise what ``add`` does, ``InstitutionUnknown``."""
    row = Institution.objects.filter(pk=key).first()
    if row is None:
        raise InstitutionUnknown
    return _saved(row, told)


def members(key: UUID) -> list[Member]:
    """Return who acts for an institution, the longest first. One SELECT."""
    rows = InstitutionMember.objects.filter(institution_id=key)
    return [Member(row.subject, row.role, row.at) for row in rows]


def role_of(key: UUID, subject: UUID | None) -> str:
    """Return steward, contributor, or '' for who is no member. One SELECT."""
    if subject is None:
        return ""
    rows = InstitutionMember.objects.filter(institution_id=key, subject=subject)
    return rows.values_list("role", flat=True).first() or ""


def of_person(subject: UUID | None) -> dict[UUID, str]:
    """Return a person's role by institution. One SELECT."""
    if subject is None:
        return {}
    rows = InstitutionMember.objects.filter(subject=subject)
    return dict(rows.values_list("institution_id", "role"))


def ensure(key: UUID, subject: UUID | None, *roles: str) -> None:
    """Raise ``NotOfInstitution`` unless a person has one of these roles there."""
    if role_of(key, subject) not in (roles or ROLES):
        raise NotOfInstitution


def let_in(key: UUID, subject: UUID, role: str, now: datetime) -> None:
    """Make somebody a member, or change their role. Raises ``LastSteward``."""
    kept = role if role in ROLES else CONTRIBUTOR
    with transaction.atomic():
        lock(key)
        rows = InstitutionMember.objects.filter(institution_id=key, subject=subject)
        before = rows.values_list("role", flat=True).first()
        if before is None:
            if kept != STEWARD:
                _leaves_a_steward(key, subject)
            InstitutionMember.objects.create(institution_id=key, subject=subject, role=kept, at=now)
        else:
            _give(key, subject, before, kept)


def set_role(key: UUID, subject: UUID, role: str) -> None:
    """Change the role of a member; raise ``MemberUnknown``, ``LastSteward``."""
    with transaction.atomic():
        lock(key)
        before = role_of(key, subject)
        if not before:
            raise MemberUnknown
        _give(key, subject, before, role if role in ROLES else CONTRIBUTOR)


def let_go(key: UUID, subject: UUID) -> None:
    """End a membership. Idempotent. Raises ``LastSteward`` while others stay.

    With a steward go the links that wait: who handed one out could come back by it.
    """
    with transaction.atomic():
        lock(key)
        _leaves_a_steward(key, subject)
        if role_of(key, subject) == STEWARD:
            end_links([key])
        InstitutionMember.objects.filter(institution_id=key, subject=subject).delete()


def end_links(keys: Iterable[UUID]) -> None:
    """Take back the invitations of these institutions that wait. Idempotent."""
    InstitutionInvitation.objects.filter(institution_id__in=list(keys)).delete()


def lock(key: UUID) -> None:
    """Let one writer at a time touch the members: an UPDATE, which every database orders.

    Raises ``InstitutionUnknown``.
    """
    if not Institution.objects.filter(pk=key).update(id=key):
        raise InstitutionUnknown


def _give(key: UUID, subject: UUID, before: str, role: str) -> None:
    rows = InstitutionMember.objects.filter(institution_id=key)
    if before == STEWARD and role != STEWARD:
        if not rows.filter(role=STEWARD).exclude(subject=subject).exists():
            raise LastSteward
        end_links([key])
    rows.filter(subject=subject).update(role=role)


def _leaves_a_steward(key: UUID, subject: UUID) -> None:
    others = InstitutionMember.objects.filter(institution_id=key).exclude(subject=subject)
    if others.exists() and not others.filter(role=STEWARD).exists():
        raise LastSteward


def _saved(row: Institution, told: Told) -> House:
    row.name = rules.name_of(told.name)
    row.folded = rules.folded(row.name)
    row.url = rules.url_of(told.url)
    row.siret = rules.siret_of(told.siret) or None
    row.ror = rules.ror_of(told.ror) or None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise InstitutionKnown(name=row.name) from error
    return _view(row)


def _view(row: Institution) -> House:
    return House(row.pk, row.name, row.url, row.siret or "", row.ror or "")
