"""How is a place in a session taken, kept, and given back?

The count of a session is moved by one guarded ``UPDATE``: however many people ask at once, no
more places are taken than there are. Everything here runs in the caller's transaction where there
is one, so that a seat and a registration are taken together or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery

from agir_certification.domain.registration import (
    BY_MANAGER,
    REINSTATED_WITHIN,
    TAKES_PLACE,
    AlreadyRegistered,
    Funding,
    KeyUsed,
    RegistrationUnknown,
    SessionFull,
    SessionNotOpen,
    SessionPeopleChanged,
    SessionState,
    SessionWrongState,
    ensure_reinstates,
    ensure_suits,
    first_state,
    held_until,
    moved,
    session_moved,
)
from agir_certification.models import CourseLink, Registration, RegistrationStep, Session
from agir_certification.registrations import sessions
from agir_events.data import RegistrationData
from agir_events.signals import REGISTRATION_CHANGED
from agir_platform.ports import RegistrationState as State

EXPIRED: Final = "expired"
CANCELLED: Final = "session_cancelled"
REINSTATED: Final = "reinstated"
UNDER_WAY: Final = (SessionState.OPEN.value, SessionState.CLOSED.value)


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """A registration; ``held_until`` is when a place that nobody confirms goes back."""

    id: UUID
    session: UUID
    certification: UUID
    code: str
    subject: UUID
    funding: Funding
    fee_minor: int
    currency: str
    state: State
    made_at: datetime
    held_until: datetime | None
    confirmed_at: datetime | None
    absence_version: str
    absence_read_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Somebody wants a place.

    ``key`` (1 to 64 characters) makes a request that is sent twice one. ``is_paid``: who pays has
    promised already, in this transaction or before. ``by`` is the manager who registers somebody,
    ``None`` for the learner.
    """

    session: UUID
    subject: UUID
    funding: Funding
    key: str
    is_paid: bool = False
    by: UUID | None = None


def register(request: Request, now: datetime) -> RegistrationView:
    """Take a place; the same request again returns the same registration.

    Raises ``SessionUnknown``, ``SessionNotOpen``, ``SessionFull``, ``AlreadyRegistered``,
    ``FundingRefused``, ``KeyUsed``. Runs in the caller's transaction.
    """
    with transaction.atomic():
        row = sessions.locked(request.session)
        known = _of_key(request)
        if known is not None:
            return known
        _give_back_expired(row, now)
        _ensure_open(row, now)
        ensure_suits(request.funding, row.price_minor)
        _ensure_once(request)
        _take(row)
        return _written(row, request, now)


def confirm(registration: UUID, now: datetime, *, by: UUID | None = None) -> RegistrationView:
    """Keep a place for good; idempotent. Raises ``RegistrationUnknown``, ``…Settled``."""
    return _move(registration, State.CONFIRMED, now, reason="", by=by)


def lapse(
    registration: UUID, now: datetime, *, reason: str, by: UUID | None = None
) -> RegistrationView:
    """Give a place back; idempotent. Raises ``RegistrationUnknown``, ``…Settled``."""
    return _move(registration, State.LAPSED, now, reason=reason, by=by)


def reinstate(registration: UUID, now: datetime, *, by: UUID) -> RegistrationView:
    """Take back that a manager gave a place back: it stands where it stood before.

    Raises ``RegistrationUnknown``, ``ReinstatementRefused``, ``SessionNotOpen`` (cancelled, held
    or begun), ``SessionFull``, ``AlreadyRegistered``.
    """
    with transaction.atomic():
        touch(registration)
        row = Registration.objects.select_for_update().filter(pk=registration).first()
        if row is None:
            raise RegistrationUnknown
        before, last = _last_two(row)
        ensure_reinstates(State(row.state), Funding(row.funding), last, row.lapsed_at, now)
        session = Session.objects.get(pk=row.session_id)
        if session.state not in UNDER_WAY or session.starts_at <= now:
            raise SessionNotOpen(state=session.state)
        there = Registration.objects.filter(session=session, subject=row.subject, live=1).first()
        if there is not None:
            raise AlreadyRegistered(registration=str(there.pk))
        if not Session.objects.filter(pk=session.pk, taken__lt=F("capacity")).update(
            taken=F("taken") + 1
        ):
            raise SessionFull
        row.state, row.live, row.lapsed_at = before.value, 1, None
        if before is State.HELD:
            row.held_until = held_until(Funding(row.funding), now, session.starts_at)
        row.save()
        _step(row, now, REINSTATED, by)
        return view(row)


def reinstatable(session: UUID, now: datetime) -> frozenset[UUID]:
    """Return which places of a session ``reinstate`` would take back now. One statement."""
    rows = Registration.objects.filter(session_id=session, state=State.LAPSED.value)
    steps = RegistrationStep.objects.filter(registration=OuterRef("pk")).order_by("-at", "-id")
    last = rows.annotate(last=Subquery(steps.values("reason")[:1])).filter(last=BY_MANAGER)
    lately = last.filter(lapsed_at__gte=now - REINSTATED_WITHIN)
    live = rows.model.objects.filter(session_id=session, live=1).values("subject")
    given = [Funding.SEAT.value, Funding.SOLIDARITY.value]
    found = lately.exclude(funding__in=given).exclude(subject__in=live)
    ahead = found.filter(session__state__in=UNDER_WAY, session__starts_at__gt=now)
    roomy = ahead.filter(session__taken__lt=F("session__capacity"))
    return frozenset(roomy.values_list("pk", flat=True))


