"""Which documents of a place can its learner take along?

A *certificat de réalisation* once the entry and the exit of a training were declared; an
attestation of what the jury decided once it did. Neither is the certification itself, which its
certifier delivers. Both are PDFs where the site makes any, else pages that print and say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agir_certification.api import proofs, registrations
from agir_certification.api.registrations import RegistrationView
from agir_dashboard.certifying import doors, places_of, refusals
from agir_kernel.errors import DomainError
from agir_platform import documents


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and its address."""

    title: str
    url: str


def of(place: RegistrationView) -> tuple[Paper, ...]:
    """Return the documents that are there for a place."""
    found = []
    contract = registrations.contract(place.id)
    if contract is not None and contract.exited_on is not None:
        address = reverse("agir_dashboard:certify-realisation", args=[place.id])
        found.append(Paper(_("Certificat de réalisation"), address))
    if proofs.is_decided(place.id):
        address = reverse("agir_dashboard:certify-attestation", args=[place.id])
        found.append(Paper(_("Attestation of my result"), address))
    return tuple(found)


@login_required
@require_safe
def realisation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the *certificat de réalisation* of the learner, to be signed."""
    place = places_of.mine(request, key)
    try:
        stated, sha256 = proofs.certificate(place.id, by=None)
    except proofs.TrainerUnknown as refusal:
        return _unwritten(request, refusal)
    except DomainError:
        raise Http404 from None
    return documents.answer(
        lambda is_pdf: proofs.certificate_page(place.id, stated, sha256, is_pdf=is_pdf),
        "certificat-de-realisation",
    )


@login_required
@require_safe
def attestation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was recorded of an exam, to be kept."""
    place = places_of.mine(request, key)
    try:
        stated, sha256 = proofs.attestation(place.id)
    except proofs.TrainerUnknown as refusal:
        return _unwritten(request, refusal)
    except DomainError:
        raise Http404 from None
    return documents.answer(
        lambda is_pdf: proofs.attestation_page(place.id, stated, sha256, is_pdf=is_pdf),
        "attestation-de-resultat",
    )


def _unwritten(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Say why no paper can be given: the operator has not said who issues it."""
    told = {"error": refusals.sentence(refusal)}
    return doors.page(request, "paper_missing.html", told, refusals.status(refusal))
