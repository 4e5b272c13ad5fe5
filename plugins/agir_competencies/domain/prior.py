"""Through which states does a request for prior learning go?

requested → in_review → accepted or rejected; the learner may withdraw until it is decided, and a
reviewer may give it back or ask for more. Each move names the states it may start from, so that
one guarded update decides between two who move at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

from agir_competencies.domain.attesting import AttestingRefused

MOST_COMPETENCIES: Final = 10
MOST_OPEN: Final = 10  # requests of one learner that wait for a decision


class Status(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    IN_REVIEW = "in_review"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN: Final = (Status.REQUESTED, Status.IN_REVIEW)
DECIDED: Final = (Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN)


class Action(StrEnum):
    """What moves a request; ``asked`` begins it."""

    ASKED = "asked"
    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    ASKED_MORE = "asked_more"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states, and to which."""

    origin: tuple[Status, ...]
    to: Status


_REVIEWED: Final = (Status.IN_REVIEW,)
MOVES: Final = {
    Action.TAKEN: Move((Status.REQUESTED,), Status.IN_REVIEW),
    Action.GIVEN_BACK: Move(_REVIEWED, Status.REQUESTED),
    Action.ASKED_MORE: Move(_REVIEWED, Status.IN_REVIEW),
    Action.ANSWERED: Move(_REVIEWED, Status.IN_REVIEW),
    Action.ACCEPTED: Move(_REVIEWED, Status.ACCEPTED),
    Action.REJECTED: Move(_REVIEWED, Status.REJECTED),
    Action.WITHDRAWN: Move(OPEN, Status.WITHDRAWN),
}


class RequestUnknown(AttestingRefused):
    """The person has, or may review, no such request."""

    code: ClassVar[str] = "prior_unknown"


class RequestTaken(AttestingRefused):
    """Another reviewer has it, or it is not taken yet."""

    code: ClassVar[str] = "prior_taken"


class RequestMoved(AttestingRefused):
    """It is not in a state from which this can be done: somebody was first."""

    code: ClassVar[str] = "prior_moved"


class ProofMissing(AttestingRefused):
    """Neither a file nor an address."""

    code: ClassVar[str] = "prior_proof_missing"


class NothingChosen(AttestingRefused):
    """No competency, one that does not exist, or more than ``limit``."""

    code: ClassVar[str] = "prior_nothing_chosen"


class TooManyRequests(AttestingRefused):
    """``limit`` requests of the learner wait already."""

    code: ClassVar[str] = "prior_too_many"
