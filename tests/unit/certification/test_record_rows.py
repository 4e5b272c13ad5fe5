"""What a partner hands over is read back as it was; what a text may hold."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from agir_certification.domain import legal_text, record
from agir_certification.domain.civil_status import Birthplace, TrainingFile
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
from agir_certification.domain.record_row import row_of

from .people import passage

FULL = {
    "valid_until": date(2029, 10, 30), "delivered_on": date(2026, 10, 31),
    "obtained": Obtained.PAR_SCORING, "score": "820/990",
    "exam": Exam(date(2026, 10, 20), date(2026, 10, 21), ExamMode.MIXTE, "29200"),
    "has_language_level": True, "language_level": LanguageLevel.B2, "has_digital_level": True,
    "digital_level": DigitalLevel(640, (DigitalResult(3, "1", "2"), DigitalResult(4, "2", None))),
    "mention": Mention.MENTION_BIEN,
    "enrolment": Enrolment(Access.VAE, VaeRoute.VAE_CLASSIQUE, Initiative.OF, date(2026, 9, 1)),
    "proof_url": "https://example.org/p", "option": "Anglais", "comment": "vu",
}  # fmt: skip
FILE = TrainingFile(number="2026000123", surname="Durand", first_name="Élodie")


@pytest.mark.parametrize(
    "given",
    [
        passage(1),
        passage(2, **FULL),
        passage(3, holder=FILE),
        passage(4, person={"birthplace": Birthplace(cog="99109", city="Berlin"), "sex": None}),
        passage(5, person={"birthplace": Birthplace(postal_code="29200", city="Brest")}),
        passage(6, person={"birth_month": None, "birth_day": None, "usual_name": None}),
    ],
    ids=["plain", "full", "dossier", "abroad", "postal", "year"],
)
def test_a_row_is_read_back_as_it_was(given: Passage) -> None:
    row = row_of(given)
    assert set(row) <= set(record.COLUMNS)
    found = record.read(row, 1)
    assert found.faults == ()
    assert found.passage is not None
    for one in fields(Passage):
        assert getattr(found.passage, one.name) == getattr(given, one.name), one.name


@pytest.mark.parametrize(
    ("text", "legal"),
    [("Élodie", True), ("O’Connor-Lévy", True), ("a\tb", False), ("a\u0000", False),
     ("a\u0085", False), ("\ufffe", False), ("𝒜", True), ("\ud800", False), ("", True)],
)  # fmt: skip
def test_what_xml_cannot_hold_is_known(text: str, legal: bool) -> None:
    assert legal_text.is_legal(text) is legal


def test_names_are_compared_in_one_form() -> None:
    assert legal_text.normal(" E\u0301lodie ") == "Élodie"


@pytest.mark.parametrize(
    ("text", "holds"),
    [("2 88 02 2A 004 123 45", True), ("288022A004123", True), ("1-85-12-75-108-123", True),
     ("dossier 2026000123", False), ("0288022A004123", False), ("téléphone 0298000000", False),
     ("288132A004123", False)],
)  # fmt: skip
def test_a_nir_is_seen_in_a_text(text: str, holds: bool) -> None:
    assert legal_text.holds_nir(text) is holds
