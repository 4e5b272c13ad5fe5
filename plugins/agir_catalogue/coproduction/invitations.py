"""How does somebody begin to act for an institution? By a link that one of its stewards hands on.

Nobody is looked up by name or address, so that no form of a steward tells who has an account here.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_catalogue.coproduction import houses
from agir_catalogue.coproduction.houses import CONTRIBUTOR, ROLES, STEWARD
from agir_catalogue.domain.institution import InvitationsTooMany, InvitationUnknown
from agir_catalogue.models import InstitutionInvitation

LASTS: Final = timedelta(days=14)
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that still works: what it makes of who uses it, and until when."""

    id: int
    role: str
    expires_at: datetime


def waiting(institution: UUID, now: datetime) -> list[Invitation]:
    """Return the links that still work, the oldest first. One SELECT."""
    rows = InstitutionInvitation.objects.filter(institution_id=institution, expires_at__gt=now)
    return [Invitation(row.pk, row.role, row.expires_at) for row in rows]


@transaction.atomic
def invite(institution: UUID, role: str, now: datetime) -> str:
    """Return the secret of a new link: 32 bytes, told once, that works once within 14 days.

    Raises ``InstitutionUnknown``, ``InvitationsTooMany`` where 20 wait.
    """
    houses.lock(institution)
    rows = InstitutionInvitation.objects.filter(institution_id=institution)
    rows.filter(expires_at__lte=now).delete()
    if rows.count() >= MOST:
        raise InvitationsTooMany(most=MOST)
    secret = secrets.token_urlsafe(32)
    InstitutionInvitation.objects.create(
        institution_id=institution,
        role=role if role in ROLES else CONTRIBUTOR,
        secret_hash=_hash(secret),
        made_at=now,
        expires_at=now + LASTS,
    )
    return secret


def invited(secret: str, now: datetime) -> tuple[UUID, str]:
    """Return the institution and the role that a link gives; raise ``InvitationUnknown``."""
    row = _row(secret, now)
    return row.institution_id, row.role


@transaction.atomic
def join(secret: str, subject: UUID, now: datetime) -> UUID:
    """Use a link; return the institution. A steward who uses one stays a steward.

    Raises ``InvitationUnknown``.
    """
    row = _row(secret, now)
    # Two visitors with one link: the one whose deletion finds it is the one it was for.
    if not InstitutionInvitation.objects.filter(pk=row.pk).delete()[0]:
        raise InvitationUnknown
    if houses.role_of(row.institution_id, subject) != STEWARD:
        houses.let_in(row.institution_id, subject, row.role, now)
    return row.institution_id


def withdraw(institution: UUID, invitation: int) -> None:
    """Take a link back. Idempotent."""
    InstitutionInvitation.objects.filter(institution_id=institution, pk=invitation).delete()


def _row(secret: str, now: datetime) -> InstitutionInvitation:
    rows = InstitutionInvitation.objects.filter(secret_hash=_hash(secret), expires_at__gt=now)
    found = rows.first()
    if found is None:
        raise InvitationUnknown
    return found


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
