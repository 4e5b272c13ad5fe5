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
from agir_sponsorship.api import seats


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
        claim = seats.claim(
            seats.SeatAsked(
                subject=subject,
                registration=place.id,
                fee_minor=place.fee_minor,
                currency=place.currency,
                idempotency_key=f"registration:{place.id}",
                certification=place.code,
                course_keys=_courses(place.id),
                funding=place.funding.value,
            ),
            pool=payer.pool,
            voucher=payer.voucher,
            aid=payer.aid,
            clock=clock,
        )
        confirmed = registrations.confirm(place.id, clock=clock)
    return Taken(confirmed, claim)


def _courses(registration: UUID) -> tuple[str, ...]:
    """Return the courses through which a registration is reached."""
    facts = (known.facts([str(registration)]) or {}).get(str(registration))
    return facts.course_keys if facts else ()
