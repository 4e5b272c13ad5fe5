"""How does a passage become elements of the schema, and elements a passage?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from agir_certification.domain.civil_status import (
    Birthplace,
    CivilStatus,
    Holder,
    Sex,
    TrainingFile,
)
from agir_certification.domain.legal_text import normal
from agir_certification.domain.passage import (
    Access,
    DigitalLevel,
    DigitalResult,
    Enrolment,
    Exam,
    ExamMode,
    Initiative,
    LanguageLevel,
    Mention,
    Obtained,
    Passage,
    VaeRoute,
)
from agir_certification.domain.shape import Item

Plain = str | int | bool | date | None
Word = TypeVar("Word", bound=StrEnum)


def item_of(passage: Passage) -> Item:
    """Return ``passageCertification``, its children in the order of the schema."""
    exam = passage.exam
    return _group(
        "passageCertification",
        _leaf("idTechnique", passage.technical_id),
        _maybe("urlPreuve", passage.proof_url),
        _maybe("libelleOption", passage.option),
        _leaf("obtentionCertification", passage.obtained),
        _leaf("donneeCertifiee", passage.certified),
        _maybe("dateDebutExamen", exam.start),
        _maybe("dateFinExamen", exam.end),
        _maybe("modalitePassageExamen", exam.mode),
        _maybe("codePostalCentreExamen", exam.postal_code),
        _leaf("dateDebutValidite", passage.valid_from),
        _leaf("dateFinValidite", passage.valid_until),
        _leaf("presenceNiveauLangueEuro", passage.has_language_level),
        _maybe("niveauLangueEuropeen", passage.language_level),
        _leaf("presenceNiveauNumeriqueEuro", passage.has_digital_level),
        _digital(passage.digital_level),
        _leaf("scoring", passage.score),
        _leaf("mentionValidee", passage.mention),
        _enrolment(passage.enrolment),
        _holder(passage.holder, passage.education_comment),
        _maybe("verbatim", passage.comment),
    )


def _digital(level: DigitalLevel | None) -> Item | None:
    if level is None:
        return None
    results = [
        _group(
            "resultat",
            _maybe("niveau", one.level),
            _maybe("domaineCompetenceId", one.domain),
            _maybe("competenceId", one.competency),
        )
        for one in level.results
    ]
    return _group(
        "niveauNumeriqueEuropeen",
        _maybe("scoreGeneral", level.score),
        _group("resultats", *results) if results else None,
    )


def _enrolment(enrolment: Enrolment) -> Item:
    return _group(
        "modalitesInscription",
        _leaf("modaliteAcces", enrolment.access),
        _maybe("voieAccessVAE", enrolment.vae),
        _maybe("initiativeInscription", enrolment.initiative),
        _maybe("dateInscription", enrolment.on),
    )


def _holder(holder: Holder, comment: str | None) -> Item:
    if isinstance(holder, TrainingFile):
        inner = _group(
            "dossierFormation",
            _leaf("idDossier", holder.number),
            _leaf("nomTitulaire", holder.surname),
            _leaf("prenom1Titulaire", holder.first_name),
        )
    else:
        inner = _person(holder, comment)
    return _group("identificationTitulaire", inner)


def _person(person: CivilStatus, comment: str | None) -> Item:
    place = person.birthplace
    return _group(
        "titulaire",
        _leaf("nomNaissance", person.birth_name),
        _leaf("nomUsage", person.usual_name),
        _leaf("prenom1", person.first_name),
        _maybe("prenom2", person.second_name),
        _maybe("prenom3", person.third_name),
        _leaf("anneeNaissance", person.birth_year),
        _leaf("moisNaissance", person.birth_month),
        _leaf("jourNaissance", person.birth_day),
        # Without a sex the element is empty, which the schema refuses: nil is not for it.
        Item("sexe", person.sex.value if person.sex else ""),
        _birthplace(place),
        _maybe("libelleCommuneNaissance", place.city),
        _maybe("codePaysNaissance", place.cog[2:] if place.cog and place.is_abroad else None),
        _maybe("libellePaysNaissance", place.country),
        _maybe("commentairesMEN", comment),
    )


def _birthplace(place: Birthplace) -> Item:
    if place.cog is not None:
        inner = _group("codeInseeNaissance", _leaf("codeInsee", place.cog))
    else:
        inner = _group("codePostalNaissance", _leaf("codePostal", place.postal_code))
    return _group("codeCommuneNaissance", inner)


def _group(name: str, *children: Item | None) -> Item:
    return Item(name, children=[child for child in children if child is not None])


def _leaf(name: str, value: Plain) -> Item:
    if value is None:
        return Item(name, nil=True)
    if isinstance(value, str):
        return Item(name, normal(value))
    if isinstance(value, bool):
        return Item(name, "true" if value else "false")
    return Item(name, value.isoformat() if isinstance(value, date) else str(value))


def _maybe(name: str, value: Plain) -> Item | None:
    return None if value is None else _leaf(name, value)


def passage_of(item: Item, kind: str, code: str) -> Passage | None:
    """Return the passage of an element; what has not the right shape is as if it were not there.

    ``None`` when the holder is known by the national identifier, of which nothing is looked at.
    """
    holder = _read_holder(item)
    if holder is None:
        return None
    return Passage(
        technical_id=item.value("idTechnique") or "",
        kind=kind,
        code=code,
        holder=holder,
        valid_from=_day(item.value("dateDebutValidite")) or date.min,
        valid_until=_day(item.value("dateFinValidite")),
        obtained=_word(Obtained, item.value("obtentionCertification")) or Obtained.PAR_ADMISSION,
        certified=_truth(item.value("donneeCertifiee")),
        exam=Exam(
            _day(item.value("dateDebutExamen")),
            _day(item.value("dateFinExamen")),
            _word(ExamMode, item.value("modalitePassageExamen")),
            item.value("codePostalCentreExamen"),
        ),
        has_language_level=_truth(item.value("presenceNiveauLangueEuro")),
        language_level=_word(LanguageLevel, item.value("niveauLangueEuropeen")),
        has_digital_level=_truth(item.value("presenceNiveauNumeriqueEuro")),
        digital_level=_read_digital(item.child("niveauNumeriqueEuropeen")),
        score=item.value("scoring"),
        mention=_word(Mention, item.value("mentionValidee")),
        enrolment=_read_enrolment(item),
        proof_url=item.value("urlPreuve"),
        option=item.value("libelleOption"),
        comment=item.value("verbatim"),
        education_comment=item.value("identificationTitulaire", "titulaire", "commentairesMEN"),
    )


def _read_enrolment(item: Item) -> Enrolment:
    held = item.child("modalitesInscription")
    if held is None:
        return Enrolment()
    return Enrolment(
        _word(Access, held.value("modaliteAcces")),
        _word(VaeRoute, held.value("voieAccessVAE")),
        _word(Initiative, held.value("initiativeInscription")),
        _day(held.value("dateInscription")),
    )


def _read_digital(item: Item | None) -> DigitalLevel | None:
    if item is None:
        return None
    listed = item.child("resultats")
    held: Iterable[Item] = (listed.children or ()) if listed else ()
    results = tuple(
        DigitalResult(
            _int(one.value("niveau")), one.value("domaineCompetenceId"), one.value("competenceId")
        )
        for one in held
    )
    return DigitalLevel(_int(item.value("scoreGeneral")), results)


def _read_holder(item: Item) -> Holder | None:
    identified = item.child("identificationTitulaire") or item
    if (dossier := identified.child("dossierFormation")) is not None:
        return TrainingFile(
            dossier.value("idDossier") or "",
            dossier.value("nomTitulaire") or "",
            dossier.value("prenom1Titulaire") or "",
        )
    person = identified.child("titulaire")
    if person is None:
        return None
    return CivilStatus(
        birth_name=person.value("nomNaissance") or "",
        first_name=person.value("prenom1") or "",
        birth_year=_int(person.value("anneeNaissance")) or 0,
        birth_month=_int(person.value("moisNaissance")),
        birth_day=_int(person.value("jourNaissance")),
        sex=_word(Sex, person.value("sexe")),
        birthplace=Birthplace(
            person.value("codeCommuneNaissance", "codeInseeNaissance", "codeInsee"),
            person.value("codeCommuneNaissance", "codePostalNaissance", "codePostal"),
            person.value("libelleCommuneNaissance"),
            person.value("libellePaysNaissance"),
        ),
        usual_name=person.value("nomUsage"),
        second_name=person.value("prenom2"),
        third_name=person.value("prenom3"),
    )


def _word(words: type[Word], text: str | None) -> Word | None:
    return words(text) if text in set(words) else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip())
    except ValueError:
        return None


def _int(text: str | None) -> int | None:
    try:
        return int(text or "")
    except ValueError:
        return None


def _truth(text: str | None) -> bool:
    return (text or "").strip() in {"true", "1"}
