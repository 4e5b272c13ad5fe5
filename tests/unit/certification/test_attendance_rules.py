"""What a named person may record of a jury, and how a passage moves at the CDC."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_certification.domain.attendance import (
    Attendance,
    Decision,
    DecisionRefused,
    Deposit,
    PassageSettled,
    Result,
    deposit_after,
    deposit_moved,
    ensure_holds_together,
)
from agir_certification.domain.passage import Obtained
from agir_certification.domain.retention import Need, asked_until, is_due, until

TODAY = date(2026, 11, 27)
BLOCS = frozenset({"BC01", "BC02"})
GIVEN = {"decision": Decision.OBTAINED, "delivered_on": TODAY}


def refused(attendance: Attendance = Attendance.PRESENT, **told: Any) -> str:
    """Return the reason why it may not be recorded, '' when it may."""
    try:
        ensure_holds_together(
            Result(**GIVEN | told), attendance=attendance, blocs=BLOCS, today=TODAY
        )
    except DecisionRefused as refusal:
        return str(refusal.facts["reason"])
    return ""


PART = {"decision": Decision.PARTLY_OBTAINED}
NOT = {"decision": Decision.NOT_OBTAINED, "delivered_on": None}


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"blocs": {"BC01": True, "BC02": True}}, ""),
        ({"blocs": {"BC01": True}}, "blocs_disagree"),
        ({"blocs": {"BC09": True}}, "bloc_unknown"),
        (PART | {"blocs": {"BC01": True, "BC02": False}}, ""),
        (PART | {"blocs": {"BC01": True, "BC02": True}}, "blocs_disagree"),
        (PART, "blocs_disagree"),
        (NOT, ""),
        (NOT | {"blocs": {"BC01": True}}, "blocs_disagree"),
        ({"attendance": Attendance.ABSENT}, "absent"),
        ({"attendance": Attendance.EXCUSED}, "absent"),
        ({"attendance": Attendance.EXPECTED}, "absent"),
        (NOT | {"attendance": Attendance.ABSENT}, ""),
        ({"delivered_on": None}, "day_missing"),
        ({"delivered_on": date(2026, 11, 28)}, "day_to_come"),
        ({"exam_start": date(2026, 11, 20), "exam_end": date(2026, 11, 19)}, "exam_order"),
        ({"exam_start": TODAY, "delivered_on": date(2026, 11, 26)}, "exam_after"),
        ({"valid_from": TODAY, "valid_until": date(2026, 11, 1)}, "validity_order"),
        ({"exam_start": TODAY, "valid_from": date(2026, 11, 1)}, "validity_before_exam"),
        ({"obtained_by": Obtained.PAR_SCORING}, "score_missing"),
        ({"obtained_by": Obtained.PAR_SCORING, "score": "820"}, ""),
    ],
)
def test_what_may_be_recorded(told: dict[str, Any], reason: str) -> None:
    assert refused(**told) == reason


@given(st.lists(st.sampled_from(list(Deposit)), max_size=12))
def test_accepted_is_for_good_and_nothing_is_sent_twice(moves: list[Deposit]) -> None:
    state, sent = Deposit.NONE, 0
    for after in moves:
        try:
            if not deposit_moved(state, after):
                continue
        except PassageSettled:
            continue
        assert state is not Deposit.ACCEPTED
        if after is Deposit.IN_BATCH:
            assert state is Deposit.READY
            sent += 1
        if after in (Deposit.ACCEPTED, Deposit.REFUSED):
            assert state is Deposit.IN_BATCH
        state = after
    assert sent <= len(moves)


def test_whole_certifications_alone_are_deposited() -> None:
    assert [deposit_after(one) for one in Decision] == [Deposit.READY, Deposit.NONE, Deposit.NONE]


def test_the_law_needs_a_holder_until_both_delays_are_over() -> None:
    """Delivered 30 November 2026: 6 months lead to 30 May; accepted 15 January: to 15 April."""
    months = {"transmit_months": 3, "correct_months": 3}
    delivered = date(2026, 11, 30)
    assert until(Need(delivered), **months) == date(2027, 5, 30)
    assert until(Need(delivered, date(2027, 1, 15)), **months) == date(2027, 4, 15)
    assert asked_until(date(2026, 12, 1), days=365) == date(2027, 12, 1)


@pytest.mark.parametrize(
    ("keep", "asked", "has_left", "due"),
    [
        (None, date(2027, 1, 1), False, False),
        (None, date(2027, 1, 1), True, True),
        (None, date(2026, 11, 26), False, True),
        (TODAY, date(2026, 1, 1), True, False),
        (date(2026, 11, 26), date(2027, 1, 1), True, True),
        (date(2026, 11, 26), date(2027, 1, 1), False, False),
    ],
)
def test_when_a_civil_status_is_erased(
    keep: date | None, asked: date, has_left: bool, due: bool
) -> None:
    assert is_due(TODAY, keep_until=keep, asked_until=asked, has_left=has_left) is due
