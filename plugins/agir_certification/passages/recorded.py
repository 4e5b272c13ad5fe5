"""What did a named person record of a decision, as they would record it again?"""

from __future__ import annotations

from agir_certification.domain.attendance import Decision, Result
from agir_certification.domain.passage import (
    Access,
    ExamMode,
    Initiative,
    LanguageLevel,
    Mention,
    Obtained,
    VaeRoute,
)
from agir_certification.models import Passage


def result_of(row: Passage) -> Result | None:
    """Return what was recorded, ``None`` before a decision; blocs are read with the row."""
    if not row.decision:
        return None
    return Result(
        decision=Decision(row.decision), delivered_on=row.delivered_on,
        valid_from=row.valid_from, valid_until=row.valid_until,
        blocs={bloc.code: bloc.is_obtained for bloc in row.blocs.all()},
        obtained_by=Obtained(row.obtained_by), exam_start=row.exam_start, exam_end=row.exam_end,
        exam_mode=ExamMode(row.exam_mode) if row.exam_mode else None,
        exam_postal_code=row.exam_postal_code, score=row.score,
        mention=Mention(row.mention) if row.mention else None,
        language_level=LanguageLevel(row.language_level) if row.language_level else None,
        digital_level=row.digital_level, access=Access(row.access) if row.access else None,
        vae=VaeRoute(row.vae) if row.vae else None,
        initiative=Initiative(row.initiative) if row.initiative else None,
        option=row.option, proof_url=row.proof_url,
    )  # fmt: skip
