"""Rules of seats, vouchers and aid, alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_platform.ports import RegistrationState
from agir_sponsorship.domain import aid, voucher
from agir_sponsorship.domain.aid import AidRules, AidState
from agir_sponsorship.domain.seat import (
    EDGES,
    LIVE,
    ClaimState,
    ClaimStateRefused,
    FeeAboveSeat,
    NotForCpf,
    Scope,
    SeatFigureInvalid,
    checked_fee,
    checked_pool,
    follows,
    moved,
)

NOW = datetime(2026, 10, 14, tzinfo=UTC)
RULES = AidRules(small=6_000, year=50_000, checked=100)


def test_a_seat_follows_its_registration_and_never_comes_back() -> None:
    states = (None, *RegistrationState)
    for state, registration, overdue in product(ClaimState, states, (False, True)):
        after = follows(state, registration, overdue=overdue)
        assert after is state or after in EDGES[state]
        if state not in (ClaimState.RESERVED, ClaimState.CONFIRMED):
            assert after is state
    assert follows(ClaimState.RESERVED, None, overdue=False) is ClaimState.RESERVED
    assert follows(ClaimState.RESERVED, None, overdue=True) is ClaimState.RELEASED
    held = RegistrationState.HELD
    assert follows(ClaimState.RESERVED, held, overdue=True) is ClaimState.RESERVED


@given(st.lists(st.sampled_from(ClaimState), max_size=8))
def test_what_was_given_back_stays_so(wanted: list[ClaimState]) -> None:
    state, was_given_back = ClaimState.RESERVED, False
    for one in wanted:
        try:
            state = one if moved(state, one) else state
        except ClaimStateRefused:
            continue
        assert not (was_given_back and state in LIVE)
        was_given_back = was_given_back or state not in LIVE


@pytest.mark.parametrize("value", [0, -1, True, "3", 1.5, None, 2**63, float("nan")])
def test_figures_that_no_pool_has(value: Any) -> None:
    for bought, price in ((value, 1), (1, value)):
        with pytest.raises(SeatFigureInvalid):
            checked_pool(bought, price, NOW, None)
    with pytest.raises((SeatFigureInvalid, FeeAboveSeat)):
        checked_fee(value, 10_000, "self")


def test_bounds_are_included() -> None:
    checked_pool(1, 1, NOW, NOW + timedelta(microseconds=1))
    checked_pool(100_000, 10_000_000, NOW, None)
    assert checked_fee(10_000, 10_000, "self") == 10_000
    with pytest.raises(FeeAboveSeat):
        checked_fee(10_001, 10_000, "self")
    with pytest.raises(SeatFigureInvalid):
        checked_pool(1, 1, NOW, NOW)


def test_the_cpf_is_looked_at_before_the_amount() -> None:
    with pytest.raises(NotForCpf):
        checked_fee(99_999, 1, "cpf")


def test_each_list_of_a_scope_must_be_met() -> None:
    both = Scope(("RS1",), ("course-v1:A+B+1",))
    assert both.covers("RS1", ["course-v1:A+B+1", "course-v1:A+B+2"], [])
    assert not both.covers("RS1", [], [])
    assert not both.covers("RS2", ["course-v1:A+B+1"], [])
    assert Scope().covers("", [], [])


@given(st.data())
def test_a_code_is_read_as_people_type_it(data: st.DataObject) -> None:
    code = voucher.draw()
    typed = voucher.shown(code)
    if data.draw(st.booleans()):
        typed = typed.lower()
    typed = typed.replace("-", data.draw(st.sampled_from(["-", " ", "", "\u00a0", " - ", "\t"])))
    typed = typed.replace("0", data.draw(st.sampled_from("0Oo")))
    typed = typed.replace("1", data.draw(st.sampled_from("1IiLl")))
    assert voucher.plain(f" {typed} ") == code


def test_a_code_has_eighty_bits_and_no_sign_that_is_taken_for_another() -> None:
    """32 signs to the power of 16 is 2 to the power of 80."""
    assert len(voucher.ALPHABET) ** voucher.LENGTH == 2**80
    assert not set("ILOU") & set(voucher.ALPHABET)
    drawn = {voucher.draw() for _ in range(1_000)}
    assert len(drawn) == 1_000
    assert voucher.shown("0123456789ABCDEF") == "0123-4567-89AB-CDEF"


@pytest.mark.parametrize(
    "typed",
    ["", "ABCD", "U" * 16, "0" * 17, None, 3, "é" * 16, "0" * 15 + "\0", "0" * 200, "\u202e0" * 8],
)
def test_what_is_no_code(typed: Any) -> None:
    assert voucher.plain(typed) == ""


def test_full_width_signs_are_read() -> None:
    assert voucher.plain("ＡＢＣＤ" * 4) == "ABCD" * 4


def test_a_digest_needs_the_key() -> None:
    one, other = (voucher.digest("0" * 16, key) for key in (b"a", b"b"))
    assert one != other
    assert voucher.same(one, [other, one])
    assert not voucher.same(one, [other])


def test_small_amounts_and_the_years_cap() -> None:
    assert aid.is_small(6_000, RULES)
    assert not aid.is_small(6_001, RULES)
    assert not aid.is_small(1, AidRules(0, 50_000, 0))
    assert aid.checked_request("student", 10_000, RULES, 40_000) is aid.Need.STUDENT
    with pytest.raises(aid.AidYearSpent) as refused:
        aid.checked_request("student", 10_001, RULES, 40_000)
    assert refused.value.facts == {"left": 10_000}
    assert [aid.is_checked(drawn, RULES) for drawn in (0, 99, 100, 999)] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("need", "amount"),
    [("rich", 1), (None, 1), ("student", 0), ("student", True), ("student", "9")],
)
def test_requests_that_say_nothing(need: Any, amount: Any) -> None:
    with pytest.raises(aid.AidInvalid):
        aid.checked_request(need, amount, RULES, 0)


def test_an_appeal_is_the_last_word() -> None:
    aid.moved(AidState.DECLINED, AidState.APPEALED)
    for wanted in AidState:
        with pytest.raises(aid.AidStateRefused):
            aid.moved(AidState.REFUSED, wanted)


@pytest.mark.parametrize("text", ["", "  \n ", None, "a" * 1001])
def test_a_reason_is_asked_for(text: Any) -> None:
    with pytest.raises(aid.AidReasonMissing):
        aid.checked_reason(text)


@given(st.integers(0, 2**62), st.integers(0, 1000))
def test_the_share_and_the_rest_are_the_whole(amount: int, per_mille: int) -> None:
    share = aid.share_of(amount, per_mille)
    assert 0 <= share <= amount
    assert share * 1000 <= amount * per_mille < (share + 1) * 1000


def test_five_per_cent_of_an_odd_amount() -> None:
    """50 ‰ of 100,19 € is 5,0095 €: 5,00 € go to the fund."""
    assert aid.share_of(10_019, 50) == 500
    for per_mille in (-1, 1001):
        with pytest.raises(aid.AidInvalid):
            aid.share_of(1, per_mille)
