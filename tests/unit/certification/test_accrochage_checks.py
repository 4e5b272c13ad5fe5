"""Nonsense that the CDC's schema lets through is refused by a named check, and blocks nobody.

The cases are those measured against the schema 1.1.2 (VALID under the XSD, wrong all the same).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agir_certification import fault_words
from agir_certification.domain.checks import Terms, check, depositor_faults
from agir_certification.domain.civil_status import Birthplace, Sex, TrainingFile
from agir_certification.domain.faults import Check, sendable
from agir_certification.domain.identity_checks import Places, identity_faults
from agir_certification.domain.passage import (
    Depositor,
    DigitalLevel,
    Exam,
    LanguageLevel,
    Role,
)
from agir_certification.domain.sheet import Sheet
from agir_certification.domain.sifting import sift

from .people import DEPOSITOR, PERSON, TERMS, TODAY, passage

ABROAD = Birthplace("99109", None, "Berlin", "Allemagne")


def named(*, terms: Terms = TERMS, person: Any = None, **changes: Any) -> set[Check]:
    (judged,) = sift([passage(person=person, **changes)], terms)
    for fault in judged.faults:
        assert fault_words.sentence(fault) != str(fault_words.OTHERWISE), fault
    return {fault.check for fault in judged.faults}


def test_a_plain_passage_has_no_fault() -> None:
    assert named() == set()
    assert named(person={"birthplace": ABROAD}) == set()
    assert named(person={"birthplace": Birthplace()}) == set()
    assert named(person={"birthplace": Birthplace(postal_code="13000", city="Marseille")}) == set()
    assert named(holder=TrainingFile("2312345678901", "Durand", "Élodie")) == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"kind": "XYZ"}, Check.CODE),
        ({"code": "5875"}, Check.CODE),
        ({"code": "RNCP34762", "kind": "RS"}, Check.CODE),
        ({"code": "RNCP34762BC02", "kind": "RNCP"}, Check.BLOCK),
        ({"valid_until": date(2026, 10, 29)}, Check.DATES),
        ({"person": {"birth_month": 2, "birth_day": 31}}, Check.BIRTH_DATE),
        ({"person": {"birth_name": "   "}}, Check.NAME),
        ({"person": {"birthplace": Birthplace(cog="ZZZZZ")}}, Check.BIRTHPLACE),
        ({"has_language_level": True}, Check.LEVEL),
    ],
)
def test_valid_nonsense_is_refused_by_name(changes: dict[str, Any], expected: Check) -> None:
    assert named(**changes) == {expected}


def test_the_same_identifier_and_the_same_passage_twice() -> None:
    twice = [passage(1), passage(1, code="RS5696"), passage(1, technical_id="other")]
    judged = list(sift([*twice, passage(2)], TERMS))
    assert [{fault.check for fault in one.faults} for one in judged] == [
        set(),
        {Check.SENT},
        {Check.TWICE},
        set(),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"person": {"first_name": "Elodie2"}}, Check.NAME),
        ({"person": {"birth_name": "-"}}, Check.NAME),
        ({"person": {"birth_year": 2030}}, Check.BIRTH_DATE),
        ({"person": {"birth_month": None}}, Check.BIRTH_DATE),
        ({"person": {"birth_name": "D\u0007urand"}}, Check.CHARACTERS),
        ({"person": {"birth_name": "Durand\nLévy"}}, Check.CHARACTERS),
        ({"comment": "line\u0000"}, Check.CHARACTERS),
        ({"person": {"birthplace": Birthplace("75101", "75001", "Paris")}}, Check.BIRTHPLACE),
        ({"person": {"birthplace": Birthplace("99109")}}, Check.BIRTHPLACE),
        ({"person": {"birthplace": replace(ABROAD, postal_code="10115")}}, Check.BIRTHPLACE),
        ({"person": {"birthplace": Birthplace(None, None, "Berlin", "DE")}}, Check.BIRTHPLACE),
        ({"person": {"birthplace": Birthplace(postal_code="13000")}}, Check.BIRTHPLACE),
        ({"person": {"birthplace": Birthplace("75101", country="Italie")}}, Check.BIRTHPLACE),
        ({"code": "RS123456"}, Check.CODE),
        ({"exam": Exam(date(2026, 10, 20), date(2026, 10, 19))}, Check.DATES),
        ({"exam": Exam(date(2026, 10, 31))}, Check.DATES),
        ({"valid_from": date(2026, 11, 24)}, Check.DATES),
        ({"valid_from": date(2021, 6, 30)}, Check.BEFORE_DUTY),
        ({"language_level": LanguageLevel.B2}, Check.LEVEL),
        ({"has_digital_level": True, "digital_level": DigitalLevel()}, Check.LEVEL),
        ({"digital_level": DigitalLevel(500)}, Check.LEVEL),
        ({"has_digital_level": True, "digital_level": DigitalLevel(0)}, Check.SHAPE),
        ({"comment": "NIR 2 88 02 2A 004 123 45"}, Check.NIR),
        ({"education_comment": "288022A004123"}, Check.NIR),
        ({"technical_id": " "}, Check.SHAPE),
        ({"option": "x" * 256}, Check.SHAPE),
    ],
)
def test_each_business_check_refuses(changes: dict[str, Any], expected: Check) -> None:
    found = named(**changes)
    assert expected in found
    assert found <= {expected, Check.SHAPE}


def test_a_missing_sex_is_refused() -> None:
    assert named(person={"sex": None}) >= {Check.SEX}


def test_a_long_name_is_refused_and_never_cut() -> None:
    assert Check.NAME_LENGTH in named(person={"birth_name": "D" * 61})
    assert named(person={"birth_name": "D" * 60}) == set()
    assert Check.NAME_LENGTH in named(holder=TrainingFile("1", "D" * 31, "Élodie"))
    assert Check.NAME_LENGTH in named(holder=TrainingFile("1", "Durand", "É" * 21))
    assert Check.NAME_LENGTH in named(holder=TrainingFile("1" * 14, "Durand", "Élodie"))
    assert Check.NAME in named(holder=TrainingFile("12-34", "Durand", "Élodie"))


def test_a_name_is_compared_in_normal_form() -> None:
    """Sixty letters with accents written apart are 120 characters, and sixty once composed."""
    assert named(person={"birth_name": "e\u0301" * 60}) == set()


@pytest.mark.parametrize(("year", "warned"), [(2013, True), (2012, False), (1915, True)])
def test_an_odd_age_warns_and_does_not_keep_back(year: int, warned: bool) -> None:
    """On 23 November 2026: born 28 February 2013 is 13, 2012 is 14, 1915 is 111."""
    (judged,) = sift([passage(person={"birth_year": year})], TERMS)
    assert ({fault.check for fault in judged.faults} == {Check.AGE}) is warned
    assert judged.goes


def test_late_is_marked_and_sent_all_the_same() -> None:
    """Given on 30 August 2026: the third month ends on 30 November."""
    given = passage(valid_from=date(2026, 8, 30))
    assert check(given, Terms(date(2026, 11, 30))) == ()
    late = check(given, Terms(date(2026, 12, 1)))
    assert [fault.check for fault in late] == [Check.LATE]
    assert sendable(late)


def test_the_name_of_the_account_is_no_name() -> None:
    found = {fault.check for fault in identity_faults(PERSON, TODAY, username="élodie")}
    assert found == {Check.NAME}


def test_codes_are_looked_up_where_the_site_has_a_list() -> None:
    places = Places({"75101"}.__contains__, {"99109"}.__contains__)
    terms = Terms(TODAY, places=places)
    assert named(terms=terms, person={"birthplace": Birthplace("75101")}) == set()
    assert named(terms=terms, person={"birthplace": Birthplace("75102")}) == {Check.BIRTHPLACE}
    assert named(terms=terms, person={"birthplace": ABROAD}) == set()
    unknown = replace(ABROAD, cog="99110")
    assert named(terms=terms, person={"birthplace": unknown}) == {Check.BIRTHPLACE}
    france = replace(ABROAD, cog="99100")
    assert named(person={"birthplace": france}) == {Check.BIRTHPLACE}


def test_a_sheet_is_judged_on_the_day_of_delivery() -> None:
    sheet = Sheet("RS5695", date(2026, 1, 1), date(2026, 10, 29))
    terms = Terms(TODAY, sheet={"RS5695": sheet}.get)
    assert named(terms=terms) == {Check.SHEET}
    assert named(terms=terms, valid_from=date(2026, 10, 29)) == set()
    later = replace(sheet, deliver_until=date(2026, 12, 31))
    assert named(terms=Terms(TODAY, sheet={"RS5695": later}.get)) == set()
    assert named(terms=Terms(TODAY, sheet={}.get)) == {Check.SHEET}


def test_a_bloc_goes_only_where_the_site_allows_it() -> None:
    changes: dict[str, Any] = {"code": "RNCP34762BC02", "kind": "RNCP"}
    assert named(terms=Terms(TODAY, blocks_allowed=True), **changes) == set()


@pytest.mark.parametrize(
    ("depositor", "expected"),
    [
        (DEPOSITOR, set()),
        (replace(DEPOSITOR, client_id="1234567"), {Check.DEPOSITOR}),
        (replace(DEPOSITOR, contract_id=" "), {Check.DEPOSITOR}),
        (replace(DEPOSITOR, client_id="OTHER123"), {Check.DEPOSITOR}),
        (Depositor("OTHER123", "12ABC345", "C", Role.THIRD_PARTY_DEPOSITOR), set()),
        (replace(DEPOSITOR, role=Role.TRAINING_PARTNER), {Check.PARTNER}),
    ],
)
def test_who_deposits(depositor: Depositor, expected: set[Check]) -> None:
    assert {fault.check for fault in depositor_faults(depositor)} == expected


def test_one_record_never_blocks_the_others() -> None:
    people = [passage(1), passage(2, person={"sex": None}), passage(3)]
    assert [one.goes for one in sift(people, TERMS)] == [True, False, True]
    sent = [
        one.passage.technical_id
        for one in sift(people, TERMS, is_sent={people[0].technical_id}.__contains__)
        if one.goes
    ]
    assert sent == [people[2].technical_id]


def test_no_value_of_a_person_shows_in_repr_or_faults() -> None:
    odd = passage(person={"birth_name": "Secret\u0001", "sex": Sex.M})
    shown = repr(odd) + repr(check(odd, TERMS)) + repr(odd.holder)
    assert "Secret" not in shown
    assert "1951" not in shown
    assert "Ajaccio" not in shown
