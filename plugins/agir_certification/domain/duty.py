"""What has to be declared, and by when?

Each delay is a dated rule: the one that held on the day that it counts from. Working days are
French ones (``working_days``). A duty is never done by a program: a named person declares on the
portal and says so here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from agir_certification.domain import dated_rules
from agir_certification.domain.dated_rules import DatedRule, RuleKey, Unit
from agir_certification.domain.dossier import DossierState
from agir_certification.domain.working_days import Territory, after, months_after
from agir_kernel.errors import DomainError


class DutyUnknown(DomainError):
    """There is no such duty."""

    code: ClassVar[str] = "duty_unknown"


class DutySettled(DomainError):
    """The duty was done, or no longer has to be."""

    code: ClassVar[str] = "duty_settled"


class DutyKind(StrEnum):
    """What has to be done on the portal."""

    ANSWER = "answer"
    ENTRY = "entry"
    EXIT = "exit"
    SERVICE_DONE = "service_done"
    INVOICE = "invoice"
    ACCROCHAGE = "accrochage"
    RECTIFICATION = "rectification"


RULES: Final[dict[DutyKind, RuleKey]] = {
    DutyKind.ANSWER: RuleKey.ANSWER,
    DutyKind.ENTRY: RuleKey.DECLARE_ENTRY,
    DutyKind.EXIT: RuleKey.DECLARE_EXIT,
    DutyKind.SERVICE_DONE: RuleKey.DECLARE_SERVICE,
    DutyKind.INVOICE: RuleKey.INVOICE,
    DutyKind.ACCROCHAGE: RuleKey.ACCROCHAGE,
    DutyKind.RECTIFICATION: RuleKey.RECTIFICATION,
}


BILLED: Final = frozenset({"billed", "paid", "notBillable"})
"""Words of the portal's ``billingState`` after which there is nothing to invoice."""


@dataclass(frozen=True, slots=True)
class Due:
    """One duty to be: ``due_on`` is the last day on which it is in time."""

    kind: DutyKind
    rule: RuleKey
    counted_from: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of a dossier's training: ``None`` days are unknown.

    ``billing`` is the portal's word: nothing more is owed once it is one of ``BILLED``.
    """

    state: str
    state_on: date
    starts_on: date | None = None
    ends_on: date | None = None
    has_prerequisites: bool = False
    billing: str = ""


def due(
    kind: DutyKind,
    counted_from: date,
    rules: Iterable[DatedRule],
    territory: Territory = Territory.METROPOLE,
    *,
    rule: RuleKey | None = None,
) -> Due:
    """Return the duty with its day; raise ``DatedRuleUnknown`` where no rule held."""
    key = rule or RULES[kind]
    found = dated_rules.holds(rules, key, counted_from)
    if found is None or found.value is None:
        raise dated_rules.DatedRuleUnknown(key=key.value, day=counted_from.isoformat())
    return Due(kind, key, counted_from, _added(counted_from, found, territory))


def of_dossier(
    course: Course, rules: Iterable[DatedRule], territory: Territory = Territory.METROPOLE
) -> Due | None:
    """Return what the operator owes for a dossier in this state, ``None`` for nothing.

    *notProcessed*: an answer, from the day it came. *accepted*: the entry, from the first day of
    the training. *inTraining*: the exit, from its last day. *terminated*: the service done, from
    the day of the exit. *serviceDoneValidated*: the invoice, from that day, unless it is made. A
    day that is unknown counts from the state's own.
    """
    rows = tuple(rules)
    match course.state:
        case DossierState.NOT_PROCESSED:
            longer = RuleKey.ANSWER_PREREQUISITES if course.has_prerequisites else None
            return due(DutyKind.ANSWER, course.state_on, rows, territory, rule=longer)
        case DossierState.ACCEPTED:
            return due(DutyKind.ENTRY, course.starts_on or course.state_on, rows, territory)
        case DossierState.IN_TRAINING:
            return due(DutyKind.EXIT, course.ends_on or course.state_on, rows, territory)
        case DossierState.TERMINATED:
            return due(DutyKind.SERVICE_DONE, course.state_on, rows, territory)
        case DossierState.SERVICE_DONE_VALIDATED if course.billing not in BILLED:
            return due(DutyKind.INVOICE, course.state_on, rows, territory)
        case _:
            return None


def _added(day: date, rule: DatedRule, territory: Territory) -> date:
    count = rule.value or 0
    if rule.unit is Unit.WORKING_DAYS:
        return after(day, count, territory)
    if rule.unit is Unit.MONTHS:
        return months_after(day, count)
    return day + timedelta(days=count)
