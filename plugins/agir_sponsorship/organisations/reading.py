"""Which organisations are there, and what may be read of each?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.organisation import (
    ContactRole,
    OrganisationState,
    Told,
    Visibility,
)
from agir_sponsorship.models.organisation import (
    Organisation,
    OrganisationAct,
    OrganisationContact,
    OrganisationLogo,
)
from agir_sponsorship.organisations.data import (
    ActView,
    LogoView,
    OrganisationView,
    PublicOrganisation,
)


class OrganisationUnknown(DomainError):
    """There is no such organisation, or the person is none of its contacts."""

    code: ClassVar[str] = "organisation_unknown"


class OrganisationNotVerified(DomainError):
    """Only a verified organisation may do this."""

    code: ClassVar[str] = "organisation_not_verified"


def organisation(uuid: UUID) -> OrganisationView:
    """Return an organisation; raise ``OrganisationUnknown``."""
    row = _rows().filter(pk=uuid).first()
    if row is None:
        raise OrganisationUnknown
    return view(row)


def organisations(states: Iterable[str] = (), *, limit: int = 200) -> list[OrganisationView]:
    """Return organisations in these states (all without any), those that wait longest first."""
    rows = _rows()
    if chosen := list(states):
        rows = rows.filter(state__in=chosen)
    return [view(row) for row in rows.order_by("submitted_at", "created_at", "uuid")[:limit]]


def verified(uuid: UUID) -> OrganisationView:
    """Return a verified organisation; raise ``OrganisationUnknown, OrganisationNotVerified``."""
    found = organisation(uuid)
    if found.state is not OrganisationState.VERIFIED:
        raise OrganisationNotVerified
    return found


def public(uuids: Iterable[UUID]) -> dict[UUID, PublicOrganisation]:
    """Return what everybody may read of organisations; those not verified are left out."""
    rows = _rows().filter(pk__in=set(uuids), state=OrganisationState.VERIFIED)
    found = {}
    for row in rows:
        is_named = row.visibility == Visibility.NAME
        found[row.uuid] = PublicOrganisation(
            uuid=row.uuid,
            name=row.public_name if is_named else "",
            website=row.website if is_named else "",
            logo=_logo(row) if is_named else None,
        )
    return found


def of_person(subject: UUID) -> list[tuple[OrganisationView, ContactRole]]:
    """Return the organisations that somebody speaks for, and their role in each."""
    roles = dict(
        OrganisationContact.objects.filter(subject=subject).values_list("organisation_id", "role")
    )
    return [(view(row), ContactRole(roles[row.uuid])) for row in _rows().filter(pk__in=roles)]


def png(uuid: UUID, *, is_public: bool) -> tuple[bytes, str] | None:
    """Return the logo's PNG and its SHA-256; ``is_public`` of a verified organisation alone."""
    rows = OrganisationLogo.objects.filter(pk=uuid)
    if is_public:
        rows = rows.filter(
            organisation__state=OrganisationState.VERIFIED,
            organisation__visibility=Visibility.NAME,
        )
    row = rows.first()
    return (bytes(row.png), row.digest) if row else None


def acts(uuid: UUID) -> list[ActView]:
    """Return what was done with an organisation, latest first."""
    rows = OrganisationAct.objects.filter(organisation=uuid).order_by("-id")
    return [ActView(row.act, row.before, row.after, row.by, row.at, row.reason) for row in rows]


def told_of(row: Organisation) -> Told:
    """Return what an organisation says of itself."""
    return Told(
        legal_name=row.legal_name,
        public_name=row.public_name,
        country=row.country,
        legal_form=row.legal_form,
        siren=row.siren,
        siret=row.siret,
        vat=row.vat,
        registration=row.registration,
        website=row.website,
        visibility=row.visibility,
    )


def view(row: Organisation) -> OrganisationView:
    """Return a stored organisation."""
    return OrganisationView(
        uuid=row.uuid,
        told=told_of(row),
        state=OrganisationState(row.state),
        logo=_logo(row),
        created_at=row.created_at,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
    )


def _logo(row: Organisation) -> LogoView | None:
    logo = getattr(row, "logo", None)
    return LogoView(logo.width, logo.height, logo.alt, logo.digest) if logo else None


def _rows() -> QuerySet[Organisation]:
    return Organisation.objects.select_related("logo").defer("logo__png")
