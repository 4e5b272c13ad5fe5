"""Which hours did a learner do that their training contract names?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from agir_certification.domain.hours import (
    Activity,
    ContractMalformed,
    ContractUnderWay,
    EntryUndeclared,
    Hours,
    billable,
    paris_day,
)
from agir_certification.domain.registration import RegistrationUnknown
from agir_certification.models import Contract, ContractActivity, Registration
from agir_certification.registrations.presence import first_done
from agir_platform.learners import api as learners

MOST_MINUTES = 10_000 * 60


@dataclass(frozen=True, slots=True)
class Planned:
    """One activity of a contract; ``minutes`` is its estimated duration, 1 or more."""

    course_key: str
    object_key: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract; ``hours`` are those that may be billed as of the day that was asked."""

    action: str
    minutes: int
    signed_on: date | None
    entered_on: date | None
    exited_on: date | None
    activities: tuple[ContractActivity, ...]
    hours: Hours


def sign(
    registration: UUID, action: str, planned: Sequence[Planned], *, minutes: int,
    signed_on: date | None = None,
) -> None:  # fmt: skip
    """Keep what a contract names, until the entry is declared.

    ``minutes`` is the duration in the contract, at least that of its activities. Raises
    ``RegistrationUnknown``, ``ContractMalformed``, ``ContractUnderWay``.
    """
    _ensure(planned, minutes)
    with transaction.atomic():
        row = _locked(registration)
        if row.entered_on is not None:
            raise ContractUnderWay
        row.action, row.minutes, row.signed_on = action.strip()[:255], minutes, signed_on
        row.save()
        row.activities.all().delete()
        ContractActivity.objects.bulk_create(
            ContractActivity(
                contract=row, course_key=one.course_key, object_key=one.object_key,
                title=one.title[:500], minutes=one.minutes,
            )
            for one in planned
        )  # fmt: skip


def enter(registration: UUID, on: date, now: datetime) -> None:
    """Keep the day of the entry, and put aside as positioning what was done before it.

    Raises ``RegistrationUnknown``, ``ContractMalformed`` (no contract, a day to come),
    ``ContractUnderWay`` (another day was declared).
    """
    with transaction.atomic():
        row = _existing(registration)
        if on > paris_day(now):
            raise ContractMalformed(field="entered_on")
        if row.entered_on not in (None, on):
            raise ContractUnderWay
        row.entered_on = on
        if row.positioned_at is None:
            row.positioned_at = now
        row.save()
        _look(row)


def leave(registration: UUID, on: date, now: datetime) -> None:
    """Keep the day of the exit. Raises as ``enter``, and ``EntryUndeclared``."""
    with transaction.atomic():
        row = _existing(registration)
        if row.entered_on is None:
            raise EntryUndeclared
        if not row.entered_on <= on <= paris_day(now):
            raise ContractMalformed(field="exited_on")
        row.exited_on = on
        row.save()
        _look(row)


def look(registration: UUID) -> None:
    """Read again which activities were done. Idempotent; a first time never moves later."""
    with transaction.atomic():
        _look(_existing(registration))


def refresh() -> int:
    """Read again for every contract whose training goes on; return how many."""
    rows = Contract.objects.filter(entered_on__isnull=False, exited_on=None)
    several = list(rows.values_list("registration_id", flat=True))
    for registration in several:
        look(registration)
    return len(several)


def of(registration: UUID, today: date) -> ContractView | None:
    """Return the contract of a registration with its hours, ``None`` without one."""
    row = Contract.objects.filter(registration_id=registration).first()
    if row is None:
        return None
    activities = tuple(row.activities.all())
    hours = billable(
        [Activity(one.object_key, one.minutes, one.done_at, one.is_positioning)
         for one in activities],
        planned=row.minutes, entered_on=row.entered_on, exited_on=row.exited_on, today=today,
    )  # fmt: skip
    return ContractView(
        row.action, row.minutes, row.signed_on, row.entered_on, row.exited_on, activities, hours
    )


def _look(row: Contract) -> None:
    """Write when each activity was first done; what lies before the entry is positioning."""
    user_id = learners.user_of(row.registration.subject)
    if user_id is None:
        return
    by_course: dict[str, list[ContractActivity]] = defaultdict(list)
    for one in row.activities.all():
        by_course[one.course_key].append(one)
    for course_key, several in by_course.items():
        done = first_done(user_id, course_key, [one.object_key for one in several])
        for one in several:
            _write(one, done.get(one.object_key), row.entered_on)


def _write(one: ContractActivity, done_at: datetime | None, entered_on: date | None) -> None:
    if done_at is not None and (one.done_at is None or done_at < one.done_at):
        one.done_at = done_at
    is_before = bool(one.done_at and entered_on and paris_day(one.done_at) < entered_on)
    one.is_positioning = one.is_positioning or is_before
    one.save(update_fields=("done_at", "is_positioning"))


def _locked(registration: UUID) -> Contract:
    if not Registration.objects.filter(pk=registration).exists():
        raise RegistrationUnknown
    row, _ = Contract.objects.get_or_create(registration_id=registration, defaults={"minutes": 0})
    return Contract.objects.select_for_update().get(pk=row.pk)


def _existing(registration: UUID) -> Contract:
    rows = Contract.objects.select_for_update().filter(registration_id=registration)
    row = rows.first()
    if row is not None:
        return row
    if not Registration.objects.filter(pk=registration).exists():
        raise RegistrationUnknown
    raise ContractMalformed(field="activities")


def _ensure(planned: Sequence[Planned], minutes: int) -> None:
    keys = {one.object_key for one in planned}
    faults = (
        ("activities", not planned or len(keys) != len(planned)),
        ("minutes", not 1 <= minutes <= MOST_MINUTES),
        ("minutes", any(one.minutes < 1 for one in planned)),
        ("minutes", sum(one.minutes for one in planned) > minutes),
    )
    for field, is_so in faults:
        if is_so:
            raise ContractMalformed(field=field)
