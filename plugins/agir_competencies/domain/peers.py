"""When do peers of a course, together, say that a piece of work shows a skill?

Each peer who answers counts once. When as many as the course asks for have answered, two thirds
of them who say yes accept the work; less do not. What peers conclude is evidence with a weight of
its own, and its share is how many of them said yes: unanimous peers count fully, two of three do
not. That peers do not see a skill is told to who asked, and is no evidence of anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar, Final

from agir_competencies.domain.attesting import AttestingRefused

AGREEMENT: Final = Fraction(2, 3)
FEWEST, MOST, USUAL = 2, 9, 3  # peers that a course may ask for one piece of work
LIGHTEST, HEAVIEST, USUAL_WEIGHT = Decimal("0.10"), Decimal("1.00"), Decimal("0.50")
MOST_OPEN: Final = 3  # pieces of work of one learner that wait, in one course
MOST_ASKED: Final = 5  # that one learner sends within ``ASKING``, in one course
ASKING: Final = timedelta(days=7)
MOST_ANSWERED: Final = 20  # answers of one peer within ``ANSWERING``
ANSWERING: Final = timedelta(days=1)
MOST_CRITERIA: Final = 12


class Status(StrEnum):
    """Where a piece of work stands; ``stopped`` by the course's team."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class WorkUnknown(AttestingRefused):
    """The person has no such work, or may not answer for it; why is not told."""

    code: ClassVar[str] = "peers_work_unknown"


class PeersOff(AttestingRefused):
    """The course's team has not opened reviews by peers."""

    code: ClassVar[str] = "peers_off"


class WorkSettled(AttestingRefused):
    """It waits for no answer any more."""

    code: ClassVar[str] = "peers_settled"


class AnsweredAlready(AttestingRefused):
    """This peer has answered for this piece of work."""

    code: ClassVar[str] = "peers_answered"


class WorkWaits(AttestingRefused):
    """Work of the learner on this skill waits already in this course."""

    code: ClassVar[str] = "peers_waits"


class TooMuchAsked(AttestingRefused):
    """``limit`` pieces of work were sent, or wait."""

    code: ClassVar[str] = "peers_asked_too_much"


class TooMuchAnswered(AttestingRefused):
    """``limit`` answers of one peer within a day."""

    code: ClassVar[str] = "peers_answered_too_much"


class NothingSeen(AttestingRefused):
    """A yes without a single criterion, or criteria that are none of this skill's."""

    code: ClassVar[str] = "peers_nothing_seen"


class PolicyOutOfBounds(AttestingRefused):
    """A number of peers or a weight that cannot be. Facts: ``fewest most lightest heaviest``."""

    code: ClassVar[str] = "peers_policy_out_of_bounds"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a course chose: ``reviewers`` 2 to 9 a piece of work, ``weight`` 0.10 to 1.00."""

    is_open: bool = False
    reviewers: int = USUAL
    weight: Decimal = USUAL_WEIGHT

    def __post_init__(self) -> None:
        """Refuse what cannot be."""
        fits = FEWEST <= self.reviewers <= MOST and LIGHTEST <= self.weight <= HEAVIEST
        if not fits or self.weight != self.weight.quantize(LIGHTEST):
            raise PolicyOutOfBounds(fewest=FEWEST, most=MOST, lightest=LIGHTEST, heaviest=HEAVIEST)


def verdict(yes: int, answers: int, needed: int) -> Status:
    """Return what ``yes`` of ``answers`` (0 or more) conclude where ``needed`` are asked for."""
    if answers < needed:
        return Status.OPEN
    return Status.ACCEPTED if Fraction(yes, answers) >= AGREEMENT else Status.REJECTED


def share_of(yes: int, answers: int) -> Decimal:
    """Return how many of the answers said yes, 0 to 1; ``answers`` is 1 or more."""
    return Decimal(yes) / Decimal(answers)
