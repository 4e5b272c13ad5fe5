"""What do organisations show of themselves?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_sponsorship.domain.organisation import ContactRole, OrganisationState, Told


@dataclass(frozen=True, slots=True)
class LogoView:
    """A logo that this site drew: sides in pixels, what it shows, SHA-256 of the PNG."""

    width: int
    height: int
    alt: str
    digest: str


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One organisation, for its own people and for the operator.

    ``reason`` is what the operator said of the last decision, '' where none is needed.
    ``decided_by`` is a subject, ``None`` before a decision or once that person left.
    """

    uuid: UUID
    told: Told
    state: OrganisationState
    logo: LogoView | None
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    decided_by: UUID | None
    reason: str


@dataclass(frozen=True, slots=True)
class PublicOrganisation:
    """A verified organisation as everybody may read it; ``logo`` has an accessible name.

    ``name`` is '' for one that wants to stay anonymous; there is then no website and no logo.
    """

    uuid: UUID
    name: str
    website: str
    logo: LogoView | None


@dataclass(frozen=True, slots=True)
class ContactView:
    """Somebody who speaks for an organisation."""

    subject: UUID
    role: ContactRole
    since: datetime


@dataclass(frozen=True, slots=True)
class InvitationView:
    """A link that was made and not used yet; its secret is known to who made it alone."""

    id: int
    role: ContactRole
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ActView:
    """One act on an organisation; ``by`` is a subject, ``None`` once that person left."""

    act: str
    before: str
    after: str
    by: UUID | None
    at: datetime
    reason: str
