"""The life of a CPF dossier: what follows what, what is flagged, what is never refused."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_certification.domain.dossier import (
    CLOSED,
    FLAGS,
    FOLLOWS,
    DossierMalformed,
    DossierState,
    Verdict,
    ensure_day,
    ensure_number,
    ensure_word,
    judge,
    registration_state,
)
from agir_platform.ports import RegistrationState

STATES = st.sampled_from(list(DossierState))
WHOLE = [
    DossierState.NOT_PROCESSED,
    DossierState.VALIDATED,
    DossierState.ACCEPTED,
    DossierState.IN_TRAINING,
    DossierState.TERMINATED,
    DossierState.SERVICE_DONE_DECLARED,
    DossierState.SERVICE_DONE_VALIDATED,
]


def test_a_whole_life_is_expected_step_by_step() -> None:
    assert judge(None, WHOLE[0]) is Verdict.FIRST
    for before, after in pairwise(WHOLE):
        assert judge(before, after) is Verdict.EXPECTED


def test_every_state_is_in_the_table_and_what_is_over_stays_over() -> None:
    assert set(FOLLOWS) == set(DossierState)
    assert len(DossierState) == 16
    for state in CLOSED | {DossierState.SERVICE_DONE_VALIDATED}:
        assert FOLLOWS[state] == frozenset()


@given(STATES, STATES)
def test_a_state_is_repeated_expected_or_flagged_and_never_refused(
    before: DossierState, after: DossierState
) -> None:
    verdict = judge(before, after)
    if before is after:
        assert verdict is Verdict.REPEATED
    else:
        assert (verdict is Verdict.EXPECTED) == (after in FOLLOWS[before])
        assert (verdict in FLAGS) == (after not in FOLLOWS[before])


@given(st.from_regex(r"[A-Za-z][A-Za-z_]{0,20}", fullmatch=True), STATES)
def test_an_unknown_word_is_kept_and_flagged(word: str, before: DossierState) -> None:
    if word in set(DossierState):
        return
    assert ensure_word(word) == word
    assert judge(before, word) is Verdict.UNKNOWN_STATE
    assert judge(None, word) is Verdict.UNKNOWN_STATE
    assert judge(word, before) is Verdict.EXPECTED
    assert registration_state(word) is None


@pytest.mark.parametrize(
    ("state", "registration"),
    [
        ("notProcessed", None),
        ("validated", None),
        ("waitingAcceptation", None),
        ("accepted", RegistrationState.CONFIRMED),
        ("serviceDoneValidated", RegistrationState.CONFIRMED),
        ("canceledByAttendee", RegistrationState.LAPSED),
        ("refusedByFinancer", RegistrationState.LAPSED),
        ("rejectedWithoutTitulaireSuite", RegistrationState.LAPSED),
    ],
)
def test_what_a_state_makes_of_the_registration(
    state: str, registration: RegistrationState | None
) -> None:
    assert registration_state(state) is registration


@pytest.mark.parametrize("text", ["", " ", "a b", "x" * 41, "1;DROP", "é"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(DossierMalformed):
        ensure_number(text)
    with pytest.raises(DossierMalformed):
        ensure_word(text)


def test_a_day_to_come_or_before_the_cpf_is_refused() -> None:
    today = date(2026, 11, 27)
    assert ensure_day(today, today) == today
    for day in (date(2026, 11, 28), date(2014, 12, 31)):
        with pytest.raises(DossierMalformed):
            ensure_day(day, today)
