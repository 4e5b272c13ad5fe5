"""A file of accrochage is checked whoever wrote it, and says what the official schema says."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from agir_certification.accrochage import checking, sent
from agir_certification.accrochage.checking import Found, Looked
from agir_certification.accrochage.writing import write
from agir_certification.domain.civil_status import TrainingFile
from agir_certification.domain.faults import Check
from agir_certification.domain.passage import DigitalLevel, DigitalResult
from agir_certification.domain.refusals import XmlRefused
from agir_certification.domain.schema import Profile

from .people import TERMS, flux, official, passage

PREFIX = "{urn:cdc:cpf:pc5:schema:1.0.0}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
DOSSIER = TrainingFile("2312345678901", "Durand", "Élodie")
DIGITAL = DigitalLevel(600, (DigitalResult(3, "1", "2"), DigitalResult(level=8)))


def content() -> bytes:
    file = BytesIO()
    people = [
        passage(1, has_digital_level=True, digital_level=DIGITAL, comment="Sans commentaire"),
        passage(2, holder=DOSSIER),
        passage(3, code="RS5696"),
    ]
    write(file, flux(), people)
    return file.getvalue()


PLAIN = content()


def looked_at(data: bytes, **more: Any) -> tuple[list[Found], Looked]:
    looked = Looked(profile=more.pop("profile", Profile.V1_1_2))
    return list(checking.check_file(BytesIO(data), TERMS, looked, **more)), looked


def test_a_file_that_agir_wrote_has_no_fault() -> None:
    found, looked = looked_at(PLAIN)
    assert found == []
    assert (looked.passages, looked.faults, looked.official) == (3, 0, False)


def test_each_fault_has_the_line_of_its_passage() -> None:
    data = PLAIN.replace(b"<cpf:sexe>F", b"<cpf:sexe>X", 1).replace(
        b"RS5696</cpf:code>", b"5696</cpf:code>"
    )
    found, looked = looked_at(data)
    assert [(one.line, one.fault.check, one.fault.field) for one in found] == [
        (3, Check.SHAPE, "sexe"),
        (6, Check.CODE, "code"),
    ]
    assert looked.faults == 2


def test_every_case_that_the_schema_lets_through_is_found_in_a_file() -> None:
    """The nine kinds of nonsense that are VALID under the XSD."""
    changed: dict[bytes, tuple[bytes, Check]] = {
        b"<cpf:type>RS<": (b"<cpf:type>XYZ<", Check.CODE),
        b"<cpf:code>RS5695<": (b"<cpf:code>5875<", Check.CODE),
        b"RS5695": (b"RNCP34762BC02", Check.BLOCK),
        b'<cpf:dateFinValidite xsi:nil="true"/>': (
            b"<cpf:dateFinValidite>2026-10-29</cpf:dateFinValidite>",
            Check.DATES,
        ),
        b"<cpf:jourNaissance>28<": (b"<cpf:jourNaissance>31<", Check.BIRTH_DATE),
        "<cpf:nomNaissance>Durand-Lévy<".encode(): (b"<cpf:nomNaissance>   <", Check.NAME),
        b"2A004": (b"ZZZZZ", Check.BIRTHPLACE),
        b"LangueEuro>false<": (b"LangueEuro>true<", Check.LEVEL),
        b"2026-000002": (b"2026-000001", Check.SENT),
    }
    schema = official().schema
    for before, (after, expected) in changed.items():
        data = PLAIN.replace(before, after, 1)
        assert data != PLAIN
        schema.assertValid(etree.fromstring(data))
        checks = {one.fault.check for one in looked_at(data)[0] if one.fault.keeps_back}
        assert expected in checks, before


def text_of(value: str) -> Callable[[Any], None]:
    def change(element: Any) -> None:
        element.text = value

    return change


def removed(element: Any) -> None:
    element.getparent().remove(element)


def doubled(element: Any) -> None:
    element.addnext(etree.fromstring(etree.tostring(element)))


def renamed(element: Any) -> None:
    element.tag = f"{PREFIX}autre"


def foreign(element: Any) -> None:
    element.tag = element.tag.split("}")[-1]


def nil(element: Any) -> None:
    element.text = None
    element.set(NIL, "true")


def unnil(element: Any) -> None:
    element.attrib.pop(NIL, None)


def attributed(element: Any) -> None:
    element.set("lang", "fr")


def trailed(element: Any) -> None:
    element.tail = "texte"


def reversed_around(element: Any) -> None:
    around = element.getparent()
    around[:] = reversed(around[:])


VALUES = [
    *("", " ", "x", "true", "TRUE", "1", "0", "+3", "-1", "12", "13", " 7 ", "8", "9", "1000"),
    *("1001", "1899", "2099", "2100", "2026-02-29", "2026-02-30", "2028-02-29", " 2026-01-01 "),
    *("2026-01-01Z", "2100-01-01", "M", "F ", "A1", "a1", "MIXTE", "OF", "POLE_EMPLOI"),
    *("FRANCE_TRAVAIL", "VAE", "RS", "x" * 9, "x" * 10, "x" * 20, "x" * 21, "x" * 30, "x" * 31),
    *("x" * 50, "x" * 51, "x" * 60, "x" * 61, "x" * 100, "x" * 101, "x" * 255, "x" * 256),
    *("12345678", "123", "2026-11-23T20:50:00+01:00", "2026-11-23T20:50:00Z"),
    *("2026-11-23T24:00:00+01:00", "2026-11-23T20:50:00.5+01:00", "2026-11-23T20:50:00"),
    *("2026-11-23T20:50:00-05:00", "MENTION_BIEN", "é" * 60, "\U0001f600" * 60),
]
CHANGES = [
    *(text_of(value) for value in VALUES),
    *(removed, doubled, renamed, foreign, nil, unnil, attributed, trailed, reversed_around),
]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(CHANGES)), min_size=1, max_size=2))
def test_the_shape_that_agir_knows_judges_as_the_official_schema(changes: list[Any]) -> None:
    """Any element of a file changed in any of these ways: both say right, or both say wrong."""
    schema = official().schema
    root = etree.fromstring(PLAIN)
    for place, change in changes:
        elements = list(root.iter())
        element = elements[place % len(elements)]
        if element is root and change in {removed, doubled, trailed, reversed_around}:
            continue
        change(element)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    found, _ = looked_at(data)
    ours = [one for one in found if one.fault.check is Check.SHAPE and one.fault.detail != "blank"]
    assert (not ours) is schema.validate(etree.fromstring(data)), ours


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 400), st.sampled_from(CHANGES))
def test_the_official_schema_in_chunks_finds_what_it_finds_at_once(place: int, change: Any) -> None:
    schema = official()
    root = etree.fromstring(PLAIN)
    elements = list(root.iter())
    element = elements[place % len(elements)]
    if element is root:
        return
    change(element)
    data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    found, looked = looked_at(data, found=schema)
    shape = [one for one in found if one.fault.check is Check.SHAPE and one.fault.detail != "blank"]
    assert looked.official
    assert (not shape) is schema.schema.validate(etree.fromstring(data))


def test_what_only_the_official_schema_knows_has_line_and_element(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With Agir's own look switched off, the XSD's finding keeps the line, and no value."""
    schema = official()
    monkeypatch.setattr(checking, "misfits", lambda _shape, _item: iter(()))
    data = PLAIN.replace(b"<cpf:sexe>F", b"<cpf:sexe>Secret", 1)
    found, _ = looked_at(data, found=schema)
    told = [one for one in found if one.official]
    assert [(one.line, one.fault.field) for one in told] == [(3, "sexe")]
    assert "Secret" not in repr(found)
    head = PLAIN.replace(b"12ABC345", b"12ABC3456", 1)
    told = [one for one in looked_at(head, found=schema)[0] if one.official]
    assert [(one.line, one.fault.field) for one in told] == [(2, "idClient")]


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rapport x="&c;">&c;</rapport>'
)
OUTSIDE = (
    b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><rapport><idFlux>&e;</idFlux>'
    b"</rapport>"
)
HOSTILE = [
    BOMB,
    OUTSIDE,
    b'<!DOCTYPE flux SYSTEM "http://example.org/x.dtd"><flux/>',
    BOMB.decode().encode("utf-16"),
    b"<!-- first --><!DOCTYPE flux><flux/>",
    b"not xml",
    b"",
    b"<flux",
    b'<?xml version="1.0" encoding="UTF-7"?><flux/>',
]