def hold_session(session: UUID, now: datetime, *, by: UUID | None = None) -> int:
    """Say that a session took place: what was confirmed ended; return how many.

    What was only held goes back. Raises ``SessionUnknown``, ``SessionWrongState`` (before its
    start as well).
    """
    with transaction.atomic():
        row = sessions.locked(session)
        if row.starts_at > now:
            raise SessionWrongState(state=row.state, wanted=SessionState.HELD.value)
        if session_moved(SessionState(row.state), SessionState.HELD):
            row.state = SessionState.HELD.value
            row.save(update_fields=("state",))
        _move_all(row.registrations.filter(state=State.HELD.value), State.LAPSED, now, EXPIRED, by)
        return _move_all(
            row.registrations.filter(state=State.CONFIRMED.value), State.ENDED, now, "", by
        )


def cancel_session(
    session: UUID, now: datetime, *, by: UUID | None = None, people: int | None = None
) -> int:
    """Cancel a session: every place goes back; return how many.

    ``people`` is how many held a place when somebody confirmed it. Raises ``SessionUnknown``,
    ``SessionWrongState``, ``SessionPeopleChanged``.
    """
    with transaction.atomic():
        row = sessions.locked(session)
        if people is not None and people != row.taken:
            raise SessionPeopleChanged(people=row.taken)
        if session_moved(SessionState(row.state), SessionState.CANCELLED):
            row.state = SessionState.CANCELLED.value
            row.save(update_fields=("state",))
        alive = row.registrations.filter(state__in=[State.HELD.value, State.CONFIRMED.value])
        return _move_all(alive, State.LAPSED, now, CANCELLED, by)


def give_back_expired(now: datetime) -> int:
    """Give back every place that nobody confirmed in time; return how many. Idempotent."""
    late = Registration.objects.filter(state=State.HELD.value, held_until__lte=now)
    given = 0
    for session in late.order_by("session_id").values_list("session_id", flat=True).distinct():
        with transaction.atomic():
            given += _give_back_expired(sessions.locked(session), now)
    return given


def read_absence_terms(registration: UUID, version: str, now: datetime) -> None:
    """Record that the learner was shown what an absence costs, in this version of the text."""
    changed = Registration.objects.filter(pk=registration).update(
        absence_version=version[:32], absence_read_at=now
    )
    if not changed:
        raise RegistrationUnknown


def one(registration: UUID) -> RegistrationView:
    """Return a registration; raise ``RegistrationUnknown``. One statement."""
    row = rows().filter(pk=registration).first()
    if row is None:
        raise RegistrationUnknown
    return view(row)


def of_learner(subject: UUID) -> list[RegistrationView]:
    """Return what a learner registered for, oldest first. One statement."""
    return [view(row) for row in rows().filter(subject=subject)]


def of_session(session: UUID) -> list[RegistrationView]:
    """Return who is registered for a session, in the order of coming. One statement."""
    return [view(row) for row in rows().filter(session_id=session)]


def page_of_session(session: UUID, *, start: int, most: int) -> tuple[list[RegistrationView], int]:
    """Return some of who is registered, in the order of coming, and how many there are."""
    found = rows().filter(session_id=session).order_by("made_at", "pk")
    return [view(row) for row in found[start : start + most]], found.count()


def unpaid_by_dossier(certifications: Iterable[UUID], *, most: int) -> list[RegistrationView]:
    """Return places that a CPF dossier may pay for and none does, oldest first. One statement."""
    found = rows().filter(
        session__certification_id__in=list(certifications), funding=Funding.CPF.value,
        state__in=(State.HELD.value, State.CONFIRMED.value), dossier__isnull=True,
    )  # fmt: skip
    return [view(row) for row in found.order_by("made_at", "pk")[:most]]


def several(registrations: Iterable[UUID]) -> list[RegistrationView]:
    """Return those that are known. One statement."""
    return [view(row) for row in rows().filter(pk__in=list(registrations))]


def rows() -> QuerySet:
    """Return registrations with what a view needs of them."""
    return Registration.objects.select_related("session", "session__certification")


def view(row: Registration) -> RegistrationView:
    """Return a row as others see it."""
    session = row.session
    return RegistrationView(
        id=row.pk, session=session.pk, certification=session.certification_id,
        code=session.certification.code, subject=row.subject, funding=Funding(row.funding),
        fee_minor=row.fee_minor, currency=row.currency, state=State(row.state),
        made_at=row.made_at, held_until=row.held_until, confirmed_at=row.confirmed_at,
        absence_version=row.absence_version, absence_read_at=row.absence_read_at,
    )  # fmt: skip


