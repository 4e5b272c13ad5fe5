"""What does a state that the portal told change here?

The history gets a step, the duties change, the registration is confirmed or given back, and the
hours get their first and last day. Nothing is ever said to the portal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_certification.domain.dated_rules import DatedRule, DatedRuleUnknown
from agir_certification.domain.dossier import (
    FLAGS,
    DossierMalformed,
    DossierState,
    DossierTied,
    DossierUnknown,
    Verdict,
    ensure_day,
    ensure_number,
    ensure_word,
    judge,
    known,
    registration_state,
)
from agir_certification.domain.duty import Course, of_dossier
from agir_certification.domain.hours import (
    ContractMalformed,
    ContractUnderWay,
    EntryUndeclared,
    paris_day,
)
from agir_certification.domain.registration import RegistrationSettled, RegistrationUnknown
from agir_certification.domain.working_days import Territory
from agir_certification.duties import log as duties
from agir_certification.models import Dossier, DossierStep, Registration
from agir_certification.registrations import contracts, places
from agir_events.data import DossierData
from agir_events.signals import DOSSIER_STATE_CHANGED
from agir_platform.ports import RegistrationState

SOURCES: Final = ("manual", "csv", "wedof")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the portal says of one dossier. '' and ``None`` are not said and change nothing.

    ``amount_minor`` in euro cents. ``on`` is the day of the state, in Paris.
    """

    external_id: str
    state: str
    on: date
    certification_code: str = ""
    action: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    amount_minor: int | None = None
    has_prerequisites: bool | None = None
    billing: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """By which dated rules and whose holidays duties are counted."""

    rules: tuple[DatedRule, ...]
    territory: Territory = Territory.METROPOLE


def tell(
    told: Told, ruling: Ruling, now: datetime, *, source: str, by: UUID | None = None
) -> tuple[UUID, Verdict]:
    """Record what the portal says; return the dossier and what the state means. Idempotent.

    An older day than the one known joins the history and moves nothing. Raises
    ``DossierMalformed``. One transaction.
    """
    number, word = ensure_number(told.external_id), ensure_word(told.state)
    on = ensure_day(told.on, paris_day(now))
    with transaction.atomic():
        row, is_new = _row(number, word, on, source, now)
        verdict = judge(None if is_new else row.state, word)
        if _is_old(row, word, on, is_new=is_new):
            verdict = Verdict.OUT_OF_ORDER
        step = DossierStep(
            dossier=row, state=word, on=on, verdict=verdict.value, source=source, by=by, at=now
        )
        is_step = _step(row, step)
        _keep(row, told, now)
        moves = is_step and on >= row.state_on and verdict is not Verdict.REPEATED
        if moves or is_new:
            row.state, row.state_on = word, on
        if is_step and verdict in FLAGS:
            row.flag = verdict.value
        row.save()
        if moves or is_new:
            _announce_later(row, now)
            _follow(row, now)
        oblige(row, ruling, now)
    return row.pk, verdict


def tie(dossier: UUID, registration: UUID, now: datetime) -> None:
    """Say which registration a dossier pays for, and let its state count for it.

    Raises ``DossierUnknown``, ``RegistrationUnknown``, ``DossierTied``.
    """
    with transaction.atomic():
        row = locked(dossier)
        found = Registration.objects.filter(pk=registration).select_related(
            "session__certification"
        ).first()  # fmt: skip
        if found is None:
            raise RegistrationUnknown
        if row.registration_id == registration:
            return
        if row.registration_id is not None:
            raise DossierTied
        row.registration = found
        row.certification_code = found.session.certification.code
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise DossierTied from None
        _follow(row, now)


def untie(dossier: UUID) -> None:
    """Take that back; the registration stays as it is. Idempotent."""
    row = locked(dossier)
    Dossier.objects.filter(pk=row.pk).update(registration=None)


def clear_flag(dossier: UUID) -> None:
    """Say that a person looked at what was flagged. Idempotent."""
    if not Dossier.objects.filter(pk=dossier).update(flag=""):
        raise DossierUnknown


