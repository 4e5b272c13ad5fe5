"""Shares are exact and never more than the whole; a word stands for exactly its terms."""

from __future__ import annotations

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_catalogue.domain.coproduction import (
    ROLES,
    Line,
    LineTwice,
    RoleUnknown,
    SharesExceeded,
    ShareUnfit,
    TooManyLines,
    agreed,
    checked,
    kept,
    read,
    share_of,
    terms,
    written,
)
from agir_catalogue.domain.institution import InstitutionUnfit, folded, ror_of, siret_of, url_of

A, B, C = UUID(int=1), UUID(int=2), UUID(int=3)
shares = st.fractions(min_value=Fraction(1, 10_000), max_value=1, max_denominator=10_000)


@settings(max_examples=80)
@given(shares)
def test_a_share_is_written_and_read_as_itself(share: Fraction) -> None:
    assert share_of(written(share)) == share
    assert read(kept(Line(A, "lead", share))) == Line(A, "lead", share)


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("1/3", Fraction(1, 3)),
        ("33,5 %", Fraction(67, 200)),
        ("33.5\u202f%", Fraction(67, 200)),
        ("100", Fraction(1)),
        ("0.01", Fraction(1, 10_000)),
        ("", None),
    ],
)
def test_a_share_as_people_type_it(typed: str, share: Fraction | None) -> None:
    assert share_of(typed) == share


@pytest.mark.parametrize("typed", ["0", "101", "1/0", "4/3", "-5", "a third", "1/20000", "33.555"])
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(ShareUnfit):
        share_of(typed)


@settings(max_examples=80)
@given(st.lists(shares, max_size=6))
def test_shares_sum_to_the_whole_at_most(several: list[Fraction]) -> None:
    lines = [Line(UUID(int=place), "author", one) for place, one in enumerate(several)]
    if sum(several) > 1:
        with pytest.raises(SharesExceeded):
            checked(lines)
    else:
        assert sum(one.share or 0 for one in checked(lines)) == sum(several)


def test_three_thirds_are_the_whole_and_no_more() -> None:
    """1/3 + 1/3 + 1/3 = 1 exactly, which no decimal says."""
    third = Fraction(1, 3)
    lines = [Line(one, "author", third) for one in (A, B, C)]
    assert len(checked(lines)) == 3
    with pytest.raises(SharesExceeded):
        checked([*lines, Line(A, "lead", Fraction(1, 10_000))])


def test_lines_are_ordered_by_role_and_each_is_there_once() -> None:
    told = checked([Line(A, "host"), Line(B, "lead"), Line(C, "author")])
    assert [one.role for one in told] == ["lead", "author", "host"]
    with pytest.raises(LineTwice):
        checked([Line(A, "lead"), Line(A, "lead", Fraction(1, 2))])
    with pytest.raises(RoleUnknown):
        checked([Line(A, "owner")])
    with pytest.raises(TooManyLines):
        checked([Line(UUID(int=place), "author") for place in range(41)])


@settings(max_examples=40)
@given(st.permutations(ROLES[:4]))
def test_terms_do_not_depend_on_the_order_of_lines(roles: list[str]) -> None:
    lines = [Line(A, role, Fraction(1, 5)) for role in roles]
    assert terms(lines, A) == "lead:1/5;author:1/5;reviewer:1/5;translator:1/5"
    assert terms(lines, B) == ""


def test_a_line_counts_when_its_institution_said_yes_to_exactly_this() -> None:
    before = checked([Line(A, "lead", Fraction(1, 2)), Line(B, "author", Fraction(1, 4))])
    words = {A: {terms(before, A): True}, B: {terms(before, B): True}}
    assert agreed(before, words) == before
    more = checked([before[0], Line(B, "author", Fraction(1, 2))])
    assert agreed(more, words) == (before[0],)  # B is asked anew, A is not
    assert agreed(before, words) == before  # taken back, B's word stands again
    assert agreed(before, {A: {terms(before, A): False}}) == ()


def test_a_siret_is_checked_by_its_digits() -> None:
    """73282932000074: INSEE's example, Luhn sum 70. La Poste: 35600000000048, plain sum 26 ≠ 5n.

    Its establishment 35600000049837 has the plain sum 45 = 9·5, and its Luhn sum is not 10·n.
    """
    assert siret_of("732 829 320 00074") == "73282932000074"
    assert siret_of("") == ""
    assert siret_of("35600000000048") == "35600000000048"  # its head office follows Luhn
    assert siret_of("35600000049837") == "35600000049837"
    for wrong in ("73282932000075", "7328293200007", "35600000049838", "abc"):
        with pytest.raises(InstitutionUnfit):
            siret_of(wrong)


def test_a_ror_identifier_is_checked_by_its_last_two_digits() -> None:
    """ror.org: 03yrm5c26 is the California Digital Library, 02feahw73 is CNRS."""
    assert ror_of("https://ror.org/03yrm5c26") == "03yrm5c26"
    assert ror_of("02FEAHW73") == "02feahw73"
    for wrong in ("03yrm5c27", "02feahw37", "13yrm5c26", "https://example.org/03yrm5c26"):
        with pytest.raises(InstitutionUnfit):
            ror_of(wrong)


def test_one_name_in_two_spellings_is_one() -> None:
    assert folded("Université de  Côté") == folded("UNIVERSITE DE COTE")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a@b.fr", "https://", "ftp://a.fr"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    with pytest.raises(InstitutionUnfit):
        url_of(url)
