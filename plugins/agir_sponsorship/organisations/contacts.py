"""Who speaks for an organisation? Those whom its administrators invite, by a link.

Nobody is looked up by name or address, so that no form tells who has an account here.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from django.db import transaction

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.organisation import ContactRole, OrganisationUnfit
from agir_sponsorship.models.organisation import OrganisationContact, OrganisationInvitation
from agir_sponsorship.organisations.data import ContactView, InvitationView
from agir_sponsorship.organisations.reading import OrganisationUnknown
from agir_sponsorship.organisations.registering import locked

LASTS: Final = timedelta(days=14)
MOST: Final = 20


class InvitationUnknown(DomainError):
    """The link was used, taken back, has ended or never was."""

    code: ClassVar[str] = "invitation_unknown"


class LastAdministrator(DomainError):
    """An organisation keeps one administrator."""

    code: ClassVar[str] = "last_administrator"


class TooManyContacts(DomainError):
    """Enough people speak for the organisation, or are invited to. Facts: ``limit``."""

    code: ClassVar[str] = "too_many_contacts"


class RoleRefused(DomainError):
    """The person's role in the organisation does not allow this."""

    code: ClassVar[str] = "organisation_role_refused"


_MAY: Final[dict[ContactRole, frozenset[ContactRole]]] = {
    ContactRole.VIEWER: frozenset(ContactRole),
    ContactRole.FINANCE: frozenset({ContactRole.ADMIN, ContactRole.FINANCE}),
    ContactRole.ADMIN: frozenset({ContactRole.ADMIN}),
}


def role_of(subject: UUID, organisation: UUID) -> ContactRole | None:
    """Return somebody's role in an organisation, ``None`` for none."""
    rows = OrganisationContact.objects.filter(organisation=organisation, subject=subject)
    found = rows.values_list("role", flat=True).first()
    return ContactRole(found) if found else None


def ensure(subject: UUID, organisation: UUID, least: ContactRole) -> ContactRole:
    """Return somebody's role if it allows what ``least`` does.

    Raises ``OrganisationUnknown`` for who is no contact (as for one that is not there), else
    ``RoleRefused``.
    """
    role = role_of(subject, organisation)
    if role is None:
        raise OrganisationUnknown
    if role not in _MAY[least]:
        raise RoleRefused
    return role


def is_contact(subject: UUID) -> bool:
    """Tell whether somebody speaks for any organisation."""
    return OrganisationContact.objects.filter(subject=subject).exists()


def contacts(organisation: UUID) -> list[ContactView]:
    """Return who speaks for an organisation, longest first."""
    rows = OrganisationContact.objects.filter(organisation=organisation)
    return [ContactView(row.subject, ContactRole(row.role), row.since) for row in rows]


def invitations(organisation: UUID, now: datetime) -> list[InvitationView]:
    """Return the links that still work."""
    rows = OrganisationInvitation.objects.filter(organisation=organisation, expires_at__gt=now)
    return [InvitationView(row.pk, ContactRole(row.role), row.expires_at) for row in rows]


@transaction.atomic
def invite(organisation: UUID, role: str, now: datetime) -> str:
    """Return the secret of a new link: 32 bytes, told once, that works once within 14 days."""
    if role not in [one.value for one in ContactRole]:
        raise OrganisationUnfit(what="role")
    row = locked(organisation)
    row.invitations.filter(expires_at__lte=now).delete()
    if row.invitations.count() + row.contacts.count() >= MOST:
        raise TooManyContacts(limit=MOST)
    secret = secrets.token_urlsafe(32)
    OrganisationInvitation.objects.create(
        organisation=row,
        role=role,
        secret_hash=_hash(secret),
        made_at=now,
        expires_at=now + LASTS,
    )
    return secret


def invited(secret: str, now: datetime) -> tuple[UUID, ContactRole]:
    """Return the organisation and role that a link gives; raise ``InvitationUnknown``."""
    row = _invitation(secret, now)
    return row.organisation_id, ContactRole(row.role)


@transaction.atomic
def join(secret: str, subject: UUID, now: datetime) -> UUID:
    """Use a link; who is a contact already gets its role, unless it would be the last admin's."""
    row = _invitation(secret, now)
    organisation, role = locked(row.organisation_id), row.role
    # Two visitors with one link: the one whose deletion finds it is the one it was for.
    if not OrganisationInvitation.objects.filter(pk=row.pk).delete()[0]:
        raise InvitationUnknown
    if role_of(subject, organisation.uuid) is ContactRole.ADMIN and role != ContactRole.ADMIN:
        _keep_an_admin(organisation.uuid, subject)
    rows = OrganisationContact.objects.filter(organisation=organisation, subject=subject)
    if not rows.update(role=role):
        rows.create(organisation=organisation, subject=subject, role=role, since=now)
    return organisation.uuid


def withdraw(organisation: UUID, invitation: int) -> None:
    """Take a link back. Idempotent."""
    OrganisationInvitation.objects.filter(organisation=organisation, pk=invitation).delete()


@transaction.atomic
def remove(organisation: UUID, subject: UUID) -> None:
    """Let somebody speak for the organisation no longer; raise ``LastAdministrator``."""
    row = locked(organisation)
    if role_of(subject, organisation) is ContactRole.ADMIN:
        _keep_an_admin(organisation, subject)
    OrganisationContact.objects.filter(organisation=row, subject=subject).delete()


def _keep_an_admin(organisation: UUID, but: UUID) -> None:
    others = OrganisationContact.objects.filter(organisation=organisation, role=ContactRole.ADMIN)
    if not others.exclude(subject=but).exists():
        raise LastAdministrator


def _invitation(secret: str, now: datetime) -> OrganisationInvitation:
    row = OrganisationInvitation.objects.filter(
        secret_hash=_hash(secret), expires_at__gt=now
    ).first()
    if row is None:
        raise InvitationUnknown
    return row


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