def count_matches(session: Session) -> bool:
    """Tell whether the count of a session is what its registrations say."""
    words = [state.value for state in TAKES_PLACE]
    return session.taken == session.registrations.filter(state__in=words).count()


def _of_key(request: Request) -> RegistrationView | None:
    row = rows().filter(key=request.key).first()
    if row is None:
        return None
    told = (request.session, request.subject, request.funding.value)
    if (row.session_id, row.subject, row.funding) != told:
        raise KeyUsed
    return view(row)


def _ensure_open(row: Session, now: datetime) -> None:
    is_early = row.opens_at is not None and now < row.opens_at
    is_late = now >= min(row.closes_at or row.starts_at, row.starts_at)
    is_archived = row.certification.archived_at is not None
    if row.state != SessionState.OPEN.value or is_early or is_late or is_archived:
        raise SessionNotOpen(state=row.state)


def _ensure_once(request: Request) -> None:
    there = Registration.objects.filter(
        session_id=request.session, subject=request.subject, live=1
    ).first()
    if there is not None:
        raise AlreadyRegistered(registration=str(there.pk))


def _take(row: Session) -> None:
    taken = Session.objects.filter(
        pk=row.pk, state=SessionState.OPEN.value, taken__lt=F("capacity")
    ).update(taken=F("taken") + 1)
    if not taken:
        raise SessionFull


def _written(session: Session, request: Request, now: datetime) -> RegistrationView:
    state = first_state(request.funding, is_paid=request.is_paid)
    closes = min(session.closes_at or session.starts_at, session.starts_at)
    is_held = state is State.HELD
    try:
        with transaction.atomic():
            row = Registration.objects.create(
                session=session, subject=request.subject, funding=request.funding.value,
                fee_minor=session.price_minor, currency=session.currency, state=state.value,
                key=request.key, made_at=now, confirmed_at=None if is_held else now,
                held_until=held_until(request.funding, now, closes) if is_held else None,
            )  # fmt: skip
    except IntegrityError:  # another transaction had the key or the place since it was read
        raise AlreadyRegistered(registration="") from None
    _step(row, now, "", request.by)
    return view(row)


def _move(
    registration: UUID, state: State, now: datetime, *, reason: str, by: UUID | None
) -> RegistrationView:
    with transaction.atomic():
        touch(registration)
        row = Registration.objects.select_for_update().filter(pk=registration).first()
        if row is None:
            raise RegistrationUnknown
        if moved(State(row.state), state):
            _apply(row, state, now, reason, by)
        return view(row)


def touch(registration: UUID) -> None:
    """Hold the row of a registration's session; in the caller's transaction.

    The write goes first, so that SQLite takes its own lock with it.
    """
    Session.objects.filter(registrations=registration).update(taken=F("taken"))


def _last_two(row: Registration) -> tuple[State, str]:
    """Return the state before the last step, and the reason of the last."""
    steps = list(row.steps.order_by("-at", "-id")[:2])
    before = State(steps[1].state) if len(steps) > 1 else State.HELD
    return before, steps[0].reason if steps else ""


def _move_all(found: QuerySet, state: State, now: datetime, reason: str, by: UUID | None) -> int:
    several = list(found.select_related("session", "session__certification"))
    for row in several:
        _apply(row, state, now, reason, by)
    return len(several)


def _give_back_expired(session: Session, now: datetime) -> int:
    late = session.registrations.filter(state=State.HELD.value, held_until__lte=now)
    return _move_all(late, State.LAPSED, now, EXPIRED, None)


def _apply(row: Registration, state: State, now: datetime, reason: str, by: UUID | None) -> None:
    row.state = state.value
    match state:
        case State.CONFIRMED:
            row.confirmed_at, row.held_until = now, None
        case State.ENDED:
            row.ended_at = now
        case State.LAPSED:
            row.lapsed_at, row.held_until, row.live = now, None, None
            Session.objects.filter(pk=row.session_id, taken__gt=0).update(taken=F("taken") - 1)
    row.save()
    _step(row, now, reason, by)


def _step(row: Registration, now: datetime, reason: str, by: UUID | None) -> None:
    RegistrationStep.objects.create(
        registration=row, state=row.state, reason=reason[:32], by=by, at=now
    )
    told = RegistrationData(
        registration=str(row.pk), session=str(row.session_id), subject=str(row.subject),
        certification=row.session.certification.code, state=row.state, occurred_at=now,
    )  # fmt: skip
    transaction.on_commit(partial(_announce, told), robust=True)


def _announce(told: RegistrationData) -> None:
    REGISTRATION_CHANGED.send_event(registration=told)


def course_keys(certifications: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the courses that give evidence for each certification, sorted. One statement."""
    found: dict[UUID, set[str]] = {}
    links = CourseLink.objects.filter(certification__in=list(certifications))
    for certification, key in links.values_list("certification_id", "course_key"):
        found.setdefault(certification, set()).add(key)
    return {one: tuple(sorted(keys)) for one, keys in found.items()}
