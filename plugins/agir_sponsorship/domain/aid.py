"""How does the solidarity fund decide who gets help with a certification fee?

By a declared need and nothing else: no paper is asked for and none is kept, no sponsor is known to
who decides and no applicant to a sponsor. Small amounts are granted at once; the others by a named
person, who says why when the answer is no; another person judges an appeal.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

LONGEST_REASON: Final = 1000
MILLE: Final = 1000


class Need(StrEnum):
    """What somebody declares of their means; the last needs no detail."""

    NO_INCOME = "no_income"
    LOW_INCOME = "low_income"
    JOB_SEEKER = "job_seeker"
    STUDENT = "student"
    OTHER = "other"


class AidState(StrEnum):
    """Where a request stands. ``DECLINED`` may be appealed once; ``REFUSED`` is the last word."""

    QUEUED = "queued"
    GRANTED = "granted"
    DECLINED = "declined"
    APPEALED = "appealed"
    REFUSED = "refused"
    USED = "used"
    LAPSED = "lapsed"


EDGES: Final[dict[AidState, frozenset[AidState]]] = {
    AidState.QUEUED: frozenset({AidState.GRANTED, AidState.DECLINED, AidState.LAPSED}),
    AidState.DECLINED: frozenset({AidState.APPEALED}),
    AidState.APPEALED: frozenset({AidState.GRANTED, AidState.REFUSED, AidState.LAPSED}),
    AidState.GRANTED: frozenset({AidState.USED, AidState.LAPSED}),
    AidState.USED: frozenset({AidState.GRANTED}),
    AidState.REFUSED: frozenset(),
    AidState.LAPSED: frozenset(),
}
COUNTED: Final = (AidState.GRANTED, AidState.USED)
"""Requests that count towards the year's cap."""
WAITING: Final = (AidState.QUEUED, AidState.APPEALED)


class AidUnknown(DomainError):
    """There is no such request."""

    code: ClassVar[str] = "aid_unknown"


class AidInvalid(DomainError):
    """A request without a need that can be declared, or for no amount; ``field`` says which."""

    code: ClassVar[str] = "aid_invalid"


class AidAsked(DomainError):
    """The learner has a request under way already."""

    code: ClassVar[str] = "aid_asked_already"


class AidYearSpent(DomainError):
    """More than one person may get in twelve months; ``left`` in minor units."""

    code: ClassVar[str] = "aid_year_spent"


class AidFundEmpty(DomainError):
    """The fund holds too little now."""

    code: ClassVar[str] = "aid_fund_empty"


class AidStateRefused(DomainError):
    """A request does not go from where it stands to ``wanted``."""

    code: ClassVar[str] = "aid_state_refused"


class AidReasonMissing(DomainError):
    """A refusal or an appeal without a reason, or too long a one; ``limit`` signs."""

    code: ClassVar[str] = "aid_reason_missing"


class AidDeciderRefused(DomainError):
    """Who decides may be neither who asks, nor a sponsor, nor who decided before an appeal."""

    code: ClassVar[str] = "aid_decider_refused"


class AidNotForThis(DomainError):
    """The grant belongs to another learner, or is for less than the fee."""

    code: ClassVar[str] = "aid_not_for_this"


@dataclass(frozen=True, slots=True)
class AidRules:
    """The site's rules, in minor units and per mille.

    ``small``: granted at once up to it, 0 for never. ``year``: most for one person in 365 days.
    ``checked``: share of grants at once that a person looks at afterwards, 0 to 1000.
    """

    small: int
    year: int
    checked: int


def checked_request(need: object, amount_minor: object, rules: AidRules, given: int) -> Need:
    """Return the declared need; raise ``AidInvalid``, ``AidYearSpent``.

    ``given`` is what the learner got in the last 365 days.
    """
    try:
        declared = Need(str(need))
    except ValueError as error:
        raise AidInvalid(field="need") from error
    if isinstance(amount_minor, bool) or not isinstance(amount_minor, int) or amount_minor < 1:
        raise AidInvalid(field="amount")
    if given + amount_minor > rules.year:
        raise AidYearSpent(left=max(0, rules.year - given))
    return declared


def is_small(amount_minor: int, rules: AidRules) -> bool:
    """Tell whether a request is granted without a person; the cap itself is small."""
    return amount_minor <= rules.small


def is_checked(drawn: int, rules: AidRules) -> bool:
    """Tell whether a person looks at a grant afterwards; ``drawn`` is 0 to 999, at random."""
    return drawn < rules.checked


def moved(state: AidState, wanted: AidState) -> None:
    """Raise ``AidStateRefused`` unless a request may go there."""
    if wanted not in EDGES[state]:
        raise AidStateRefused(state=state.value, wanted=wanted.value)


def checked_reason(text: object) -> str:
    """Return a reason in one piece; raise ``AidReasonMissing``."""
    reason = " ".join(text.split()) if isinstance(text, str) else ""
    if not reason or len(reason) > LONGEST_REASON:
        raise AidReasonMissing(limit=LONGEST_REASON)
    return reason


def share_of(amount_minor: int, per_mille: int) -> int:
    """Return what of an amount goes to the fund, rounded down: the rest plus this is the whole.

    ``per_mille`` is 0 to 1000, bounds included.
    """
    if amount_minor < 0 or not 0 <= per_mille <= MILLE:
        raise AidInvalid(field="share")
    return amount_minor * per_mille // MILLE
