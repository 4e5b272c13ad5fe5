"""What does a tag on an object mean (decision 0002), and what is evidence without a tag?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Final

from agir_competencies.domain.text import clean
from agir_kernel.errors import DomainError
from agir_kernel.figures import NotAFigure, exact

PROBLEM_SCORE: Final = "problem_score"
SUBSECTION_GRADE: Final = "subsection_grade"
COMPLETION: Final = "completion"
ORA_CRITERION: Final = "ora_criterion"
LTI_LINEITEM: Final = "lti_lineitem"
PROMISE: Final = "promise"

# What a link hears and what may prove a skill; then what it hears at all (presence proves none).
EVIDENCE_KINDS: Final = (PROBLEM_SCORE, SUBSECTION_GRADE, ORA_CRITERION, LTI_LINEITEM)
HEARD_KINDS: Final = (*EVIDENCE_KINDS, COMPLETION)
PART_KINDS: Final = (ORA_CRITERION, LTI_LINEITEM)

# What is recorded without a link: somebody, or a block of the suite, says it of a competency.
ATTESTATION: Final = "attestation"
PRIOR_LEARNING: Final = "prior_learning"
INFERRED: Final = "inferred"
XBLOCK_ATTESTATION: Final = "xblock_attestation"
UNSUPERVISED: Final = "unsupervised"
EXTERNAL: Final = "external"
RECORDED_KINDS: Final = (
    ATTESTATION, PRIOR_LEARNING, INFERRED, XBLOCK_ATTESTATION, UNSUPERVISED,
    EXTERNAL,
)  # fmt: skip

# What enters an estimate and makes no object: alone it demonstrates nothing (0014, 0016).
ASSUMED_KINDS: Final = (INFERRED, UNSUPERVISED)

# Which links may prove a skill; and what an author may choose for a link at all.
PROVING_KINDS: Final = (*EVIDENCE_KINDS, XBLOCK_ATTESTATION)
LINK_KINDS: Final = (*PROVING_KINDS, COMPLETION, PROMISE)

HEAVIEST: Final = Decimal(10)
WEIGHT_QUANTUM: Final = Decimal("0.01")
PLAIN_WEIGHT: Final = Decimal("1.00")
NO_WEIGHT: Final = Decimal("0.00")
PEER_OUTCOME: Final = "peer_outcome"  # heard, and recorded as an attestation
LTI_BLOCKS: Final = frozenset({"lti", "lti_consumer"})
ORA_BLOCKS: Final = frozenset({"openassessment"})
OWN_BLOCKS: Final = "agir-"
LONGEST_PART: Final = 255


class WeightOutOfBounds(DomainError):
    """A weight below 0, above 10, or finer than two decimals. Facts: ``weight``."""

    code: ClassVar[str] = "weight_out_of_bounds"


class KindImpossible(DomainError):
    """A kind of evidence that this object cannot give. Facts: ``kind``, ``possible``."""

    code: ClassVar[str] = "kind_impossible"


class PresenceWeighsNothing(DomainError):
    """A weight for completion, which proves presence and no skill. Facts: ``weight``."""

    code: ClassVar[str] = "presence_weighs_nothing"


class PartMisplaced(DomainError):
    """A criterion or line item named where the object is heard as a whole, or the contrary.

    Facts: ``kind``, ``part``.
    """

    code: ClassVar[str] = "part_misplaced"


class PartTooLong(DomainError):
    """A criterion or a line item named by more than 255 characters."""

    code: ClassVar[str] = "part_too_long"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag is: the port's words for a block."""

    level: str
    block_type: str
    is_scored: bool

    @property
    def kind(self) -> str | None:
        """Return what a tag means here by itself, ``None`` for nothing at all."""
        return kind_of_link(self.level, is_scored=self.is_scored)

    @property
    def possible(self) -> tuple[str, ...]:
        """Return the kinds that an author may choose here, the plainest first."""
        if self.level == "subsection":
            return (SUBSECTION_GRADE, PROMISE)
        if self.level != "leaf":
            return (PROMISE,)
        own = {
            PROBLEM_SCORE: self.is_scored,
            COMPLETION: True,
            XBLOCK_ATTESTATION: self.block_type.startswith(OWN_BLOCKS)
            or self.block_type in ORA_BLOCKS,  # what peers concluded of the whole response
            ORA_CRITERION: self.block_type in ORA_BLOCKS,
            LTI_LINEITEM: self.block_type in LTI_BLOCKS,
            PROMISE: True,
        }
        return tuple(kind for kind, is_there in own.items() if is_there)


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decided of a link, a course or a framework: '' and ``None`` for nothing.

    ``weight`` 0 to 10 with two decimals; ``part`` names one criterion or line item.
    """

    kind: str = ""
    weight: Decimal | None = None
    part: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was decided."""
        return not self.kind and self.weight is None and not self.part


NOTHING: Final = Choice()


def in_force(place: Place, choices: Iterable[Choice]) -> tuple[str, Decimal]:
    """Return kind and weight of a link, of what was chosen for it, narrowest first.

    A kind that is impossible here (a problem that is no longer scored) waits until it is possible
    again. Completion weighs nothing, whatever was chosen.
    """
    wider = list(choices)
    possible = place.possible
    kinds = (one.kind for one in wider if one.kind in possible)
    kind = next(kinds, place.kind or PROMISE)
    if kind == COMPLETION:
        return kind, NO_WEIGHT
    weights = (one.weight for one in wider if one.weight is not None)
    return kind, next(weights, PLAIN_WEIGHT)


def checked(choice: Choice, place: Place) -> Choice:
    """Return ``choice`` as this place may have it, or raise why not.

    Raises ``KindImpossible``, ``WeightOutOfBounds``, ``PresenceWeighsNothing``, ``PartMisplaced``,
    ``PartTooLong``.
    """
    weight = None if choice.weight is None else checked_weight(choice.weight)
    if choice.kind and choice.kind not in place.possible:
        raise KindImpossible(kind=choice.kind, possible=", ".join(place.possible))
    if choice.kind == COMPLETION and weight:
        raise PresenceWeighsNothing(weight=str(weight))
    part = clean(choice.part)
    if len(part) > LONGEST_PART:
        raise PartTooLong
    if bool(part) != (choice.kind in PART_KINDS):
        raise PartMisplaced(kind=choice.kind, part=part)
    return Choice(choice.kind, weight, part)


def checked_weight(value: object) -> Decimal:
    """Return a weight with two decimals; raise ``WeightOutOfBounds``."""
    try:
        figure = exact(value)
    except NotAFigure:
        raise WeightOutOfBounds(weight=str(value)[:40]) from None
    if not 0 <= figure <= HEAVIEST or figure != figure.quantize(WEIGHT_QUANTUM):
        raise WeightOutOfBounds(weight=str(value)[:40])
    return figure.quantize(WEIGHT_QUANTUM)


def kind_of_link(level: str, *, is_scored: bool) -> str | None:
    """Return what a tag means on a block of this level, or ``None`` for nothing at all.

    ``level`` is the port's word: course, section, subsection, unit or leaf. A leaf without a
    score (a text, a video) promises nothing that could be kept, but its author said that it
    serves the competency: that is a promise too.
    """
    if level == "subsection":
        return SUBSECTION_GRADE
    if level == "leaf" and is_scored:
        return PROBLEM_SCORE
    if level in {"course", "section", "unit", "leaf"}:
        return PROMISE
    return None
