"""How is a passage written by somebody who has records and no platform: which columns, which words?

The same names serve CSV and JSON. An empty cell, ``null`` and a column that is not there say the
same: not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from agir_certification.domain.civil_status import (
    Birthplace,
    CivilStatus,
    Holder,
    Sex,
    TrainingFile,
)
from agir_certification.domain.faults import Check, Fault
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

Word = TypeVar("Word", bound=StrEnum)
REQUIRED: Final = ("technical_id", "code", "valid_from")
COLUMNS: Final = (
    *REQUIRED,
    "delivered_on",
    "valid_until",
    "birth_name",
    "usual_name",
    "first_name",
    "second_name",
    "third_name",
    "birth_date",
    "birth_year",
    "birth_month",
    "birth_day",
    "sex",
    "birth_cog",
    "birth_postal_code",
    "birth_city",
    "birth_country",
    "dossier_number",
    "dossier_surname",
    "dossier_first_name",
    "kind",
    "obtained",
    "certified",
    "exam_start",
    "exam_end",
    "exam_mode",
    "exam_postal_code",
    "has_language_level",
    "language_level",
    "has_digital_level",
    "digital_score",
    "digital_results",
    "score",
    "mention",
    "access",
    "vae",
    "initiative",
    "enrolled_on",
    "proof_url",
    "option",
    "comment",
    "education_comment",
)
TRUE, FALSE = frozenset({"true", "1", "yes", "oui"}), frozenset({"false", "0", "no", "non"})
EXAMPLE: Final = (
    {
        "technical_id": "2026-0001",
        "code": "RS5695",
        "valid_from": "2026-10-30",
        "valid_until": "2029-10-29",
        "birth_name": "Durand-Lévy",
        "usual_name": "Durand",
        "first_name": "Élodie",
        "birth_date": "1988-02-29",
        "sex": "F",
        "birth_cog": "2A004",
        "birth_city": "Ajaccio",
        "obtained": "PAR_ADMISSION",
        "exam_start": "2026-10-20",
        "exam_end": "2026-10-20",
        "exam_mode": "A_DISTANCE",
        "language_level": "B2",
        "access": "FORMATION_CONTINUE_HORS_CONTRAT_DE_PROFESSIONNALISATION",
    },
    {
        "technical_id": "2026-0002",
        "code": "RS5695",
        "valid_from": "2026-10-30",
        "birth_name": "Schmidt",
        "first_name": "Anna",
        "birth_date": "1979-07-01",
        "sex": "F",
        "birth_cog": "99109",
        "birth_city": "Berlin",
        "birth_country": "Allemagne",
        "obtained": "PAR_SCORING",
        "score": "820",
        "access": "CANDIDAT_LIBRE",
    },
)


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read: its line (or place), and a passage, or why there is none."""

    line: int
    technical_id: str
    passage: Passage | None
    faults: tuple[Fault, ...] = ()


def read(row: Mapping[str, Any], line: int) -> Record:
    """Return the record of a row whose columns are among ``COLUMNS``."""
    cells = _Cells(row)
    passage = _passage(cells)
    named = cells.text("technical_id") or ""
    return Record(line, named, None if cells.faults else passage, tuple(sorted(set(cells.faults))))


class _Cells:
    """The cells of a row, and what could not be read of them."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.faults: list[Fault] = []

    def wrong(self, name: str, detail: str) -> None:
        """Keep what is wrong with a cell."""
        self.faults.append(Fault(Check.SHAPE, name, detail))

    def text(self, name: str) -> str | None:
        """Return a text, ``None`` when the cell is empty."""
        value = self.row.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, (dict, list)):
            self.wrong(name, "content")
            return None
        return str(value).lower() if isinstance(value, bool) else str(value)

    def day(self, name: str) -> date | None:
        """Return a day written ``YYYY-MM-DD``."""
        text = self.text(name)
        if text is None:
            return None
        try:
            if len(text.strip()) == 10:
                return date.fromisoformat(text.strip())
        except ValueError:
            pass
        self.wrong(name, "date")
        return None

    def int(self, name: str) -> int | None:
        """Return an integer."""
        text = self.text(name)
        if text is None:
            return None
        if text.strip().isascii() and text.strip().isdigit() and len(text.strip()) < 10:
            return int(text)
        self.wrong(name, "number")
        return None

    def word(self, name: str, words: type[Word]) -> Word | None:
        """Return one of the schema's words."""
        text = self.text(name)
        if text is None:
            return None
        if text.strip().upper() in set(words):
            return words(text.strip().upper())
        self.wrong(name, "word")
        return None

    def truth(self, name: str, *, default: bool) -> bool:
        """Return yes or no."""
        text = (self.text(name) or "").strip().casefold()
        if text in TRUE | FALSE:
            return text in TRUE
        if text:
            self.wrong(name, "boolean")
        return default