def oblige(row: Dossier, ruling: Ruling, now: datetime) -> None:
    """Open what is owed for the dossier as it stands, and drop what no longer is. Idempotent."""
    course = Course(
        row.state, row.state_on, row.starts_on, row.ends_on,
        has_prerequisites=row.has_prerequisites, billing=row.billing,
    )  # fmt: skip
    try:
        due = of_dossier(course, ruling.rules, ruling.territory)
    except DatedRuleUnknown:  # no delay is known for that day: a person sees the state itself
        due = None
    duties.drop(row.pk, now, but=[due.kind] if due else [])
    if due:
        subject = duties.Subject(row.pk, row.external_id, row.certification_code)
        duties.open_duty(due, subject, now)


def refresh(ruling: Ruling, now: datetime) -> int:
    """Count the duties of every dossier again, as rules or days changed; return how many."""
    several = list(Dossier.objects.all())
    for row in several:
        with transaction.atomic():
            oblige(row, ruling, now)
            _follow(row, now)
    return len(several)


def locked(dossier: UUID) -> Dossier:
    """Return the row, locked until the transaction ends; raise ``DossierUnknown``."""
    row = Dossier.objects.select_for_update().filter(pk=dossier).first()
    if row is None:
        raise DossierUnknown
    return row


def _row(number: str, word: str, on: date, source: str, now: datetime) -> tuple[Dossier, bool]:
    if source not in SOURCES:
        raise DossierMalformed(field="source")
    row, is_new = Dossier.objects.get_or_create(
        external_id=number,
        defaults={"source": source, "state": word, "state_on": on, "created_at": now},
    )
    return (row, True) if is_new else (locked(row.pk), False)


def _is_old(row: Dossier, word: str, on: date, *, is_new: bool) -> bool:
    return not is_new and word != row.state and on < row.state_on and known(word) is not None


def _step(row: Dossier, step: DossierStep) -> bool:
    """Write a step unless the history has this state on this day; tell whether it was written."""
    if row.steps.filter(state=step.state, on=step.on).exists():
        return False
    step.save()
    return True


def _keep(row: Dossier, told: Told, now: datetime) -> None:
    said = {
        "certification_code": told.certification_code.strip().upper()[:9],
        "action": told.action.strip()[:255],
        "starts_on": told.starts_on,
        "ends_on": told.ends_on,
        "amount_minor": told.amount_minor,
        "has_prerequisites": told.has_prerequisites,
        "billing": told.billing.strip()[:24],
    }
    if told.amount_minor is not None and told.amount_minor < 0:
        raise DossierMalformed(field="amount")
    if told.starts_on and told.ends_on and told.ends_on < told.starts_on:
        raise DossierMalformed(field="ends_on")
    for name, value in said.items():
        if value not in (None, ""):
            setattr(row, name, value)
    row.read_at = now


def _follow(row: Dossier, now: datetime) -> None:
    """Let the registration and its hours follow; what they refuse, a person sees by the flag."""
    if row.registration_id is None:
        return
    try:
        match registration_state(row.state):
            case RegistrationState.CONFIRMED:
                places.confirm(row.registration_id, now)
            case RegistrationState.LAPSED:
                places.lapse(row.registration_id, now, reason="dossier_closed")
    except RegistrationSettled as settled:
        if settled.facts.get("state") != RegistrationState.ENDED.value:
            Dossier.objects.filter(pk=row.pk).update(flag=Verdict.OUT_OF_ORDER.value)
            row.flag = Verdict.OUT_OF_ORDER.value
    _count_hours(row, now)


def _count_hours(row: Dossier, now: datetime) -> None:
    steps = dict(row.steps.order_by("on", "at", "id").values_list("state", "on"))
    acts = (
        (DossierState.IN_TRAINING, contracts.enter),
        (DossierState.TERMINATED, contracts.leave),
    )
    for state, act in acts:
        if state.value in steps:
            try:
                act(row.registration_id, steps[state.value], now)
            except (ContractMalformed, ContractUnderWay, EntryUndeclared):
                return  # no contract, or other days: its manager sees both


def _announce_later(row: Dossier, now: datetime) -> None:
    registration = row.registration
    told = DossierData(
        dossier=str(row.pk),
        registration=str(registration.pk) if registration else "",
        subject=str(registration.subject) if registration else "",
        state=row.state,
        occurred_at=now,
    )
    transaction.on_commit(partial(_announce, told), robust=True)


def _announce(told: DossierData) -> None:
    DOSSIER_STATE_CHANGED.send_event(dossier=told)
