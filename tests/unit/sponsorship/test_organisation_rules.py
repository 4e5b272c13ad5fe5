"""Names that may be shown, numbers of companies, and the states of an organisation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_sponsorship.domain import identifiers
from agir_sponsorship.domain.identifiers import IdentifierUnfit
from agir_sponsorship.domain.machine import TransitionRefused, moved
from agir_sponsorship.domain.naming import NameUnfit, named
from agir_sponsorship.domain.organisation import (
    ACTS,
    OrganisationState,
    OrganisationUnfit,
    Told,
    checked,
    is_other_company,
)

TOLD = Told(
    legal_name="Danone SA",
    public_name="Danone",
    country="FR",
    legal_form="company",
    siren="552 032 534",
)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        pytest.param("", "length", id="nothing"),
        pytest.param("   ", "length", id="blanks"),
        pytest.param("...", "length", id="no letter"),
        pytest.param("x" * 151, "length", id="151 letters"),
        pytest.param("x" * 10_000, "length", id="10,000 letters"),
        pytest.param("Danone\x00", "invisible", id="NUL"),
        pytest.param("Danone\nSA", "invisible", id="two lines"),
        pytest.param("\u202eenonaD", "invisible", id="right-to-left override"),
        pytest.param("Dan\u200bone", "invisible", id="zero width space"),
        pytest.param("Dan\u2028one", "invisible", id="line separator"),
        pytest.param("Danone 🚀", "picture", id="emoji"),
        pytest.param('=HYPERLINK("https://a.example")', "formula", id="formula"),
        pytest.param("+33 1 23", "formula", id="plus"),
        pytest.param("-Danone", "formula", id="minus"),
        pytest.param("@danone", "formula", id="at"),
        pytest.param("＝1+1", "formula", id="wide equals"),
        pytest.param("  =1+1", "formula", id="formula behind blanks"),
        pytest.param("<script>alert(1)</script>", "markup", id="script"),
        pytest.param("D\u0430none", "alphabets", id="Cyrillic a"),
        pytest.param("Dan\u03bfne", "alphabets", id="Greek o"),
        pytest.param(None, "length", id="no text"),
        pytest.param(7, "length", id="a number"),
    ],
)
def test_a_name_that_may_not_be_shown_is_refused(name: object, why: str) -> None:
    with pytest.raises(NameUnfit) as refused:
        named(name, "public_name")
    assert refused.value.facts["why"] == why


@pytest.mark.parametrize(
    "name",
    [
        "Société Générale",
        "L’Oréal & Cie",
        "3M",
        "Ville de Besançon (25)",
        "Яндекс",
        "ΔΕΗ",
        "شركة",
        "トヨタ",
        "Groupe A + B",
        "Intel®",
        "Яндекс France",
    ],
)
def test_a_name_that_may_be_shown_stays(name: str) -> None:
    assert named(f"  {name} ", "public_name") == name


def test_a_name_is_composed() -> None:
    assert named("Socie\u0301te\u0301", "public_name") == "Société"


@given(st.text(max_size=200))
def test_what_is_accepted_is_accepted_again_unchanged(text: str) -> None:
    try:
        name = named(text, "public_name")
    except NameUnfit:
        return
    assert named(name, "public_name") == name
    assert name.isprintable()


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("732829321", id="wrong check digit"),
        pytest.param("000000000", id="all zeros"),
        pytest.param("73282932", id="eight digits"),
        pytest.param("73282932\u0660", id="an Arabic digit"),
        pytest.param("ABCDEFGHI", id="letters"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_siren_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierUnfit):
        identifiers.siren(typed)


def test_a_siren_is_nine_digits_however_it_was_typed() -> None:
    """732 829 320: 7 6 2+2 8 4 9 6 2 0 by Luhn's rule sum to 40 (INSEE's own example)."""
    assert identifiers.siren("732 829 320") == "732829320"


@pytest.mark.parametrize(
    ("typed", "of"),
    [
        pytest.param("00000000000000", "000000000", id="all zeros"),
        pytest.param("73282932000075", "732829320", id="wrong check digit"),
        pytest.param("73282932000074", "552032534", id="another company's"),
        pytest.param("35600000000049", "356000000", id="La Poste, sum no multiple of 5"),
        pytest.param("7328293200007", "732829320", id="thirteen digits"),
    ],
)
def test_what_is_no_siret_is_refused(typed: str, of: str) -> None:
    with pytest.raises(IdentifierUnfit):
        identifiers.siret(typed, of)


@pytest.mark.parametrize(
    ("typed", "of"),
    [
        pytest.param("73282932000074", "732829320", id="by Luhn"),
        # 3 + 5 + 6 + 4 + 9 + 8 + 3 + 7 = 45: fails Luhn, and is La Poste's.
        pytest.param("35600000049837", "356000000", id="La Poste by its sum"),
        pytest.param("35600000000048", "356000000", id="La Poste's head office, by Luhn"),
    ],
)
def test_a_siret_is_of_its_company(typed: str, of: str) -> None:
    assert identifiers.siret(typed, of) == typed


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("FR40303265045", "FR"),
        ("DE136695976", "DE"),
        ("BE 0428.759.497", "BE"),
        ("EL094259216", "GR"),
    ],
)
def test_a_vat_number_of_the_union_is_read(typed: str, country: str) -> None:
    assert identifiers.vat(typed, country)[:2] in (country, "EL")


@pytest.mark.parametrize(
    ("typed", "country", "of"),
    [
        pytest.param("DE136695976", "FR", "", id="another country's"),
        pytest.param("DE136695977", "DE", "", id="wrong check digit"),
        pytest.param("FR40303265045", "FR", "732829320", id="another company's"),
        pytest.param("CHE107787577", "CH", "", id="outside the Union"),
        pytest.param("XX123", "FR", "", id="no country"),
    ],
)
def test_what_is_no_vat_number_is_refused(typed: str, country: str, of: str) -> None:
    with pytest.raises(IdentifierUnfit):
        identifiers.vat(typed, country, of)


def test_what_was_typed_is_kept_in_one_form() -> None:
    fit = checked(replace(TOLD, website=" https://danone.example "))
    assert (fit.siren, fit.website) == ("552032534", "https://danone.example")
    assert checked(fit) == fit


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"siren": ""}, id="France without a SIREN"),
        pytest.param({"country": "BE"}, id="a SIREN in Belgium"),
        pytest.param({"country": "BE", "siren": ""}, id="Belgium without a number"),
        pytest.param({"country": "fr"}, id="country in small letters"),
        pytest.param({"country": "FRA"}, id="three letters"),
    ],
)
def test_a_company_without_its_number_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(IdentifierUnfit):
        checked(replace(TOLD, **changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"website": "http://danone.example"},
        {"website": "javascript:alert(1)"},
        {"website": "https://user:pass@danone.example"},
        {"website": "https://danone.example:8443"},
        {"website": "https://localhost"},
        {"website": "https://[::1"},
        {"website": 'https://danone.example/"onload=x'},
        {"website": "https://danone.example/" + "x" * 200},
        {"website": "https://dаnone.example"},
        {"legal_form": "shop"},
        {"visibility": "amount"},
    ],
)
def test_a_choice_or_address_that_is_none_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(OrganisationUnfit):
        checked(replace(TOLD, **changed))


EDGES = {(act, before): after for act, edges in ACTS.items() for before, after in edges.items()}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", OrganisationState)
def test_only_the_edges_of_the_table_exist(act: str, state: OrganisationState) -> None:
    if (act, state) in EDGES:
        assert moved(ACTS, state, act) == EDGES[act, state]
    else:
        with pytest.raises(TransitionRefused):
            moved(ACTS, state, act)


def test_nothing_is_verified_that_was_not_submitted() -> None:
    assert set(ACTS["verify"]) == {OrganisationState.SUBMITTED}
    assert OrganisationState.CLOSED not in {before for edges in ACTS.values() for before in edges}


def test_another_name_is_another_company_and_another_website_is_not() -> None:
    assert is_other_company(TOLD, replace(TOLD, public_name="Danone+"))
    assert not is_other_company(TOLD, replace(TOLD, website="https://danone.example"))
