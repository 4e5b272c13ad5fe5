"""The solidarity fund: asking, deciding, what it holds.

Who may: none of these functions asks. ``ask`` and ``appeal`` are a learner's own, ``queue`` and
``decide`` an operator's. The queue tells a need and an amount, and neither who asks nor who gave.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_sponsorship.domain.aid import (
    AidAsked,
    AidDeciderRefused,
    AidFundEmpty,
    AidInvalid,
    AidReasonMissing,
    AidState,
    AidStateRefused,
    AidUnknown,
    AidYearSpent,
    Need,
)
from agir_sponsorship.solidarity import asking, deciding, fund, rows
from agir_sponsorship.solidarity.data import AidAsking, AidStepView, AidView, FundView

__all__ = [
    "AidAsked",
    "AidAsking",
    "AidDeciderRefused",
    "AidFundEmpty",
    "AidInvalid",
    "AidReasonMissing",
    "AidState",
    "AidStateRefused",
    "AidStepView",
    "AidUnknown",
    "AidView",
    "AidYearSpent",
    "FundView",
    "Need",
    "appeal",
    "ask",
    "decide",
    "held",
    "looked_at",
    "mine",
    "queue",
    "request",
    "sponsors_are",
]

_sponsors: list[Callable[[int], bool]] = []


def sponsors_are(is_sponsor: Callable[[int], bool]) -> None:
    """Let ``is_sponsor(user_id)`` tell who belongs to an organisation that gives."""
    _sponsors[:] = [is_sponsor]


def ask(asked: AidAsking, *, by: int, clock: Clock | None = None) -> AidView:
    """Ask for help with a fee; granted at once where it is small and the fund holds it.

    Raises ``NotForCpf``, ``AidInvalid``, ``AidYearSpent``, ``AidAsked``.
    """
    return asking.ask(asked, subject=learners.subject_of(by), now=_clock(clock).now())


def appeal(request: UUID, words: object, *, by: int, clock: Clock | None = None) -> AidView:
    """Ask another person to look again, once; another learner's request is ``AidUnknown``."""
    subject = learners.subject_of(by)
    if rows.one(request).subject != subject:
        raise AidUnknown(request=str(request))
    return asking.appeal(request, words, subject=subject, now=_clock(clock).now())


def decide(
    request: UUID, *, grants: bool, reason: str, by: int, clock: Clock | None = None
) -> AidView:
    """Grant or decline, by a named person who is no sponsor, did not ask, and did not decide.

    Raises ``AidUnknown``, ``AidDeciderRefused``, ``AidReasonMissing``, ``AidStateRefused``,
    ``AidFundEmpty``.
    """
    decider = deciding.Decider(
        learners.subject_of(by), is_sponsor=any(tell(by) for tell in _sponsors)
    )
    return deciding.decide(
        request, grants=grants, reason=reason, decider=decider, now=_clock(clock).now()
    )


def looked_at(request: UUID, *, by: int, clock: Clock | None = None) -> AidView:
    """Say that a person looked at a grant that was made at once."""
    return deciding.looked_at(request, by=learners.subject_of(by), now=_clock(clock).now())


def mine(user_id: int) -> list[AidView]:
    """Return a learner's requests, newest first."""
    subject = learners.known_subject(user_id)
    return [] if subject is None else rows.of_subject(subject)


def queue() -> list[AidView]:
    """Return requests that wait for a person, then grants to look at afterwards."""
    return rows.queue()


def request(request: UUID) -> AidView:
    """Return a request with its steps; raise ``AidUnknown``."""
    return rows.one(request)


def held(currency: str = "EUR") -> FundView:
    """Return what the fund holds and promised."""
    return fund.view(currency)


def _clock(clock: Clock | None) -> Clock:
    return clock or SystemClock()
