"""Which *certificat de réalisation*, and which attestation, may be given for a registration?"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings

from agir_certification.domain.dated_rules import RuleKey
from agir_certification.domain.hours import paris_day
from agir_certification.domain.proof import (
    Attestation,
    ProofNotYet,
    Realisation,
    Trainer,
    digest,
    keep_until,
    trainer_of,
)
from agir_certification.models import Proof
from agir_certification.passages import taking
from agir_certification.registrations import contracts, places, sessions
from agir_certification.registrations.contracts import ContractView
from agir_certification.repertoire import keeping
from agir_certification.rules import current
from agir_platform.learners import api as learners
from agir_platform.select import platform


def trainer() -> Trainer:
    """Return who issues proofs here; raise ``TrainerUnknown``."""
    return trainer_of(getattr(settings, "AGIR_CERTIFICATION_TRAINER", None) or {})


def realisation(
    registration: UUID, *, by: UUID | None, now: datetime, employer: str = ""
) -> tuple[Realisation, str]:
    """Return what the certificate states, and the digest of it.

    It is noted where ``by`` hands it out; ``None`` is its learner, who looks at it. Raises
    ``RegistrationUnknown``, ``ProofNotYet``, ``TrainerUnknown``.
    """
    found = places.one(registration)
    contract, entered, exited = finished(registration, paris_day(now))
    stated = Realisation(
        trainer=trainer(), learner=name_of(found.subject), employer=employer.strip()[:255],
        action=contract.action or found.code, entered_on=entered, exited_on=exited,
        minutes=contract.hours.minutes, planned=contract.minutes, issued_on=paris_day(now),
    )  # fmt: skip
    sha256 = digest(stated.facts())
    if by is not None:
        note(registration, "certificate", sha256, exited, by=by, now=now)
    return stated, sha256


def is_decided(registration: UUID) -> bool:
    """Tell whether a jury's decision was written down."""
    rows = taking.rows().filter(registration_id=registration)
    return bool(rows.exclude(decision="").exists())


def attestation(registration: UUID, now: datetime) -> tuple[Attestation, str]:
    """Return what was recorded of an exam, as its paper states it, and the digest of it.

    Raises ``RegistrationUnknown``, ``ProofNotYet`` before the decision, ``TrainerUnknown``.
    """
    found, today = places.one(registration), paris_day(now)
    row = taking.rows().filter(registration_id=registration).first()
    passage = taking.view(row) if row is not None else None
    if passage is None or passage.decision is None or passage.decided_at is None:
        raise ProofNotYet(reason="decision")
    known = keeping.one(found.certification, today)
    terms = sessions.one(found.session, now).terms
    given = dict(passage.blocs)
    stated = Attestation(
        trainer=trainer(), learner=name_of(found.subject), code=known.code, title=known.title,
        certifier=known.certifier_name, sat_on=paris_day(terms.starts_at), place=terms.place,
        mode=terms.modality.value, attendance=passage.attendance.value,
        decision=passage.decision.value, decided_on=paris_day(passage.decided_at),
        delivered_on=passage.delivered_on, issued_on=today,
        blocs=tuple((bloc.code, bloc.title) for bloc in known.blocs if given.get(bloc.code)),
    )  # fmt: skip
    return stated, digest(stated.facts())


def finished(registration: UUID, today: date) -> tuple[ContractView, date, date]:
    """Return the contract of a training that is over, with its days; raise ``ProofNotYet``."""
    contract = contracts.of(registration, today)
    if contract is None:
        raise ProofNotYet(reason="contract")
    if contract.entered_on is None:
        raise ProofNotYet(reason="entry")
    if contract.exited_on is None:
        raise ProofNotYet(reason="exit")
    return contract, contract.entered_on, contract.exited_on


def note(
    registration: UUID, kind: str, sha256: str, ended_on: date, *, by: UUID, now: datetime
) -> date:
    """Write down that a proof was made, once; return until when it is kept."""
    until = keep_until(ended_on, current.value_on(RuleKey.PROOFS, ended_on))
    Proof.objects.get_or_create(
        registration_id=registration, kind=kind, sha256=sha256,
        defaults={"made_at": now, "made_by": by, "keep_until": until},
    )  # fmt: skip
    return until


def language_of(subject: UUID) -> str:
    """Return the language in which somebody reads the platform; French for who has left."""
    user_id = learners.user_of(subject)
    person = platform().people.person(user_id) if user_id is not None else None
    return (person.language if person else "") or "fr"


def name_of(subject: UUID) -> str:
    """Return how the platform calls somebody; '' for who has left."""
    user_id = learners.user_of(subject)
    person = platform().people.person(user_id) if user_id is not None else None
    return (person.name or person.username) if person else ""
