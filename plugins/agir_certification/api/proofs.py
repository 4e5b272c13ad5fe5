"""Certificates, attestations, packs of evidence, figures of a year, complaints, satisfaction.

Who may: none of these functions asks; pages do (``api.managers.ensure``).
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from agir_certification.domain.hours import paris_day
from agir_certification.domain.proof import (
    Attestation,
    ProofNotYet,
    Realisation,
    Trainer,
    TrainerUnknown,
)
from agir_certification.models import Proof
from agir_certification.proofs import certificates, complaints, packs, papers, years
from agir_certification.proofs.complaints import (
    AppraisalUnfit,
    AppraisalView,
    ComplaintSaysNothing,
    ComplaintsTooMany,
    ComplaintUnknown,
    ComplaintView,
)
from agir_certification.proofs.packs import Pack
from agir_certification.proofs.years import YearLine
from agir_certification.registrations import places
from agir_kernel.clock import Clock, SystemClock

__all__ = [
    "AppraisalUnfit", "AppraisalView", "Attestation", "ComplaintSaysNothing", "ComplaintUnknown",
    "ComplaintView", "ComplaintsTooMany", "Pack", "ProofNotYet", "Realisation", "Trainer",
    "TrainerUnknown", "YearLine", "answer", "appraisal", "appraise", "attestation",
    "attestation_page", "certificate", "certificate_page", "complain", "complain_of",
    "complaints_about", "complaints_of", "is_decided", "kept", "pack",
    "page_of_complaints", "scores", "trainer", "year",
]  # fmt: skip


def trainer() -> Trainer:
    """Return who issues proofs here; raise ``TrainerUnknown``."""
    return certificates.trainer()


def certificate(
    registration: UUID, *, by: UUID | None, employer: str = "", clock: Clock | None = None
) -> tuple[Realisation, str]:
    """Return what the *certificat de réalisation* states and its digest; raise ``ProofNotYet``.

    It is noted where ``by`` hands it out; ``None`` is its learner, who looks at it.
    """
    now = (clock or SystemClock()).now()
    return certificates.realisation(registration, by=by, now=now, employer=employer)


def certificate_page(registration: UUID, stated: Realisation, sha256: str, *, is_pdf: bool) -> str:
    """Return a certificate as a whole page, in French and under it in its learner's language."""
    language = certificates.language_of(places.one(registration).subject)
    return papers.realisation(stated, sha256, is_pdf=is_pdf, language=language)


def is_decided(registration: UUID) -> bool:
    """Tell whether there is a result to attest."""
    return certificates.is_decided(registration)


def attestation(registration: UUID, *, clock: Clock | None = None) -> tuple[Attestation, str]:
    """Return what an attestation of a result states and its digest.

    Raises ``ProofNotYet`` before the decision, ``TrainerUnknown``.
    """
    return certificates.attestation(registration, (clock or SystemClock()).now())


def attestation_page(registration: UUID, stated: Attestation, sha256: str, *, is_pdf: bool) -> str:
    """Return an attestation as a whole page, in French and in its learner's language."""
    language = certificates.language_of(places.one(registration).subject)
    return papers.attestation(stated, sha256, is_pdf=is_pdf, language=language)


def pack(registration: UUID, *, by: UUID, employer: str = "", clock: Clock | None = None) -> Pack:
    """Return the pack of evidence of a training that is over; raise ``ProofNotYet``."""
    now = (clock or SystemClock()).now()
    return packs.of(registration, by=by, now=now, employer=employer)


def kept(registration: UUID) -> list[tuple[str, str, date]]:
    """Return the proofs that were made: kind, SHA-256, the last day on which each is kept."""
    rows = Proof.objects.filter(registration_id=registration)
    return list(rows.values_list("kind", "sha256", "keep_until"))


def complain(
    code: str, received_on: date, text: str, *, by: UUID, clock: Clock | None = None
) -> UUID:
    """Write a complaint down; raise ``ComplaintUnknown`` for one that says nothing."""
    return complaints.record(code, received_on, text, by=by, now=(clock or SystemClock()).now())


def complain_of(registration: UUID, text: str, *, clock: Clock | None = None) -> UUID:
    """Keep what a learner complains of, about their registration; sent twice it is one.

    Raises ``ComplaintSaysNothing``, ``ComplaintsTooMany``, ``RegistrationUnknown``.
    """
    return complaints.make(registration, text, (clock or SystemClock()).now())


def answer(complaint: UUID, text: str, *, by: UUID, clock: Clock | None = None) -> None:
    """Write down what was answered or done."""
    complaints.answer(complaint, text, by=by, now=(clock or SystemClock()).now())


def complaints_of(codes: frozenset[str] | None) -> list[ComplaintView]:
    """Return complaints, newest first."""
    return complaints.of(codes)


def page_of_complaints(
    codes: frozenset[str] | None, *, start: int, most: int
) -> tuple[list[ComplaintView], int]:
    """Return some complaints, newest first, and how many there are."""
    return complaints.page(codes, start=start, most=most)


def complaints_about(registration: UUID) -> list[ComplaintView]:
    """Return what a learner complained of about their registration, newest first."""
    return complaints.about(registration)


def appraisal(registration: UUID) -> AppraisalView | None:
    """Return how satisfied a learner said to be, ``None`` while they have not."""
    return complaints.appraisal(registration)


def appraise(
    registration: UUID, score: int, comment: str = "", *, clock: Clock | None = None
) -> None:
    """Keep how satisfied somebody was with a session, 1 to 5."""
    complaints.appraise(registration, score, comment, (clock or SystemClock()).now())


def scores(codes: frozenset[str] | None) -> dict[int, int]:
    """Return how many gave each score, 1 to 5."""
    return complaints.scores(codes)


def year(
    number: int, *, codes: frozenset[str] | None = None, clock: Clock | None = None
) -> list[YearLine]:
    """Return hours, learners and holders of a year; nobody is named. 0 is the year of today."""
    today = paris_day((clock or SystemClock()).now())
    return years.of(number or today.year, codes)
