"""May the operator offer it, say that it is online, and deposit for it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_certification.domain.registration import (
    MOVES,
    Funding,
    FundingRefused,
    RegistrationSettled,
    State,
    ensure_suits,
    first_state,
    held_until,
    moved,
)
from agir_certification.domain.repertoire import (
    Checked,
    CodeMalformed,
    Habilitation,
    MayNotDeposit,
    Role,
    checked_on,
    code_of,
    ends_soon,
    ensure_may_deposit,
    hindrances,
    is_said_online,
    kind_of,
)

TODAY = date(2026, 11, 27)
RIGHT = Checked(
    is_active=True,
    valid_until=date(2027, 11, 1),
    habilitation=Habilitation.FORMER_ORGANISER,
    habilitation_is_active=True,
    sheet_checked_on=date(2026, 11, 20),
    habilitation_checked_on=date(2026, 11, 21),
    offer_checked_on=date(2026, 11, 22),
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, []),
        ({"valid_until": None}, []),
        ({"habilitation": Habilitation.CERTIFIER}, []),
        ({"sheet_checked_on": None}, ["sheet_unchecked"]),
        ({"is_active": False}, ["sheet_inactive"]),
        ({"valid_until": date(2026, 11, 26)}, ["sheet_ended"]),
        ({"habilitation": Habilitation.ORGANISER}, ["habilitation_missing"]),
        ({"habilitation": ""}, ["habilitation_missing"]),
        ({"habilitation_checked_on": None}, ["habilitation_missing"]),
        ({"habilitation_is_active": False}, ["habilitation_inactive"]),
    ],
)
def test_what_hinders_an_offer(change: dict[str, object], words: list[str]) -> None:
    known = replace(RIGHT, **change)  # type: ignore[arg-type]
    assert [one.value for one in hindrances(known, TODAY)] == words
    assert is_said_online(known, TODAY) is (not words)


def test_online_is_said_only_when_all_three_were_checked() -> None:
    assert checked_on(RIGHT) == date(2026, 11, 20)
    unseen = replace(RIGHT, offer_checked_on=None)
    assert not is_said_online(unseen, TODAY)
    assert checked_on(unseen) is None
    assert ends_soon(date(2027, 5, 29), TODAY)
    assert not ends_soon(date(2027, 5, 30), TODAY)
    assert not ends_soon(None, TODAY)


@pytest.mark.parametrize("text", ["", "RS", "RNCP123456", "RNCP34762BC01", "5875", "RS0123", "XS1"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(CodeMalformed):
        code_of(text)


def test_codes_are_read_as_people_write_them() -> None:
    assert (code_of(" rncp 34762 "), kind_of("RNCP34762")) == ("RNCP34762", "RNCP")
    assert (code_of("rs5875"), kind_of("RS5875")) == ("RS5875", "RS")


def test_a_partner_never_deposits() -> None:
    ensure_may_deposit(Role.CERTIFIER)
    ensure_may_deposit(Role.THIRD_PARTY_DEPOSITOR)
    for role in (Role.TRAINING_PARTNER.value, "", "operator"):
        with pytest.raises(MayNotDeposit):
            ensure_may_deposit(role)


@given(st.lists(st.sampled_from(list(State)), max_size=8))
def test_a_registration_that_lapsed_or_ended_stays_so(moves: list[State]) -> None:
    state = State.HELD
    for after in moves:
        before = state
        try:
            state = after if moved(state, after) else state
        except RegistrationSettled:
            assert after not in MOVES[before]
        if before in (State.LAPSED, State.ENDED):
            assert state is before


def test_who_pays_decides_where_it_begins() -> None:
    assert first_state(Funding.FREE, is_paid=False) is State.CONFIRMED
    assert first_state(Funding.SEAT, is_paid=True) is State.CONFIRMED
    assert first_state(Funding.CPF, is_paid=False) is State.HELD
    for funding, fee in ((Funding.FREE, 1), (Funding.SELF, 0)):
        with pytest.raises(FundingRefused):
            ensure_suits(funding, fee)
    ensure_suits(Funding.FREE, 0)
    ensure_suits(Funding.CPF, 15000)
    now = datetime(2026, 11, 27, tzinfo=UTC)
    assert held_until(Funding.SEAT, now, now + timedelta(days=9)) == now + timedelta(minutes=15)
    assert held_until(Funding.CPF, now, now + timedelta(days=9)) == now + timedelta(days=9)
