"""The catalogue for EDOF: ISO-8859-1 bytes, blocs declared, known refusals looked at before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from agir_certification.domain.latin import latin
from agir_certification.domain.offer import (
    Address,
    Catalogue,
    Contact,
    Mode,
    Offer,
    OfferAction,
    OfferSession,
    Price,
)
from agir_certification.domain.offer_checks import offer_faults
from agir_certification.domain.refusals import OfferRefused
from agir_certification.domain.siret import is_siret
from agir_certification.edof.writing import write

SAMPLE = Path(__file__).resolve().parents[4] / "shared/data/cpf/synthetic-edof-catalogue.xml"
ADDRESS = Address("10", "RUE", "des Tests", "75013", "PARIS")
CONTACT = Contact("Démo", "Contact", "0100000000", "contact@example.org")
SESSION = OfferSession(
    number="demo-f1-a1-s1",
    start=date(2027, 1, 4),
    end=date(2027, 3, 31),
    address=ADDRESS,
    contact=CONTACT,
)
ACTION = OfferAction(
    number="demo-f1-a1",
    mode=Mode.REMOTE,
    conditions="Disposer d’un ordinateur connecté",
    address=ADDRESS,
    contact=CONTACT,
    url="https://mooc.example.org/courses/demo",
    sessions=(SESSION,),
    price=Price(Decimal(350), Decimal(350)),
    hours=35,
    accessibility="Formation accessible à distance",
    pedagogy="Parcours en ligne tutoré",
    admission_info="Inscription en ligne",
    has_prerequisites=True,
)
OFFER = Offer(
    number="demo-f1",
    title="Démonstration : compétences numériques",
    objective="Objectif pédagogique",
    results="Résultats attendus",
    content="Contenu de la formation",
    summary="Résumé commercial en 255 caractères au plus",
    code="RNCP34762",
    actions=(ACTION,),
    blocs=("RNCP34762BC01", "RNCP34762BC02"),
)
CATALOGUE = Catalogue("35600000000048", date(2026, 11, 23), date(2026, 11, 1), (OFFER,))


def changed(**changes: Any) -> Catalogue:
    return replace(CATALOGUE, offers=(replace(OFFER, **changes),))


def with_action(**changes: Any) -> Catalogue:
    return changed(actions=(replace(ACTION, **changes),))


def with_session(**changes: Any) -> Catalogue:
    return with_action(sessions=(replace(SESSION, **changes),))


def test_the_bytes_are_iso_8859_1_and_say_so() -> None:
    content = write(CATALOGUE)
    assert content.startswith(b"<?xml version='1.0' encoding='ISO-8859-1'?>")
    assert "Démonstration".encode("latin-1") in content
    assert "Démonstration".encode() not in content
    assert b"A VERIFIER" in content
    assert write(CATALOGUE) == content


def test_it_is_the_sample_written_from_the_public_description() -> None:
    if not SAMPLE.exists():
        pytest.skip("the synthetic sample of an EDOF catalogue is not on this machine")

    def plain(content: bytes) -> str:
        root = etree.fromstring(content)
        return str(etree.canonicalize(etree.tostring(root, encoding="unicode"), strip_text=True))

    assert plain(write(CATALOGUE)) == plain(SAMPLE.read_bytes())


@pytest.mark.parametrize(
    ("catalogue", "field", "code"),
    [
        (replace(CATALOGUE, siret="00000000000000"), "SIRET", ""),
        (replace(CATALOGUE, offers=()), "formation", ""),
        (changed(blocs=("RNCP34762BC01", "RNCP34762BC01")), "code-bloc", "30070"),
        (changed(blocs=("RNCP1BC01",)), "code-bloc", ""),
        (changed(blocs=()), "code-bloc", ""),
        (changed(code="34762"), "certification", ""),
        (changed(summary="x" * 256), "resume-contenu", ""),
        (changed(title=" "), "intitule-formation", ""),
        (changed(title="日本"), "intitule-formation", ""),
        (changed(actions=()), "action", ""),
        (changed(actions=(ACTION, replace(ACTION, number="b", sessions=()))), "action", "30056"),
        (with_action(pedagogy="x" * 201), "modalites-pedagogiques", ""),
        (with_action(admission_info="x" * 251), "info-admission", ""),
        (with_action(contact=replace(CONTACT, phone="01 00")), "numtel", "30017"),
        (with_action(formacode_group=25), "code-gfe", ""),
        (with_action(price=Price(Decimal(2), Decimal(1))), "frais-ttc", ""),
        (with_action(url="ftp://x"), "urlweb", ""),
        (with_action(sessions=(SESSION, replace(SESSION, number="s2"))), "periode", "10133"),
        (with_session(end=date(2027, 1, 3)), "periode", "30020"),
        (with_session(contact=replace(CONTACT, email="x@y")), "courriel", "30022"),
        (with_session(address=replace(ADDRESS, way="x" * 40)), "ligne", "30013"),
        (with_session(number="demo-f1"), "numero", ""),
    ],
)
def test_what_edof_refuses_is_known_before(catalogue: Catalogue, field: str, code: str) -> None:
    assert (field, code) in {(one.field, one.code) for one in offer_faults(catalogue)}
    with pytest.raises(OfferRefused):
        write(catalogue)


def test_a_certification_of_the_rs_has_no_bloc() -> None:
    assert offer_faults(changed(code="RS5695", blocs=())) == ()


def test_typography_is_written_as_iso_8859_1_has_it() -> None:
    assert latin("l’œuvre – “60 €”… à Ş") == 'l\'oeuvre - "60 EUR"... à S'


@given(st.text())
def test_what_iso_8859_1_has_is_kept_and_what_remains_is_seen(text: str) -> None:
    written = latin(text)
    assert latin(written) == written
    if all(ord(one) < 128 for one in text):
        assert written == text


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("35600000000048", True),
        ("35600000049837", True),
        ("00000000000000", False),
        ("35600000000014", False),
        ("356 000 000 00048", False),
        ("3560000000004", False),
        ("", False),
    ],
)
def test_a_siret(text: str, valid: bool) -> None:
    """Luhn, and La Poste's exception: 3+5+6+4+9+8+3+7 = 45 is a multiple of 5."""
    assert is_siret(text) is valid