def _passage(cells: _Cells) -> Passage | None:
    for name in REQUIRED:
        if not cells.text(name):
            cells.wrong(name, "missing")
    code = (cells.text("code") or "").strip().upper()
    language = cells.word("language_level", LanguageLevel)
    digital = _digital(cells)
    valid_from = cells.day("valid_from")
    return Passage(
        technical_id=cells.text("technical_id") or "",
        kind=(cells.text("kind") or ("RS" if code.startswith("RS") else "RNCP")).strip().upper(),
        code=code,
        holder=_holder(cells),
        valid_from=valid_from or date.min,
        valid_until=cells.day("valid_until"),
        delivered_on=cells.day("delivered_on"),
        obtained=cells.word("obtained", Obtained) or Obtained.PAR_ADMISSION,
        certified=cells.truth("certified", default=True),
        exam=Exam(
            cells.day("exam_start"),
            cells.day("exam_end"),
            cells.word("exam_mode", ExamMode),
            cells.text("exam_postal_code"),
        ),
        has_language_level=cells.truth("has_language_level", default=language is not None),
        language_level=language,
        has_digital_level=cells.truth("has_digital_level", default=digital is not None),
        digital_level=digital,
        score=cells.text("score"),
        mention=cells.word("mention", Mention),
        enrolment=Enrolment(
            cells.word("access", Access),
            cells.word("vae", VaeRoute),
            cells.word("initiative", Initiative),
            cells.day("enrolled_on"),
        ),
        proof_url=cells.text("proof_url"),
        option=cells.text("option"),
        comment=cells.text("comment"),
        education_comment=cells.text("education_comment"),
    )


def _holder(cells: _Cells) -> Holder:
    number = cells.text("dossier_number")
    if number is not None:
        return TrainingFile(
            number,
            cells.text("dossier_surname") or "",
            cells.text("dossier_first_name") or "",
        )
    born = cells.day("birth_date")
    year = born.year if born else cells.int("birth_year")
    if year is None:
        cells.wrong("birth_date", "missing")
    return CivilStatus(
        birth_name=cells.text("birth_name") or "",
        first_name=cells.text("first_name") or "",
        birth_year=year or 0,
        birth_month=born.month if born else cells.int("birth_month"),
        birth_day=born.day if born else cells.int("birth_day"),
        sex=cells.word("sex", Sex),
        birthplace=Birthplace(
            (cells.text("birth_cog") or "").strip().upper() or None,
            cells.text("birth_postal_code"),
            cells.text("birth_city"),
            cells.text("birth_country"),
        ),
        usual_name=cells.text("usual_name"),
        second_name=cells.text("second_name"),
        third_name=cells.text("third_name"),
    )


def _digital(cells: _Cells) -> DigitalLevel | None:
    """Read results written ``level:domain:competency``, one behind the other with ``;``."""
    score, written = cells.int("digital_score"), cells.text("digital_results")
    results = []
    for part in (written or "").split(";"):
        if not part.strip():
            continue
        level, _, rest = part.strip().partition(":")
        domain, _, competency = rest.partition(":")
        if level and not level.isdigit():
            cells.wrong("digital_results", "number")
            continue
        results.append(
            DigitalResult(int(level) if level else None, domain or None, competency or None)
        )
    return DigitalLevel(score, tuple(results)) if score is not None or results else None
