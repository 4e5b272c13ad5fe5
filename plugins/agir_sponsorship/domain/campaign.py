"""What does a campaign ask for, and where may it go from where it is?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.amounts import checked, decimals
from agir_sponsorship.domain.naming import is_plain, named

LONGEST_DAYS: Final = 366


class Kind(StrEnum):
    """What the money is for."""

    CREATE = "create"
    KEEP_RUNNING = "keep_running"
    RENEW = "renew"
    TRANSLATE = "translate"
    ACCESSIBILITY = "accessibility"
    SOLIDARITY = "solidarity"


class Mode(StrEnum):
    """What becomes of the money when the minimum is not reached: all goes back, or all stays."""

    ALL_OR_NOTHING = "all_or_nothing"
    KEEP_IT_ALL = "keep_it_all"


class State(StrEnum):
    """Where a campaign stands."""

    DRAFT = "draft"
    REVIEW = "review"
    OPEN = "open"
    ON_HOLD = "on_hold"
    FUNDED = "funded"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    UNFUNDED = "unfunded"
    CANCELLED = "cancelled"
    FAILING = "failing"
    REFUNDING = "refunding"
    SETTLED = "settled"


S = State
# ``hold`` and ``resume`` are not here: they lead back to where the campaign was.
ACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "submit": {S.DRAFT: S.REVIEW},
    "approve": {S.REVIEW: S.OPEN},
    "reject": {S.REVIEW: S.DRAFT},
    "fund": {S.OPEN: S.FUNDED},
    "miss": {S.OPEN: S.UNFUNDED},
    "withdraw": {S.OPEN: S.CANCELLED},
    "start": {S.FUNDED: S.DELIVERING},
    "deliver": {S.DELIVERING: S.DELIVERED},
    "fail": {S.FUNDED: S.FAILING, S.DELIVERING: S.FAILING},
    "refund": {S.UNFUNDED: S.REFUNDING, S.CANCELLED: S.REFUNDING, S.FAILING: S.REFUNDING},
    "settle": {S.REFUNDING: S.SETTLED, S.DELIVERED: S.SETTLED},
}
MAY_HOLD: Final = frozenset({S.OPEN, S.FUNDED, S.DELIVERING})
PUBLIC: Final = frozenset(set(State) - {S.DRAFT, S.REVIEW})
FUNDED_STATES: Final = frozenset({S.FUNDED, S.DELIVERING, S.DELIVERED})
GIVES_BACK: Final = frozenset({S.UNFUNDED, S.CANCELLED, S.FAILING, S.REFUNDING})


class CampaignUnfit(DomainError):
    """A plan that does not hold together; ``field`` names the part to correct."""

    code: ClassVar[str] = "campaign_unfit"


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as planned: what is delivered for which part of the goal (minor units)."""

    title: str
    deliverable: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign as its author wrote it. Instants are aware.

    ``course_key`` is '' while the course is to be made; ``partner_url`` is the payment page of a
    partner who receives the money himself, '' where the operator's own legal entity does. ``call``
    is the call for initiatives that the campaign pays for.
    """

    kind: Kind
    mode: Mode
    title: str
    summary: str
    currency: str
    goal_minor: int
    minimum_minor: int
    opens_at: datetime
    closes_at: datetime
    steps: tuple[Step, ...]
    course_key: str = ""
    subject: str = ""
    partner_name: str = ""
    partner_url: str = ""
    call: UUID | None = None


def ensure_fit(plan: Plan) -> None:
    """Raise ``CampaignUnfit``, ``NameUnfit``, ``AmountUnfit`` or ``CurrencyUnknown``.

    The minimum lies in 1 … goal; milestones add up to the goal exactly; it closes after it opens
    and within a year; a course that exists is named, one to be made is described. What everybody
    reads is what it looks like (``domain.naming``).
    """
    decimals(plan.currency)
    _ensure_readable(plan)
    goal, minimum = checked(plan.goal_minor), checked(plan.minimum_minor)
    faults = {
        "title": len(plan.title.strip()) < 3,
        "summary": not 10 <= len(plan.summary.strip()) <= 4000,
        "minimum": minimum > goal,
        "milestones": not 1 <= len(plan.steps) <= 20
        or sum(checked(step.amount_minor) for step in plan.steps) != goal
        or any(not step.title.strip() or not step.deliverable.strip() for step in plan.steps),
        "dates": not 0 < (plan.closes_at - plan.opens_at).total_seconds() <= LONGEST_DAYS * 86400,
        "course": plan.kind not in (Kind.CREATE, Kind.SOLIDARITY) and not plan.course_key,
        "subject": plan.kind is Kind.CREATE and not (plan.course_key or plan.subject.strip()),
        "partner": bool(plan.partner_url or plan.partner_name)
        and not (plan.partner_url.startswith("https://") and plan.partner_name.strip()),
    }
    for field, is_wrong in faults.items():
        if is_wrong:
            raise CampaignUnfit(field=field)


def _ensure_readable(plan: Plan) -> None:
    """Raise ``NameUnfit`` or ``CampaignUnfit`` for texts that may not be shown to everybody."""
    named(plan.title, "title", longest=200)
    named(plan.partner_name, "partner", is_needed=False)
    texts = [("summary", plan.summary, 4000), ("subject", plan.subject, 500)]
    for step in plan.steps:
        named(step.title, "milestones", longest=200)
        texts.append(("milestones", step.deliverable, 1000))
    for field, text, longest in texts:
        if len(text) > longest or not is_plain(text):
            raise CampaignUnfit(field=field)
    if len(plan.course_key) > 255 or not plan.course_key.isprintable():
        raise CampaignUnfit(field="course")
    if len(plan.partner_url) > 500 or not plan.partner_url.isprintable():
        raise CampaignUnfit(field="partner")


def outcome(mode: Mode, raised_minor: int, minimum_minor: int) -> str:
    """Return the act that closing is: ``fund``, or ``miss`` (money then goes back).

    Keep-it-all keeps what came; where nothing came there is nothing to keep.
    """
    if mode is Mode.KEEP_IT_ALL:
        return "fund" if raised_minor > 0 else "miss"
    return "fund" if raised_minor >= minimum_minor else "miss"
