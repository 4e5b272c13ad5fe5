"""Which sessions are there, and when may one register?"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from agir_certification.domain.passage import ExamMode
from agir_certification.domain.registration import (
    SessionInUse,
    SessionMalformed,
    SessionState,
    SessionUnknown,
    session_moved,
)
from agir_certification.models import Session
from agir_kernel.errors import DomainError
from agir_platform import covenants
from agir_platform.covenants import CovenantNotKept, CovenantSilent

log = logging.getLogger(__name__)
MOST_PLACES = 100_000


class ReasonMissing(DomainError):
    """An operator who overrides the covenant says why."""

    code: ClassVar[str] = "override_reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionTerms:
    """What a session is. Instants are aware; ``price_minor`` in the smallest unit of ``currency``.

    ``opens_at`` ``None``: as soon as it is opened; ``closes_at`` ``None``: until it starts.
    ``pay_url`` is where who pays for themselves does it. ``arrangements`` say what can be done
    for people with disabilities and ``contact`` whom to ask: nobody's need is recorded here.
    """

    starts_at: datetime
    ends_at: datetime
    modality: ExamMode
    capacity: int
    price_minor: int
    currency: str = "EUR"
    title: str = ""
    place: str = ""
    postal_code: str = ""
    pay_url: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    prerequisites: str = ""
    arrangements: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as others see it; ``left`` places are free; ``can_be_joined`` at the asked time."""

    id: UUID
    certification: UUID
    code: str
    state: SessionState
    terms: SessionTerms
    taken: int
    left: int
    can_be_joined: bool
    override_reason: str


def create(certification: UUID, terms: SessionTerms, now: datetime) -> UUID:
    """Draft a session; raise ``SessionMalformed``; nobody can register yet."""
    _ensure(terms)
    row = Session.objects.create(certification_id=certification, created_at=now, **_columns(terms))
    return row.pk


def change(session: UUID, terms: SessionTerms) -> None:
    """Change a session; never below the places that are taken.

    Raises ``SessionUnknown``, ``SessionMalformed``, ``SessionInUse`` (also for another price while
    somebody holds a place: each keeps the fee that they registered for).
    """
    _ensure(terms)
    with transaction.atomic():
        row = locked(session)
        if terms.capacity < row.taken:
            raise SessionInUse(taken=row.taken)
        for name, value in _columns(terms).items():
            setattr(row, name, value)
        row.save()


def activate(session: UUID, by: UUID, now: datetime, *, override_reason: str = "") -> None:
    """Let people register, once every course of the certification keeps the free-track covenant.

    An operator may override by name with a reason, which is logged and kept. Raises
    ``SessionUnknown``, ``SessionWrongState``, and what ``covenants.ensure_kept`` raises.
    """
    with transaction.atomic():
        row = locked(session)
        if not session_moved(SessionState(row.state), SessionState.OPEN):
            return
        keys = row.certification.courses.values_list("course_key", flat=True).distinct()
        was_overridden = _ask_covenant(keys, override_reason, by, session)
        row.state, row.opened_at, row.opened_by = SessionState.OPEN.value, now, by
        row.override_reason = override_reason.strip()[:1000] if was_overridden else ""
        row.save()


def move(session: UUID, state: SessionState) -> bool:
    """Close or end a session, tell whether it moved; ``activate`` opens, ``places`` cancels.

    Raises ``SessionUnknown``, ``SessionWrongState``.
    """
    with transaction.atomic():
        row = locked(session)
        if not session_moved(SessionState(row.state), state):
            return False
        row.state = state.value
        row.save(update_fields=("state",))
    return True


def locked(session: UUID) -> Session:
    """Return the row, locked until the transaction ends; raise ``SessionUnknown``.

    The lock is a write, so that SQLite takes its own before anything is read.
    """
    Session.objects.filter(pk=session).update(taken=F("taken"))
    row = Session.objects.select_for_update().filter(pk=session).first()
    if row is None:
        raise SessionUnknown
    return row


