"""Which elements does a file of accrochage hold, by version of the CDC's schema?

Transcribed from facts of the XSD of namespace ``urn:cdc:cpf:pc5:schema:1.0.0``, version 1.1.2, as
walked in November 2026: names, order, lengths, bounds, words. Version 1.1.5 is known by its users
alone: it adds ``action`` and ``identifiantNational``; the official file, when the operator has
it, decides.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from agir_certification.domain.civil_status import Sex
from agir_certification.domain.passage import (
    Access,
    ExamMode,
    Initiative,
    LanguageLevel,
    Mention,
    Nature,
    Obtained,
    VaeRoute,
)
from agir_certification.domain.shape import Form, Group, Leaf, Text

NAMESPACE: Final = "urn:cdc:cpf:pc5:schema:1.0.0"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
MOST_PASSAGES: Final = 200_000
MOST_BYTES: Final = 200_000_000


class Profile(StrEnum):
    """A version of the schema that Agir writes."""

    V1_1_2 = "1.1.2"
    V1_1_5 = "1.1.5"


class Action(StrEnum):
    """What a file of 1.1.5 does."""

    CREATION = "CREATION"
    SUPPRESSION = "SUPPRESSION"


def _string(name: str, most: int = 255, least: int = 1, *, required: bool = True) -> Leaf:
    return Leaf(name, Text.STRING, least, most, required=required)


def _word(name: str, words: type[StrEnum], *, required: bool = True) -> Leaf:
    return Leaf(name, Text.WORD, words=frozenset(words), required=required)


def _day(name: str, *, required: bool = False) -> Leaf:
    return Leaf(name, Text.DATE, required=required)


def _int(name: str, least: int, most: int, *, required: bool = True) -> Leaf:
    return Leaf(name, Text.INT, least, most, required=required)


BIRTHPLACE: Final = Group(
    "codeCommuneNaissance",
    (
        Group("codeInseeNaissance", (_string("codeInsee", 5, 5),)),
        Group("codePostalNaissance", (Leaf("codePostal", most=9, nillable=True),)),
    ),
    Form.CHOICE,
)
PERSON: Final = Group(
    "titulaire",
    (
        _string("nomNaissance", 60),
        Leaf("nomUsage", most=60, nillable=True),
        _string("prenom1", 60),
        _string("prenom2", 60, required=False),
        _string("prenom3", 60, required=False),
        _int("anneeNaissance", 1900, 2099),
        Leaf("moisNaissance", Text.INT, 1, 12, nillable=True),
        Leaf("jourNaissance", Text.INT, 1, 31, nillable=True),
        _word("sexe", Sex),
        BIRTHPLACE,
        _string("libelleCommuneNaissance", 60, required=False),
        _string("codePaysNaissance", 3, 3, required=False),
        _string("libellePaysNaissance", 60, required=False),
        _string("commentairesMEN", 250, required=False),
    ),
)
DOSSIER: Final = Group(
    "dossierFormation",
    (_string("idDossier", 13), _string("nomTitulaire", 30), _string("prenom1Titulaire", 20)),
)
NATIONAL: Final = Group("identifiantNational", (_string("nir", 13, 13), PERSON.children[0]))
DIGITAL: Final = Group(
    "niveauNumeriqueEuropeen",
    (
        _int("scoreGeneral", 1, 1000, required=False),
        Group(
            "resultats",
            (
                Group(
                    "resultat",
                    (
                        _int("niveau", 1, 8, required=False),
                        _string("domaineCompetenceId", 1, required=False),
                        _string("competenceId", 1, required=False),
                    ),
                    required=False,
                ),
            ),
            Form.LIST,
            least=0,
            required=False,
        ),
    ),
    required=False,
)
ENROLMENT: Final = Group(
    "modalitesInscription",
    (
        Leaf("modaliteAcces", Text.WORD, words=frozenset(Access), nillable=True),
        _word("voieAccessVAE", VaeRoute, required=False),
        _word("initiativeInscription", Initiative, required=False),
        _day("dateInscription"),
    ),
)


def passage_shape(profile: Profile) -> Group:
    """Return the shape of ``passageCertification``."""
    holders = (DOSSIER, PERSON) if profile is Profile.V1_1_2 else (DOSSIER, PERSON, NATIONAL)
    return Group(
        "passageCertification",
        (
            _string("idTechnique"),
            _string("urlPreuve", required=False),
            _string("libelleOption", required=False),
            _word("obtentionCertification", Obtained),
            Leaf("donneeCertifiee", Text.BOOLEAN),
            _day("dateDebutExamen"),
            _day("dateFinExamen"),
            _word("modalitePassageExamen", ExamMode, required=False),
            _string("codePostalCentreExamen", 9, required=False),
            _day("dateDebutValidite", required=True),
            Leaf("dateFinValidite", Text.DATE, nillable=True),
            Leaf("presenceNiveauLangueEuro", Text.BOOLEAN),
            _word("niveauLangueEuropeen", LanguageLevel, required=False),
            Leaf("presenceNiveauNumeriqueEuro", Text.BOOLEAN),
            DIGITAL,
            Leaf("scoring", nillable=True),
            Leaf("mentionValidee", Text.WORD, words=frozenset(Mention), nillable=True),
            ENROLMENT,
            Group("identificationTitulaire", holders, Form.CHOICE),
            _string("verbatim", required=False),
        ),
    )


PASSAGES: Final = {profile: passage_shape(profile) for profile in Profile}
CERTIFICATION: Final = (
    _string("type"),
    _string("code", 100),
    _word("natureDeposant", Nature, required=False),
)
CLIENT: Final = _string("idClient", 8, 8)
CONTRACT: Final = _string("idContrat", 20)
FLUX: Final = _string("idFlux", 50)
STAMP: Final = Leaf("horodatage", Text.STAMP)
ACTION: Final = _word("action", Action, required=False)


ANYTHING: Final = Leaf("passageCertification", least=0, most=0)
"""A passage whose content was looked at and let go."""


def envelope(profile: Profile) -> Group:
    """Return the shape of a file around its passages, which ``PASSAGES`` describe."""
    passages = Group("passageCertifications", (ANYTHING,), Form.LIST)
    certification = Group("certification", (*CERTIFICATION, passages))
    certifier = Group(
        "certificateur",
        (CLIENT, CONTRACT, Group("certifications", (certification,), Form.LIST)),
    )
    emitter = Group("emetteur", (CLIENT, Group("certificateurs", (certifier,))))
    head = (FLUX, STAMP) if profile is Profile.V1_1_2 else (FLUX, STAMP, ACTION)
    return Group("flux", (*head, emitter))
