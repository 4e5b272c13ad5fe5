"""Where a learner stands, as other contexts and pages see it: frozen records, no table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StateView:
    """The state of one competency.

    ``status`` is not_yet or demonstrated; ``estimate`` 0 to 1 inclusive with six decimals,
    ``None`` when not measured (which is not 0); ``certainty`` few, some or strong.
    """

    identifier: UUID
    status: str
    estimate: Decimal | None
    certainty: str
    evidence_count: int
    demonstrated_at: datetime | None
    last_evidence_at: datetime | None
    method: str
    rule_version: int


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What one activity says now. ``title`` is '' when the platform does not know it any more.

    ``share`` is 0 to 1 inclusive, ``None`` once taken away; then, and where ``weight`` is 0 (what
    proves presence alone), ``counted`` is false;
    ``link_removed``: its author has unlinked it since, so that it counts and grows no more.
    ``percent`` is how much it counts in the estimate: whole, 100 over all of a competency.
    ``kind`` is problem_score, subsection_grade, attestation, prior_learning, inferred,
    xblock_attestation, unsupervised or external. ``note`` and ``url``: what somebody who vouches
    for it said, '' elsewhere; their name is in ``title``, ``public_title`` says it without one.
    """

    object_key: str
    title: str
    share: Decimal | None
    weight: Decimal
    occurred_at: datetime
    counted: bool
    link_removed: bool
    percent: int = 0
    kind: str = ""
    note: str = ""
    url: str = ""
    public_title: str = ""


@dataclass(frozen=True, slots=True)
class ActivityView:
    """The one activity that would help most, ``again`` where it was answered before.

    At ``percent`` it demonstrates the competency; 0 where one activity is not enough. ``before``
    and ``after`` are the estimate, ``None`` when not measured.
    """

    object_key: str
    title: str
    percent: int
    before: Decimal | None
    after: Decimal | None
    again: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a learner stands where they stand, and the smallest thing that would change it.

    Sentences in the language that was asked; ``threshold`` 0 to 1; ``lines`` say the rule, the
    arithmetic and its outcome, ``text`` is the one that fits on a card. ``activity`` is known
    where it was asked for whom, and the learner follows a course that has one. ``said``: what the
    learner says of themselves, beside it, '' for nothing.
    """

    text: str
    next: str
    threshold: Decimal
    objects_needed: int
    lines: tuple[str, ...]
    activity: ActivityView | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One competency of one learner with its reasons; figures as in ``StateView``.

    ``said``: what the learner says of themselves, in a sentence, '' for nothing. It moves nothing.
    """

    identifier: UUID
    uri: str
    label: str
    framework: str
    status: str
    estimate: Decimal | None
    certainty: str
    evidence_count: int
    last_evidence_at: datetime | None
    demonstrated_at: datetime | None
    explanation: str
    next: str
    evidence: tuple[EvidenceView, ...]
    activity: ActivityView | None = None
    said: str = ""


@dataclass(slots=True)
class Moves:
    """What a rule does to the learners of one competency (``label``), in numbers of them.

    ``gained`` it, ``fallen``: had it and would not; ``kept``: only a former rule says it, and it
    is kept; ``demonstrated`` of ``states`` in all, afterwards.
    """

    label: str = ""
    gained: int = 0
    fallen: int = 0
    kept: int = 0
    demonstrated: int = 0
    states: int = 0


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What another rule would do, by competency, from ``looked`` states (all, if ``complete``)."""

    looked: int
    complete: bool
    moves: dict[UUID, Moves]

    @property
    def fallen(self) -> int:
        """Return how many statuses would fall."""
        return sum(one.fallen for one in self.moves.values())

    @property
    def gained(self) -> int:
        """Return how many statuses would be gained."""
        return sum(one.gained for one in self.moves.values())

    @property
    def kept(self) -> int:
        """Return how many statuses stay by decision alone."""
        return sum(one.kept for one in self.moves.values())


@dataclass(frozen=True, slots=True)
class Fall:
    """One status that would fall: whose (a pseudonym), of what, from which estimate to which."""

    subject: UUID
    competency: UUID
    label: str
    before: Decimal | None
    after: Decimal | None
    demonstrated_at: datetime | None


@dataclass(slots=True)
class Settling:
    """How far a change of rule is, what it moved, and its ``longest`` transaction in seconds."""

    total: int = 0
    done: int = 0
    longest: float = 0.0
    moves: Moves = field(default_factory=Moves)
