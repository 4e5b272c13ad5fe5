"""What course teams see of competencies in their course: frozen records, no table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block of the course, in its outline. The course itself is called by its course key.

    ``level`` is course, section, subsection, unit or leaf; ``parent`` is '' for the course.
    """

    key: str
    title: str
    level: str
    block_type: str
    parent: str
    is_scored: bool


@dataclass(frozen=True, slots=True)
class TieView:
    """One link in force. ``gives``: a score can come through it, and counts.

    ``promises``: it tells learners that its block works on the competency. ``is_gone``: the block
    is no longer in the course; ``title`` is then ''. ``weight`` is 0 to 10; ``possible`` are the
    kinds that an author may choose here, ``part`` the criterion or line item that is heard.
    """

    object_key: str
    title: str
    kind: str
    weight: Decimal
    gives: bool
    promises: bool
    is_gone: bool
    possible: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """One thing to mend. ``severity`` is error, warning or note; ``sentence`` says what to do.

    ``objects`` are the keys of the blocks it is about, ``titles`` what they are called ('' for
    one that is gone), in the same order.
    """

    code: str
    severity: str
    title: str
    sentence: str
    competency: UUID
    label: str
    objects: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """One competency that the course links, its rule, and its links in reading order.

    ``replaced_by`` is the label of what replaces it, '' for nothing. ``threshold`` 0 to 1.
    """

    identifier: UUID
    label: str
    statement: str
    code: str
    framework: UUID
    framework_title: str
    is_retired: bool
    replaced_by: str
    method: str
    threshold: Decimal
    objects_needed: int
    ties: tuple[TieView, ...]
    findings: tuple[FindingView, ...]

    @property
    def is_assessed(self) -> bool:
        """Tell whether a score in the course can be evidence of it."""
        return any(tie.gives for tie in self.ties)

    @property
    def is_promised(self) -> bool:
        """Tell whether a link tells learners that the course works on it."""
        return any(tie.promises for tie in self.ties)


@dataclass(frozen=True, slots=True)
class CourseMap:
    """A course as its blocks in reading order, and each linked competency in its framework's."""

    course_key: str
    title: str
    blocks: tuple[BlockView, ...]
    lines: tuple[LineView, ...]

    @property
    def findings(self) -> tuple[FindingView, ...]:
        """Return all findings, competency by competency."""
        return tuple(finding for line in self.lines for finding in line.findings)


@dataclass(frozen=True, slots=True)
class ScoredView:
    """One block whose score is evidence here: a problem, or a subsection by its grade."""

    object_key: str
    title: str
    kind: str
    section: str
    competencies: int


@dataclass(frozen=True, slots=True)
class ReachedView:
    """Where the scores lead on one competency.

    ``status`` is not_yet or demonstrated; ``estimate`` 0 to 1 with six decimals, ``None`` when not
    measured; ``certainty`` few, some or strong; ``lines`` say the arithmetic, ``next`` what would
    change it.
    """

    identifier: UUID
    label: str
    framework_title: str
    status: str
    estimate: Decimal | None
    certainty: str
    evidence_count: int
    object_count: int
    lines: tuple[str, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """What somebody with these scores would reach. ``scores``: the shares that were read."""

    course_key: str
    title: str
    scored: tuple[ScoredView, ...]
    scores: dict[str, Decimal]
    reached: tuple[ReachedView, ...]

    @property
    def demonstrated(self) -> int:
        """Return how many competencies would be demonstrated."""
        return sum(one.status == "demonstrated" for one in self.reached)
