"""By which ways can the fee of this session be paid, by this learner?

Every session with a fee has "I cannot pay" among them where the site has a solidarity fund. A way
that does not suit is left out, never shown and refused later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from agir_certification.api import rules
from agir_certification.api.learning import today
from agir_certification.api.repertoire import CertificationView
from agir_certification.api.rules import DatedRule, RuleKey
from agir_certification.api.sessions import SessionView
from agir_platform import contexts, themes
from agir_sponsorship.api import seats, solidarity

FREE, SEAT, VOUCHER, AID, EMPLOYER, SELF, CPF = (
    "free", "seat", "voucher", "aid", "employer", "self", "cpf",
)  # fmt: skip
MOST_POOLS: Final = 3


@dataclass(frozen=True, slots=True)
class Route:
    """One way to pay. ``pool`` and ``name`` are those of a sponsor's seats.

    ``aid`` is the learner's own request for this fee, where there is one. ``rule`` is the dated
    rule that the way rests on.
    """

    code: str
    pool: UUID | None = None
    name: str = ""
    left: int = 0
    aid: solidarity.AidView | None = None
    rule: DatedRule | None = None


def routes(session: SessionView, known: CertificationView, user_id: int) -> tuple[Route, ...]:
    """Return the ways to pay this session, those that cost the learner nothing first."""
    if session.terms.price_minor == 0:
        return (Route(FREE),)
    return (
        *paid_by_others(session, known, user_id),
        Route(EMPLOYER),
        Route(SELF),
        *_cpf(known),
    )


def paid_by_others(
    session: SessionView, known: CertificationView, user_id: int
) -> tuple[Route, ...]:
    """Return the ways by which sponsors or the solidarity fund pay; none where nobody gives."""
    if session.terms.price_minor == 0 or not contexts.is_on("sponsorship"):
        return ()
    fee, currency = session.terms.price_minor, session.terms.currency
    pools = [
        Route(SEAT, one.id, one.name, one.left)
        for one in seats.offered(known.code, known.course_keys, themes.about(known.course_keys))
        if one.price_minor >= fee and one.currency == currency
    ]
    asked = [
        one
        for one in solidarity.mine(user_id)
        if (one.certification, one.currency) == (known.code, currency)
    ]
    aid = asked[0] if asked and asked[0].state in AID_SHOWN else None
    return (*pools[:MOST_POOLS], Route(VOUCHER), Route(AID, aid=aid))


AID_SHOWN: Final = (
    solidarity.AidState.QUEUED,
    solidarity.AidState.APPEALED,
    solidarity.AidState.GRANTED,
    solidarity.AidState.DECLINED,
)
"""Requests that a learner still has something to wait for, or to do, about."""


def _cpf(known: CertificationView) -> tuple[Route, ...]:
    """Return the CPF where sheet, habilitation and offer were all seen right, nothing otherwise."""
    if known.online_since is None or not known.offer_url:
        return ()
    return (Route(CPF, rule=rules.holds(RuleKey.PARTICIPATION, today())),)
