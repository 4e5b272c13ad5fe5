"""What does a pack of evidence hold, and how does anybody check that nothing was changed?

A zip with a manifest: each file with its SHA-256, and in plain words what is not there. The same
facts give the same bytes on the same day, which its papers name. It names the learner; minutes of
juries and texts of others stay out, the minutes' digest is in.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from agir_certification.domain.hours import paris_day
from agir_certification.domain.proof import TrainerUnknown
from agir_certification.dossiers import reading
from agir_certification.duties import log as duties
from agir_certification.models import Jury, RegistrationStep
from agir_certification.passages import taking
from agir_certification.proofs import certificates, papers
from agir_certification.registrations import places
from agir_platform import documents
from agir_platform.documents.sheets import guarded

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
ABSENT: Final = (
    "Échanges avec le tuteur et sur les forums : sur la plateforme de cours, datés",
    "Travaux remis et copies d’examen : sur la plateforme de cours ou chez le certificateur",
    "Procès-verbal du jury : gardé à part, car il nomme d’autres personnes ; son empreinte est ici",
    "Contrat de formation signé : chez l’organisme",
)
UNNAMED: Final = (
    "Certificat de réalisation et attestation : l’organisme n’a pas dit qui il est "
    "(AGIR_CERTIFICATION_TRAINER)"
)
UNPRINTED: Final = "PDF : ce site n’en fait pas ; les pages HTML s’impriment depuis un navigateur"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack: its bytes, their SHA-256, and the names in it."""

    content: bytes
    sha256: str
    names: tuple[str, ...]


def of(registration: UUID, *, by: UUID, now: datetime, employer: str = "") -> Pack:
    """Return the pack of a training that is over; raise ``ProofNotYet`` and others.

    ``employer``: who employs the learner, where somebody does; its certificate names them.
    """
    contract, entered, exited = certificates.finished(registration, paris_day(now))
    found = places.one(registration)
    counted = set(contract.hours.counted)
    files = {
        "activites.csv": _sheet(
            ("activite", "cours", "minutes_estimees", "faite_le", "comptee", "positionnement"),
            (
                (
                    one.title or one.object_key, one.course_key, one.minutes,
                    _at(one.done_at), _yes(one.object_key in counted), _yes(one.is_positioning),
                )
                for one in contract.activities
            ),
        ),
        "resume.json": _json(
            {
                "apprenant": certificates.name_of(found.subject),
                "employeur": employer.strip()[:255] or None,
                "certification": found.code,
                "action": contract.action,
                "financement": found.funding.value,
                "entree": entered.isoformat(),
                "sortie": exited.isoformat(),
                "minutes_realisees": contract.hours.minutes,
                "minutes_prevues": contract.minutes,
                "taux_de_realisation": contract.hours.rate,
                "methode": "temps estimé des activités réalisées entre l’entrée et la sortie ; "
                "ce qui était acquis avant est du positionnement",
            }
        ),
        "inscription.csv": _sheet(("etat", "le"), _steps(registration)),
        "dossier.csv": _sheet(("etat", "jour", "source", "verdict"), _dossier(registration)),
        "declarations.csv": _sheet(
            ("declaration", "echeance", "faite_le"), _declared(registration)
        ),
        "examen.json": _json(_exam(registration)),
    }  # fmt: skip
    written, unwritten = _papers(registration, found.subject, by=by, now=now, employer=employer)
    files |= written
    files["manifeste.json"] = _json(
        {
            "fichiers": {
                name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())
            },
            "absents": [*ABSENT, *unwritten],
        }
    )
    content = _zipped(files)
    sha256 = hashlib.sha256(content).hexdigest()
    certificates.note(registration, "pack", sha256, exited, by=by, now=now)
    return Pack(content, sha256, tuple(sorted(files)))


def _papers(
    registration: UUID, subject: UUID, *, by: UUID, now: datetime, employer: str
) -> tuple[dict[str, bytes], list[str]]:
    """Return the papers, as PDF where the site makes any, and what there is none of and why."""
    language = certificates.language_of(subject)
    try:
        stated, sha256 = certificates.realisation(registration, by=by, now=now, employer=employer)
    except TrainerUnknown:
        return {}, [UNNAMED]
    is_pdf = documents.is_available()
    pages = {"certificat-de-realisation": papers.realisation(
        stated, sha256, is_pdf=is_pdf, language=language)}  # fmt: skip
    if certificates.is_decided(registration):
        result, mark = certificates.attestation(registration, now)
        pages["attestation-de-resultat"] = papers.attestation(
            result, mark, is_pdf=is_pdf, language=language
        )
    if is_pdf:
        return {f"{name}.pdf": documents.pdf(page) for name, page in pages.items()}, []
    return {f"{name}.html": page.encode() for name, page in pages.items()}, [UNPRINTED]


def _steps(registration: UUID) -> Iterable[Sequence[Any]]:
    rows = RegistrationStep.objects.filter(registration_id=registration)
    return [(row.state, _at(row.at)) for row in rows]


def _dossier(registration: UUID) -> Iterable[Sequence[Any]]:
    found = reading.of_registration(registration)
    steps = found.steps if found else ()
    return [(one.state, one.on.isoformat(), one.source, one.verdict) for one in steps]


def _declared(registration: UUID) -> Iterable[Sequence[Any]]:
    found = reading.of_registration(registration)
    if found is None:
        return []
    rows = duties.of([found.id], found.state_on)
    return [
        (one.kind.value, one.due_on.isoformat(), one.done_on.isoformat() if one.done_on else "")
        for one in rows
    ]


def _exam(registration: UUID) -> dict[str, Any]:
    row = taking.rows().filter(registration_id=registration).first()
    if row is None:
        return {}
    view = taking.view(row)
    jury = Jury.objects.filter(pk=view.jury).first() if view.jury else None
    return {
        "presence": view.attendance.value,
        "decision": view.decision.value if view.decision else None,
        "delivree_le": view.delivered_on.isoformat() if view.delivered_on else None,
        "blocs": dict(view.blocs),
        "jury_le": jury.meets_on.isoformat() if jury else None,
        "proces_verbal_sha256": jury.minutes_sha256 if jury else "",
    }


def _sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode()


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in sorted(files.items()):
            pack.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _at(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""


def _yes(fact: bool) -> str:
    return "oui" if fact else "non"
