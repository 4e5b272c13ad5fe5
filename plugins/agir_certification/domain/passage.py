"""What does the CDC ask of one certification that one person obtained?

The record of ``passageCertification`` in the accrochage schema 1.1.2 (version attribute of the
XSD, namespace ``urn:cdc:cpf:pc5:schema:1.0.0``), field by field. It may hold nonsense that the
schema lets through: ``checks`` name it. French words of the schema stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from agir_certification.domain.civil_status import Holder


class Obtained(StrEnum):
    """How a certification is obtained: by admission, or by a score."""

    PAR_ADMISSION = "PAR_ADMISSION"
    PAR_SCORING = "PAR_SCORING"


class ExamMode(StrEnum):
    """Where an exam is taken."""

    A_DISTANCE = "A_DISTANCE"
    EN_PRESENTIEL = "EN_PRESENTIEL"
    MIXTE = "MIXTE"


class Mention(StrEnum):
    """The distinction that a jury gave."""

    SANS_MENTION = "SANS_MENTION"
    MENTION_ASSEZ_BIEN = "MENTION_ASSEZ_BIEN"
    MENTION_BIEN = "MENTION_BIEN"
    MENTION_TRES_BIEN = "MENTION_TRES_BIEN"
    MENTION_TRES_BIEN_AVEC_FELICITATIONS_DU_JURY = "MENTION_TRES_BIEN_AVEC_FELICITATIONS_DU_JURY"


class Access(StrEnum):
    """By which way a person came to the exam."""

    FORMATION_INITIALE_HORS_APPRENTISSAGE = "FORMATION_INITIALE_HORS_APPRENTISSAGE"
    FORMATION_INITIALE_APPRENTISSAGE = "FORMATION_INITIALE_APPRENTISSAGE"
    FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION = (
        "FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION"
    )
    FORMATION_CONTINUE_CONTRAT_DE_PROFESSIONNALISATION = (
        "FORMATION_CONTINUE_CONTRAT_DE_PROFESSIONNALISATION"
    )
    VAE = "VAE"
    EQUIVALENCE_DIPLOME_ETRANGER = "EQUIVALENCE_DIPLOME_ETRANGER"
    CANDIDAT_LIBRE = "CANDIDAT_LIBRE"


class VaeRoute(StrEnum):
    """Which kind of VAE."""

    CONGES_VAE = "CONGES_VAE"
    VAE_CLASSIQUE = "VAE_CLASSIQUE"


class Initiative(StrEnum):
    """Who wanted the enrolment; the schema still knows no France Travail."""

    CERTIFIE = "CERTIFIE"
    OF = "OF"
    POLE_EMPLOI = "POLE_EMPLOI"
    EMPLOYEUR = "EMPLOYEUR"
    AUTRE = "AUTRE"


class LanguageLevel(StrEnum):
    """The levels of the CEFR, and below."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"
    INSUFFISANT = "INSUFFISANT"


class Nature(StrEnum):
    """As what an operator deposits."""

    CERTIFICATEUR = "CERTIFICATEUR"
    TIERS_CONFIANCE = "TIERS_CONFIANCE"


class Role(StrEnum):
    """What an operator is for a certification; a training partner never deposits."""

    CERTIFIER = "certifier"
    THIRD_PARTY_DEPOSITOR = "third_party_depositor"
    TRAINING_PARTNER = "training_partner"


NATURES: dict[Role, Nature] = {
    Role.CERTIFIER: Nature.CERTIFICATEUR,
    Role.THIRD_PARTY_DEPOSITOR: Nature.TIERS_CONFIANCE,
}


@dataclass(frozen=True, slots=True)
class Depositor:
    """Who deposits, for which certifier.

    ``client_id`` and ``certifier_client_id`` are 8 characters that the CDC gave (``12ABC345``),
    ``contract_id`` 1 to 20 (``MCFCER000123``). A certifier's two are the same.
    """

    client_id: str
    certifier_client_id: str
    contract_id: str
    role: Role = Role.CERTIFIER


@dataclass(frozen=True, slots=True)
class DigitalResult:
    """One line of the digital framework: level 1 to 8, one character each for the others."""

    level: int | None = None
    domain: str | None = None
    competency: str | None = None


@dataclass(frozen=True, slots=True)
class DigitalLevel:
    """What was reached in the European digital framework; ``score`` is 1 to 1000."""

    score: int | None = None
    results: tuple[DigitalResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrolment:
    """How the person came to the exam; ``access`` ``None`` is written as nil."""

    access: Access | None = None
    vae: VaeRoute | None = None
    initiative: Initiative | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Exam:
    """When and where the exam was; ``postal_code`` is the centre's, 1 to 9 characters."""

    start: date | None = None
    end: date | None = None
    mode: ExamMode | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One certification obtained by one person.

    ``technical_id`` is ours, 1 to 255 characters, and comes back in the report. ``kind`` is RS or
    RNCP, ``code`` a sheet's number (``RS5875``, ``RNCP34762``). ``valid_from`` is the day from
    which the certification holds; ``delivered_on`` the day it was given, from which the law
    counts, ``valid_from`` when it is not said. ``option``, ``proof_url``, ``score`` and
    ``comment`` hold 1 to 255 characters; ``None`` leaves an element out, or makes it nil.
    """

    technical_id: str
    kind: str
    code: str
    holder: Holder
    valid_from: date
    valid_until: date | None = None
    delivered_on: date | None = None
    obtained: Obtained = Obtained.PAR_ADMISSION
    certified: bool = True
    exam: Exam = Exam()
    has_language_level: bool = False
    language_level: LanguageLevel | None = None
    has_digital_level: bool = False
    digital_level: DigitalLevel | None = None
    score: str | None = None
    mention: Mention | None = None
    enrolment: Enrolment = Enrolment()
    proof_url: str | None = None
    option: str | None = None
    comment: str | None = field(default=None, repr=False)
    education_comment: str | None = field(default=None, repr=False)

    @property
    def given_on(self) -> date:
        """Return the day from which the law counts."""
        return self.delivered_on or self.valid_from