def one(session: UUID, now: datetime) -> SessionView:
    """Return a session; raise ``SessionUnknown``. One statement."""
    row = Session.objects.select_related("certification").filter(pk=session).first()
    if row is None:
        raise SessionUnknown
    return view(row, now)


def every(now: datetime, *, only: frozenset[UUID] | None = None) -> list[SessionView]:
    """Return all sessions by date, of these certifications only if told. One statement."""
    rows = Session.objects.all() if only is None else Session.objects.filter(
        certification__in=only
    )  # fmt: skip
    return [view(row, now) for row in rows.select_related("certification")]


def page(
    now: datetime, *, only: frozenset[UUID], start: int, most: int
) -> tuple[list[SessionView], int]:
    """Return some of the sessions of these certifications, latest first, and how many."""
    rows = Session.objects.filter(certification__in=only).order_by("-starts_at", "-id")
    found = rows.select_related("certification")[start : start + most]
    return [view(row, now) for row in found], rows.count()


def joinable(certifications: Iterable[UUID], now: datetime) -> list[SessionView]:
    """Return the sessions of these certifications with a place that can be taken now, by date."""
    rows = open_rows(now).filter(certification__in=list(certifications))
    return [view(row, now) for row in rows.select_related("certification")]


def open_rows(now: datetime) -> QuerySet:
    """Return the rows of sessions that can be joined at ``now``."""
    return Session.objects.filter(
        Q(opens_at=None) | Q(opens_at__lte=now),
        Q(closes_at=None) | Q(closes_at__gt=now),
        state=SessionState.OPEN.value,
        starts_at__gt=now,
        taken__lt=F("capacity"),
        certification__archived_at=None,
    )


def view(row: Session, now: datetime) -> SessionView:
    """Return a row as others see it."""
    left = row.capacity - row.taken
    is_within = (row.opens_at or now) <= now < min(row.closes_at or row.starts_at, row.starts_at)
    names = SessionTerms.__dataclass_fields__
    told = {name: getattr(row, name) for name in names} | {"modality": ExamMode(row.modality)}
    state = SessionState(row.state)
    return SessionView(
        id=row.pk, certification=row.certification_id, code=row.certification.code, state=state,
        terms=SessionTerms(**told), taken=row.taken, left=left,
        can_be_joined=state is SessionState.OPEN and is_within and left > 0,
        override_reason=row.override_reason,
    )  # fmt: skip


def _ask_covenant(keys: Iterable[str], reason: str, by: UUID, session: UUID) -> bool:
    """Ask of each course; return whether an override was needed."""
    was_overridden = False
    for key in keys:
        try:
            covenants.ensure_kept(key)
        except (CovenantNotKept, CovenantSilent):
            if not reason.strip():
                raise
            was_overridden = True
            log.warning(
                "%s opened the session %s although %s is not known to keep the covenant",
                by, session, key,
            )  # fmt: skip
    return was_overridden


def _columns(terms: SessionTerms) -> dict[str, object]:
    return asdict(terms) | {"modality": terms.modality.value}


def _ensure(terms: SessionTerms) -> None:
    opens, closes = terms.opens_at, terms.closes_at
    faults = (
        ("capacity", not 1 <= terms.capacity <= MOST_PLACES),
        ("price_minor", not 0 <= terms.price_minor < 2**53),
        ("currency", not (len(terms.currency) == 3 and terms.currency.isalpha())),
        ("ends_at", terms.ends_at < terms.starts_at),
        ("closes_at", closes is not None and closes > terms.ends_at),
        ("opens_at", opens is not None and opens >= (closes or terms.starts_at)),
        ("place", terms.modality is not ExamMode.A_DISTANCE and not terms.place.strip()),
        ("pay_url", bool(terms.pay_url) and not terms.pay_url.startswith("https://")),
    )
    for field, is_so in faults:
        if is_so:
            raise SessionMalformed(field=field)
