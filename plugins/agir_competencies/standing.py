"""Where a learner stands, as other contexts and pages see it: frozen records, no table."""

from __future__ import annotations

from dataclasses import dataclass
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

    ``share`` is 0 to 1 inclusive, ``None`` (and ``counted`` false) once taken away;
    ``link_removed``: its author has unlinked it since, so that it counts and grows no more.
    """

    object_key: str
    title: str
    share: Decimal | None
    weight: Decimal
    occurred_at: datetime
    counted: bool
    link_removed: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a learner stands where they stand, and the smallest thing that would change it.

    Sentences in the language that was asked; ``threshold`` 0 to 1; ``lines`` say the rule, the
    arithmetic and its outcome, ``text`` is the one that fits on a card.
    """

    text: str
    next: str
    threshold: Decimal
    objects_needed: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One competency of one learner with its reasons; figures as in ``StateView``."""

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
