"""How are a place in a session and its fee taken together, or not at all?

Certification and sponsorship never import each other: what must fail together is composed here, in
one transaction. The place is kept first, for its fee is the session's; then the fee is paid; then
the place is the learner's for good. Whatever refuses undoes all three.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from agir_certification.api import registrations
from agir_kernel.clock import Clock
from agir_platform import registrations as known
from agir_platform import themes
from agir_platform.learners import api as learners
from agir_sponsorship.api import seats, solidarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who pays: a ``pool``, with its ``voucher`` where it needs one, or a grant ``aid``."""

    pool: UUID | None = None
    voucher: UUID | None = None
    aid: UUID | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A place and the claim that pays it."""

    registration: registrations.RegistrationView
    claim: seats.ClaimView


def take(
    session: UUID, subject: UUID, payer: Payer, *, key: str, clock: Clock | None = None
) -> Taken:
    """Register a learner for a session whose fee somebody pays; the same ``key`` again is one.

    Raises what ``registrations.register`` and ``seats.claim`` raise; nothing is done then. A
    voucher is looked for before (``seats.find_voucher``), outside this transaction.
    """
    funding = (
        registrations.Funding.SOLIDARITY if payer.aid is not None else registrations.Funding.SEAT
    )
    with transaction.atomic():
        place = registrations.register(
            registrations.Request(session=session, subject=subject, funding=funding, key=key),
            clock=clock,
        )
        return _paid(place, payer, clock)


def pay(registration: UUID, payer: Payer, *, clock: Clock | None = None) -> Taken:
    """Have the fee of a place that is held already paid, and keep the place, or neither.

    Raises ``RegistrationUnknown``, ``RegistrationSettled`` for one that went back, and what
    ``seats.claim`` raises.
    """
    with transaction.atomic():
        # Holds the session's row first, as whoever takes a place does.
        registrations.touch(registration)
        return _paid(registrations.one(registration), payer, clock)


def ask(
    session: UUID, user_id: int, need: str, *, key: str, clock: Clock | None = None
) -> registrations.RegistrationView:
    """Keep a place and ask the solidarity fund to pay it, or neither; the same ``key`` is one.

    What is granted at once pays at once, and so does a grant that nobody used. A request for the
    same certification that still waits is not made twice. Raises what ``registrations.register``,
    ``solidarity.ask`` and ``seats.claim`` raise.
    """
    subject = learners.subject_of(user_id)
    with transaction.atomic():
        asked = registrations.Request(
            session=session, subject=subject, funding=registrations.Funding.SOLIDARITY, key=key
        )
        place = registrations.register(asked, clock=clock)
        if place.state is not registrations.RegistrationState.HELD:
            return place
        aid = _request(place, user_id, need, clock)
        if aid.state is not solidarity.AidState.GRANTED:
            return place
        return _paid(place, Payer(aid=aid.id), clock).registration


def grant_for(place: registrations.RegistrationView, user_id: int) -> solidarity.AidView | None:
    """Return the grant of a learner that pays the fee of a place, ``None`` where there is none."""
    return next(
        (one for one in solidarity.mine(user_id)
         if one.state is solidarity.AidState.GRANTED and _covers(one, place)),
        None,
    )  # fmt: skip


def _request(
    place: registrations.RegistrationView, user_id: int, need: str, clock: Clock | None
) -> solidarity.AidView:
    """Return the request that is there for this fee, or a new one."""
    waiting = (solidarity.AidState.QUEUED, solidarity.AidState.APPEALED)
    usable = (solidarity.AidState.GRANTED, *waiting)
    for one in solidarity.mine(user_id):
        if one.state in usable and _covers(one, place):
            return one
    asking = solidarity.AidAsking(
        certification=place.code, need=need, amount_minor=place.fee_minor,
        currency=place.currency, funding=place.funding.value,
    )  # fmt: skip
    return solidarity.ask(asking, by=user_id, clock=clock)


def _covers(one: solidarity.AidView, place: registrations.RegistrationView) -> bool:
    told = (one.certification, one.currency)
    return told == (place.code, place.currency) and one.amount_minor >= place.fee_minor


def _paid(place: registrations.RegistrationView, payer: Payer, clock: Clock | None) -> Taken:
    """Claim the fee of a place and keep it for good; in the caller's transaction."""
    courses = _courses(place.id)
    asked = seats.SeatAsked(
        subject=place.subject, registration=place.id, fee_minor=place.fee_minor,
        currency=place.currency, idempotency_key=f"registration:{place.id}",
        certification=place.code, course_keys=courses, themes=themes.about(courses),
        funding=place.funding.value,
    )  # fmt: skip
    claim = seats.claim(
        asked, pool=payer.pool, voucher=payer.voucher, aid=payer.aid, clock=clock
    )  # fmt: skip
    return Taken(registrations.confirm(place.id, clock=clock), claim)


def _courses(registration: UUID) -> tuple[str, ...]:
    """Return the courses through which a registration is reached."""
    facts = (known.facts([str(registration)]) or {}).get(str(registration))
    return facts.course_keys if facts else ()
