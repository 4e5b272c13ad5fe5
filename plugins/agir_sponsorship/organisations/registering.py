"""How does an organisation come to be, and change what it says of itself?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID, uuid4

from django.db import transaction

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.machine import moved
from agir_sponsorship.domain.organisation import (
    ACTS,
    ContactRole,
    OrganisationState,
    Told,
    checked,
    is_other_company,
)
from agir_sponsorship.models.organisation import (
    Organisation,
    OrganisationAct,
    OrganisationContact,
)
from agir_sponsorship.organisations.data import OrganisationView
from agir_sponsorship.organisations.reading import OrganisationUnknown, told_of, view

MOST_UNVERIFIED: Final = 5
"""Organisations that one person may have registered and not seen verified."""


class TooManyOrganisations(DomainError):
    """The person has enough organisations that wait. Facts: ``limit``."""

    code: ClassVar[str] = "too_many_organisations"


@transaction.atomic
def register(told: Told, by: UUID, now: datetime) -> OrganisationView:
    """Make a draft of an organisation whose first administrator is ``by``.

    Raises what ``domain.organisation.checked`` raises, and ``TooManyOrganisations``.
    """
    fit = checked(told)
    waiting = OrganisationContact.objects.filter(
        subject=by, role=ContactRole.ADMIN, organisation__taken=None
    ).exclude(organisation__state=OrganisationState.CLOSED)
    if waiting.count() >= MOST_UNVERIFIED:
        raise TooManyOrganisations(limit=MOST_UNVERIFIED)
    row = Organisation.objects.create(
        uuid=uuid4(), **asdict(fit), state=OrganisationState.DRAFT, created_at=now
    )
    OrganisationContact.objects.create(
        organisation=row, subject=by, role=ContactRole.ADMIN, since=now
    )
    noted(row, "register", "", by, now)
    return view(row)


@transaction.atomic
def edit(uuid: UUID, told: Told, by: UUID, now: datetime) -> OrganisationView:
    """Change what an organisation says; who it is or is called, once verified, waits anew.

    Raises ``OrganisationUnknown``, ``TransitionRefused`` and what ``checked`` raises.
    """
    fit = checked(told)
    row = locked(uuid)
    before, after = row.state, moved(ACTS, row.state, "edit")
    if row.state == OrganisationState.VERIFIED and not is_other_company(told_of(row), fit):
        after = before
    for name, value in asdict(fit).items():
        setattr(row, name, value)
    row.state = after
    row.save()
    noted(row, "edit", before, by, now)
    return view(row)


@transaction.atomic
def move(uuid: UUID, act: str, by: UUID, now: datetime) -> OrganisationView:
    """``submit`` for verification, or ``take_back``; raise ``TransitionRefused``."""
    row = locked(uuid)
    before, row.state = row.state, moved(ACTS, row.state, act)
    if act == "submit":
        row.submitted_at = now
    row.save()
    noted(row, act, before, by, now)
    return view(row)


def locked(uuid: UUID) -> Organisation:
    """Return an organisation's row, held until the commit; raise ``OrganisationUnknown``."""
    # A write that changes nothing holds the row on every engine, and SQLite's whole file.
    if not Organisation.objects.filter(pk=uuid).update(uuid=uuid):
        raise OrganisationUnknown
    return Organisation.objects.select_for_update().get(pk=uuid)


def noted(
    row: Organisation, act: str, before: str, by: UUID, now: datetime, reason: str = ""
) -> None:
    """Note an act down."""
    OrganisationAct.objects.create(
        organisation=row, act=act, before=before, after=row.state, by=by, at=now, reason=reason
    )
