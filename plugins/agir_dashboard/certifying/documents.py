"""Which documents of a place can its learner take along?

A *certificat de réalisation* once the entry and the exit of a training were declared; an
attestation of what the jury decided once it did. Neither is the certification itself, which its
certifier delivers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agir_certification.api import passages, proofs, registrations, repertoire, sessions
from agir_certification.api.passages import PassageView
from agir_certification.api.registrations import RegistrationView
from agir_dashboard.certifying import doors, places_of, words
from agir_kernel.errors import DomainError
from agir_platform.select import platform

CERTIFICATE: Final = "agir_certification/desk/certificate.html"


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
    if _decided(place) is not None:
        address = reverse("agir_dashboard:certify-attestation", args=[place.id])
        found.append(Paper(_("Attestation of my result"), address))
    return tuple(found)


@login_required
@require_safe
def realisation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the *certificat de réalisation* of the learner, to be printed and signed."""
    place = places_of.mine(request, key)
    try:
        stated, sha256 = proofs.certificate(place.id, by=None)
    except DomainError:
        raise Http404 from None
    with translation.override("fr"):  # the ministry's model is in French
        told = {
            "told": stated,
            "sha256": sha256,
            "entered": words.day(stated.entered_on),
            "exited": words.day(stated.exited_on),
            "issued": words.day(stated.issued_on),
        }
    response = render(request, CERTIFICATE, told)
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def attestation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was recorded of an exam, to be printed or kept as PDF."""
    place = places_of.mine(request, key)
    passage = _decided(place)
    if passage is None or passage.decision is None:
        raise Http404
    known, exam = repertoire.one(place.certification), sessions.one(place.session)
    told: dict[str, Any] = {
        "learner": _name(doors.who(request)),
        "known": known,
        "when": words.day(exam.terms.starts_at),
        "attendance": words.attendance(passage.attendance),
        "decision": words.decision(passage.decision),
        "decided": words.day(passage.decided_at),
        "delivered": words.day(passage.delivered_on),
        "blocs": [
            (bloc.code, bloc.title)
            for bloc in known.blocs
            if dict(passage.blocs).get(bloc.code, False)
        ],
    }
    return doors.page(request, "attestation.html", told)


def _decided(place: RegistrationView) -> PassageView | None:
    return next(
        (
            one
            for one in passages.of_learner(place.subject)
            if one.registration == place.id and one.decision is not None
        ),
        None,
    )


def _name(user_id: int) -> str:
    person = platform().people.person(user_id)
    return (person.name or person.username) if person else ""