@pytest.mark.parametrize("data", HOSTILE)
def test_document_types_entities_and_no_xml_are_refused(data: bytes) -> None:
    with pytest.raises(XmlRefused):
        looked_at(data)
    with pytest.raises(XmlRefused):
        sent.read(BytesIO(data))


def test_another_document_is_told_and_not_read() -> None:
    found, looked = looked_at(b"<rapport><idFlux>1</idFlux></rapport>")
    assert [one.fault.detail for one in found] == ["root"]
    assert looked.passages == 0
    with pytest.raises(XmlRefused):
        sent.read(BytesIO(b"<rapport><idFlux>1</idFlux></rapport>"))


def test_a_file_of_1_1_5_has_an_action_and_may_name_by_nir() -> None:
    """Known from users of 1.1.5 alone; nothing is looked at of such a holder."""
    file = BytesIO()
    write(file, flux(profile=Profile.V1_1_5), [passage(1)])
    data = re.sub(
        rb"<cpf:titulaire>.*</cpf:titulaire>",
        b"<cpf:identifiantNational><cpf:nir>2880299999999</cpf:nir>"
        b"<cpf:nomNaissance>DURAND</cpf:nomNaissance></cpf:identifiantNational>",
        file.getvalue(),
    )
    assert looked_at(data, profile=Profile.V1_1_5)[0] == []
    assert {one.fault.field for one in looked_at(data)[0]} >= {"action", "identifiantNational"}


def test_what_a_file_sent_is_read_from_itself() -> None:
    found = sent.read(BytesIO(PLAIN))
    assert found.flux == "flux-0001"
    assert found.ids == ("2026-000001", "2026-000002", "2026-000003")
