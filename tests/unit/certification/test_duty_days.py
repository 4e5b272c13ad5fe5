"""By when must what be declared? Days computed by hand on the calendars of 2026 and 2027."""

from __future__ import annotations

from datetime import date

import pytest

from agir_certification.domain.dated_rules import DatedRule, DatedRuleUnknown, RuleKey
from agir_certification.domain.duty import Course, DutyKind, due, of_dossier
from agir_certification.domain.working_days import Territory

SINCE = date(2021, 1, 1)
RULES = tuple(
    DatedRule(key, SINCE, value, "a source")
    for key, value in (
        (RuleKey.ANSWER, 2),
        (RuleKey.ANSWER_PREREQUISITES, 30),
        (RuleKey.DECLARE_ENTRY, 3),
        (RuleKey.DECLARE_EXIT, 3),
        (RuleKey.DECLARE_SERVICE, 3),
        (RuleKey.INVOICE, 5),
        (RuleKey.ACCROCHAGE, 3),
    )
)


@pytest.mark.parametrize(
    ("course", "kind", "due_on"),
    [
        # Wednesday 23 December: 24, 28, 29 are worked; 25 is a holiday, 26 and 27 a weekend.
        (Course("accepted", date(2026, 11, 2), date(2026, 12, 23)), DutyKind.ENTRY, (2026, 12, 29)),
        (Course("accepted", date(2026, 12, 23)), DutyKind.ENTRY, (2026, 12, 29)),
        (
            Course("inTraining", date(2026, 11, 2), date(2026, 11, 2), date(2026, 11, 20)),
            DutyKind.EXIT,
            (2026, 11, 25),
        ),
        (Course("terminated", date(2026, 11, 23)), DutyKind.SERVICE_DONE, (2026, 11, 26)),
        # Monday 23 November: 24, 25, 26, 27 and Monday 30 are worked.
        (Course("serviceDoneValidated", date(2026, 11, 23)), DutyKind.INVOICE, (2026, 11, 30)),
        (
            Course("serviceDoneValidated", date(2026, 11, 23), billing="toBill"),
            DutyKind.INVOICE,
            (2026, 11, 30),
        ),
        (Course("notProcessed", date(2026, 11, 20)), DutyKind.ANSWER, (2026, 11, 24)),
        (
            Course("notProcessed", date(2026, 11, 20), has_prerequisites=True),
            DutyKind.ANSWER,
            (2026, 12, 20),
        ),
    ],
)
def test_a_dossier_owes_one_thing(
    course: Course, kind: DutyKind, due_on: tuple[int, int, int]
) -> None:
    owed = of_dossier(course, RULES)
    assert owed is not None
    assert (owed.kind, owed.due_on) == (kind, date(*due_on))


@pytest.mark.parametrize(
    "state", ["validated", "waitingAcceptation", "serviceDoneDeclared", "canceledByAttendee", "x"]
)
def test_nothing_is_owed_while_others_move(state: str) -> None:
    assert of_dossier(Course(state, date(2026, 11, 2)), RULES) is None


@pytest.mark.parametrize("billing", ["billed", "paid", "notBillable"])
def test_what_is_invoiced_is_owed_no_more(billing: str) -> None:
    assert (
        of_dossier(Course("serviceDoneValidated", date(2026, 11, 2), billing=billing), RULES)
        is None
    )


def test_a_delivery_is_deposited_within_three_months() -> None:
    """30 November and three months: February 2027 has 28 days."""
    assert due(DutyKind.ACCROCHAGE, date(2026, 11, 30), RULES).due_on == date(2027, 2, 28)


def test_alsace_rests_one_day_more() -> None:
    """24, then 28: 26 December is a Saturday in 2026, so nothing moves; in 2025 it is a Friday."""
    told = Course("accepted", date(2025, 12, 23))
    here = of_dossier(told, RULES, Territory.METROPOLE)
    there = of_dossier(told, RULES, Territory.ALSACE_MOSELLE)
    assert here is not None
    assert there is not None
    assert (here.due_on, there.due_on) == (date(2025, 12, 29), date(2025, 12, 30))


def test_the_rule_of_the_day_counts_and_without_one_there_is_no_day() -> None:
    later = (*RULES, DatedRule(RuleKey.DECLARE_ENTRY, date(2026, 12, 1), 5, "a newer source"))
    assert due(DutyKind.ENTRY, date(2026, 11, 30), later).due_on == date(2026, 12, 3)
    assert due(DutyKind.ENTRY, date(2026, 12, 1), later).due_on == date(2026, 12, 8)
    with pytest.raises(DatedRuleUnknown):
        due(DutyKind.ENTRY, date(2020, 1, 1), RULES)
