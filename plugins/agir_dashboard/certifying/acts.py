"""How does a learner take a place, have it paid, or give it back?

A place and what pays it are taken in one transaction, with the version of the terms of absence
that was shown. A voucher is looked for before that transaction, so that a wrong code is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from agir_certification.api import learning, registrations, repertoire, sessions
from agir_certification.api.registrations import Funding, RegistrationState, RegistrationView
from agir_dashboard import paying
from agir_dashboard.certifying import routes
from agir_dashboard.certifying.refusals import (
    AbsenceTermsChanged,
    NotOffered,
    RouteUnknown,
    TooLateToCancel,
)
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_sponsorship.api import seats

OWN = {
    routes.FREE: Funding.FREE, routes.EMPLOYER: Funding.EMPLOYER, routes.SELF: Funding.SELF,
    routes.CPF: Funding.CPF,
}  # fmt: skip
ALIVE = (RegistrationState.HELD, RegistrationState.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a form says. ``key`` makes one request of a form that is sent twice.

    ``absence`` is the version of the terms that was shown. ``address`` is whence a voucher was
    typed.
    """

    route: str
    key: UUID
    absence: str = ""
    pool: UUID | None = None
    code: str = ""
    need: str = ""
    address: str = ""


def register(
    session: UUID, asked: Asked, user_id: int, *, clock: Clock | None = None
) -> RegistrationView:
    """Take a place by one of the ways to pay that the session has; all or nothing.

    Raises ``SessionUnknown``, ``NotOffered``, ``RouteUnknown``, ``AbsenceTermsChanged``, and what
    ``registrations.register``, ``seats`` and ``solidarity`` raise.
    """
    found = sessions.one(session, clock=clock)
    known = repertoire.one(found.certification, clock=clock)
    if known.hindrances or known.is_archived:
        raise NotOffered
    terms = learning.absence_terms(learning.paris_day(found.terms.starts_at))
    if asked.absence != terms.version:
        raise AbsenceTermsChanged
    if asked.route not in {one.code for one in routes.routes(found, known, user_id)}:
        raise RouteUnknown
    subject = learners.subject_of(user_id)
    payer = _payer(asked, subject, clock)
    key = uuid5(subject, str(asked.key)).hex
    with transaction.atomic():
        place = _place(found.id, asked, payer, user_id, key, clock)
        registrations.read_absence_terms(place.id, terms.version, clock=clock)
    return place


def pay(place: RegistrationView, asked: Asked, user_id: int, *, clock: Clock | None = None) -> None:
    """Have somebody pay a place that the learner holds already; all or nothing.

    A place that is the learner's already stays so. Raises ``RouteUnknown`` where it is no such
    place or way, and what ``paying.pay`` raises.
    """
    if place.state is RegistrationState.CONFIRMED:
        return
    if place.state is not RegistrationState.HELD or place.funding is Funding.CPF:
        raise RouteUnknown
    if asked.route == routes.AID:
        grant = paying.grant_for(place, user_id)
        if grant is None:
            raise RouteUnknown
        paying.pay(place.id, paying.Payer(aid=grant.id), clock=clock)
        return
    payer = _payer(asked, place.subject, clock)
    if payer is None:
        raise RouteUnknown
    paying.pay(place.id, payer, clock=clock)


def cancel(place: RegistrationView, *, clock: Clock | None = None) -> None:
    """Give a place back before its session begins; raise ``TooLateToCancel``."""
    now = (clock or SystemClock()).now()
    if not may_cancel(place, sessions.one(place.session, clock=clock).terms.starts_at, now):
        raise TooLateToCancel
    registrations.cancel(place.id, reason="withdrawn", clock=clock)


def may_cancel(place: RegistrationView, starts_at: datetime, now: datetime) -> bool:
    """Tell whether the learner may still give the place back by themselves."""
    return place.state in ALIVE and now < starts_at


def _payer(asked: Asked, subject: UUID, clock: Clock | None) -> paying.Payer | None:
    """Return whose seat pays, ``None`` for a way by which no seat does; counts a wrong code."""
    if asked.route == routes.SEAT:
        if asked.pool is None:
            raise RouteUnknown
        return paying.Payer(pool=asked.pool)
    if asked.route == routes.VOUCHER:
        found = seats.find_voucher(asked.code, subject=subject, address=asked.address, clock=clock)
        return paying.Payer(pool=found.pool.id, voucher=found.voucher)
    return None


def _place(
    session: UUID, asked: Asked, payer: paying.Payer | None, user_id: int, key: str,
    clock: Clock | None,
) -> RegistrationView:  # fmt: skip
    subject = learners.subject_of(user_id)
    if payer is not None:
        return paying.take(session, subject, payer, key=key, clock=clock).registration
    if asked.route == routes.AID:
        return paying.ask(session, user_id, asked.need, key=key, clock=clock)
    request = registrations.Request(
        session=session, subject=subject, funding=OWN[asked.route], key=key
    )
    return registrations.register(request, clock=clock)
