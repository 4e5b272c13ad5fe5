"""How is a passage written for somebody else's tool: the row that ``record.read`` reads back?

What a training partner hands to its certifier. Cells are as typed; a file that spreadsheets open
guards them against formulas where it is written.
"""

from __future__ import annotations

from datetime import date

from agir_certification.domain.civil_status import CivilStatus, TrainingFile
from agir_certification.domain.passage import DigitalLevel, Passage


def row_of(passage: Passage) -> dict[str, str]:
    """Return the cells that are known, by the names of ``record.COLUMNS``."""
    exam, enrolment = passage.exam, passage.enrolment
    cells: dict[str, object] = {
        "technical_id": passage.technical_id,
        "code": passage.code,
        "kind": passage.kind,
        "valid_from": passage.valid_from,
        "valid_until": passage.valid_until,
        "delivered_on": passage.delivered_on,
        "obtained": passage.obtained,
        "certified": passage.certified,
        "exam_start": exam.start,
        "exam_end": exam.end,
        "exam_mode": exam.mode,
        "exam_postal_code": exam.postal_code,
        "has_language_level": passage.has_language_level,
        "language_level": passage.language_level,
        "has_digital_level": passage.has_digital_level,
        "score": passage.score,
        "mention": passage.mention,
        "access": enrolment.access,
        "vae": enrolment.vae,
        "initiative": enrolment.initiative,
        "enrolled_on": enrolment.on,
        "proof_url": passage.proof_url,
        "option": passage.option,
        "comment": passage.comment,
        "education_comment": passage.education_comment,
        **_holder(passage),
        **_digital(passage.digital_level),
    }
    return {name: _cell(value) for name, value in cells.items() if value is not None}


def _holder(passage: Passage) -> dict[str, object]:
    holder = passage.holder
    if isinstance(holder, TrainingFile):
        return {
            "dossier_number": holder.number,
            "dossier_surname": holder.surname,
            "dossier_first_name": holder.first_name,
        }
    return _person(holder)


def _person(holder: CivilStatus) -> dict[str, object]:
    place = holder.birthplace
    return {
        "birth_name": holder.birth_name,
        "usual_name": holder.usual_name,
        "first_name": holder.first_name,
        "second_name": holder.second_name,
        "third_name": holder.third_name,
        "birth_year": holder.birth_year,
        "birth_month": holder.birth_month,
        "birth_day": holder.birth_day,
        "sex": holder.sex,
        "birth_cog": place.cog,
        "birth_postal_code": place.postal_code,
        "birth_city": place.city,
        "birth_country": place.country,
    }


def _digital(level: DigitalLevel | None) -> dict[str, object]:
    if level is None:
        return {}
    results = ";".join(
        ":".join(str(part) for part in (one.level or "", one.domain or "", one.competency or ""))
        for one in level.results
    )
    return {"digital_score": level.score, "digital_results": results or None}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
