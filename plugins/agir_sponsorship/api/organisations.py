"""Organisations that sponsor.

Who may: no function asks, except ``ensure``, which tells whether a person's role in one
organisation allows something. ``decide`` is for who runs the site. Times are the clock's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import IO
from uuid import UUID

from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_sponsorship.domain.machine import TransitionRefused
from agir_sponsorship.domain.organisation import (
    ContactRole,
    LegalForm,
    OrganisationState,
    Told,
    Visibility,
)
from agir_sponsorship.organisations import contacts as speaking
from agir_sponsorship.organisations import deciding, logo, reading, registering
from agir_sponsorship.organisations.data import (
    ActView,
    ContactView,
    InvitationView,
    LogoView,
    OrganisationView,
    PublicOrganisation,
)
from agir_sponsorship.organisations.reading import OrganisationUnknown

__all__ = [
    "ActView",
    "ContactRole",
    "ContactView",
    "InvitationView",
    "LegalForm",
    "LogoView",
    "OrganisationState",
    "OrganisationUnknown",
    "OrganisationView",
    "PublicOrganisation",
    "Told",
    "Visibility",
    "acts",
    "contacts",
    "decide",
    "edit",
    "ensure",
    "invitations",
    "invite",
    "invited",
    "is_sponsor",
    "join",
    "move",
    "of_user",
    "organisation",
    "organisations",
    "png",
    "public",
    "put_logo",
    "register",
    "remove_contact",
    "remove_logo",
    "verified",
    "withdraw_invitation",
]

acts = reading.acts
contacts = speaking.contacts
organisation = reading.organisation
organisations = reading.organisations
png = reading.png
remove_contact = speaking.remove
verified = reading.verified
withdraw_invitation = speaking.withdraw


def public(uuids: Iterable[UUID]) -> dict[UUID, PublicOrganisation]:
    """Return what everybody may read of organisations; those not verified are left out."""
    return reading.public(uuids)


def is_sponsor(user_id: int) -> bool:
    """Tell whether a user speaks for any organisation. Writes nothing."""
    subject = learners.known_subject(user_id)
    return subject is not None and speaking.is_contact(subject)


def of_user(user_id: int) -> list[tuple[OrganisationView, ContactRole]]:
    """Return the organisations that a user speaks for, and their role in each."""
    subject = learners.known_subject(user_id)
    return [] if subject is None else reading.of_person(subject)


def ensure(user_id: int, organisation: UUID, least: ContactRole) -> ContactRole:
    """Return a user's role in an organisation; raise ``OrganisationUnknown, RoleRefused``."""
    subject = learners.known_subject(user_id)
    if subject is None:
        raise reading.OrganisationUnknown
    return speaking.ensure(subject, organisation, least)


def register(told: Told, user_id: int, *, clock: Clock | None = None) -> OrganisationView:
    """Make a draft whose first administrator is the user."""
    return registering.register(told, learners.subject_of(user_id), _now(clock))


def edit(uuid: UUID, told: Told, user_id: int, *, clock: Clock | None = None) -> OrganisationView:
    """Change what an organisation says of itself."""
    return registering.edit(uuid, told, learners.subject_of(user_id), _now(clock))


def move(uuid: UUID, act: str, user_id: int, *, clock: Clock | None = None) -> OrganisationView:
    """``submit`` an organisation, or ``take_back``."""
    if act not in ("submit", "take_back"):
        raise TransitionRefused(act=act, state="")
    return registering.move(uuid, act, learners.subject_of(user_id), _now(clock))


def decide(
    uuid: UUID, act: str, user_id: int, *, reason: str = "", clock: Clock | None = None
) -> OrganisationView:
    """``verify``, ``reject``, ``suspend``, ``resume`` or ``close``, in the user's name."""
    by = learners.subject_of(user_id)
    return deciding.decide(uuid, act, by, _now(clock), reason=reason)


def put_logo(
    uuid: UUID, sent: IO[bytes], alt: str, user_id: int, *, clock: Clock | None = None
) -> LogoView:
    """Draw a logo from what was sent; ``alt`` says what it shows."""
    return logo.put(uuid, sent, alt, learners.subject_of(user_id), _now(clock))


def remove_logo(uuid: UUID, user_id: int, *, clock: Clock | None = None) -> None:
    """Take the logo away."""
    logo.remove(uuid, learners.subject_of(user_id), _now(clock))


def invitations(uuid: UUID, *, clock: Clock | None = None) -> list[InvitationView]:
    """Return the links that still work."""
    return speaking.invitations(uuid, _now(clock))


def invite(uuid: UUID, role: str, *, clock: Clock | None = None) -> str:
    """Return the secret of a link that makes one person a contact."""
    return speaking.invite(uuid, role, _now(clock))


def invited(secret: str, *, clock: Clock | None = None) -> tuple[UUID, ContactRole]:
    """Return the organisation and role that a link gives; raise ``InvitationUnknown``."""
    return speaking.invited(secret, _now(clock))


def join(secret: str, user_id: int, *, clock: Clock | None = None) -> UUID:
    """Use a link; return the organisation."""
    return speaking.join(secret, learners.subject_of(user_id), _now(clock))


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
