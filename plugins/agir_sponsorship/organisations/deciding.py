"""What does the operator decide of an organisation? By a named person, with a reason to refuse."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.machine import TransitionRefused, moved
from agir_sponsorship.domain.organisation import (
    ACTS,
    NEED_A_REASON,
    OPERATORS_OWN,
    OrganisationState,
)
from agir_sponsorship.models.organisation import Organisation, OrganisationContact
from agir_sponsorship.organisations.data import OrganisationView
from agir_sponsorship.organisations.reading import view
from agir_sponsorship.organisations.registering import locked, noted

LONGEST: Final = 500


class ReasonMissing(DomainError):
    """A decision against an organisation without its reason. Facts: ``limit``."""

    code: ClassVar[str] = "organisation_reason_missing"


class OwnOrganisation(DomainError):
    """Who speaks for an organisation does not decide about it."""

    code: ClassVar[str] = "organisation_is_own"


class CompanyTaken(DomainError):
    """Another verified organisation is this company."""

    code: ClassVar[str] = "organisation_taken"


def decide(uuid: UUID, act: str, by: UUID, now: datetime, *, reason: str = "") -> OrganisationView:
    """``verify``, ``reject``, ``suspend``, ``resume`` or ``close`` an organisation.

    Raises ``OrganisationUnknown``, ``TransitionRefused``, ``ReasonMissing`` (reject, suspend and
    close need one, up to 500 characters), ``OwnOrganisation``, ``CompanyTaken``.
    """
    reason = reason.strip()
    if len(reason) > LONGEST or (act in NEED_A_REASON and not reason):
        raise ReasonMissing(limit=LONGEST)
    try:
        with transaction.atomic():
            row = locked(uuid)
            if act not in OPERATORS_OWN:
                raise TransitionRefused(act=act, state=row.state)
            if OrganisationContact.objects.filter(organisation=row, subject=by).exists():
                raise OwnOrganisation
            before, row.state = row.state, moved(ACTS, row.state, act)
            if act == "verify":
                row.taken = company(row)
            elif row.state == OrganisationState.CLOSED:
                row.taken = None
            row.decided_at, row.decided_by, row.reason = now, by, reason
            row.save()
            noted(row, act, before, by, now, reason)
    except IntegrityError as double:
        raise CompanyTaken from double
    return view(row)


def company(row: Organisation) -> str:
    """Return what identifies the company: its country and its number there."""
    return f"{row.country}:{row.siren or row.vat or row.registration}".upper()
