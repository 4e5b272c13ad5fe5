"""What would an author mend before learners meet the course?

Each code is a question of its own, asked of every competency that the course links: one that is
promised and has a single activity answers yes to several. A link *can give* evidence when its
block is in the course, its kind is one that proves a skill, and something scored is behind it; it
*gives* where it weighs more than 0 too.
``Finding.objects`` are the blocks it is about, in reading order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from agir_competencies.domain.link import PROBLEM_SCORE, PROMISE, PROVING_KINDS, SUBSECTION_GRADE
from agir_competencies.domain.mastery import demonstrated_point
from agir_competencies.domain.methods import Piece, Rule, estimate

ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"

PROMISED_NEVER_ASSESSED: Final = "promised_never_assessed"
EVIDENCE_ONLY_UNSCORED: Final = "evidence_only_unscored"
WEIGHT_ZERO_ONLY: Final = "weight_zero_only"
RULE_UNREACHABLE: Final = "rule_unreachable"
DOUBLE_COUNTING: Final = "double_counting"
RETIRED_LINKED: Final = "retired_linked"
LINK_GONE: Final = "link_gone"
SINGLE_ACTIVITY: Final = "single_activity"
ASSESSED_NOT_PROMISED: Final = "assessed_not_promised"

SEVERITIES: Final = {
    PROMISED_NEVER_ASSESSED: ERROR,
    EVIDENCE_ONLY_UNSCORED: ERROR,
    WEIGHT_ZERO_ONLY: ERROR,
    RULE_UNREACHABLE: ERROR,
    DOUBLE_COUNTING: WARNING,
    RETIRED_LINKED: WARNING,
    LINK_GONE: WARNING,
    SINGLE_ACTIVITY: WARNING,
    ASSESSED_NOT_PROMISED: NOTE,
}
"""Every code, worst first."""

PROMISING: Final = frozenset({"course", "section", "subsection", "unit"})


@dataclass(frozen=True, slots=True)
class Place:
    """One block of the course. ``parent`` is ``None`` for the course alone."""

    key: str
    parent: str | None
    level: str
    is_scored: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """One link that is in force. ``weight`` is 0 or more."""

    object_key: str
    competency: UUID
    kind: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """A linked competency: its rule, those above it in its framework, and whether it is over."""

    identifier: UUID
    rule: Rule
    above: frozenset[UUID] = frozenset()
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. ``facts`` are what its sentence needs: plain values."""

    code: str
    competency: UUID
    objects: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> str:
        """Return error, warning or note."""
        return SEVERITIES[self.code]


class Ground:
    """A course as the lint walks it: ``places`` in reading order, each after its parent."""

    def __init__(self, places: Sequence[Place]) -> None:
        """Find out what is inside what."""
        self.places = {place.key: place for place in places}
        self.order = {place.key: at for at, place in enumerate(places)}
        self._scored = {above for place in places if place.is_scored for above in self.above(place)}

    def above(self, place: Place) -> Iterator[str]:
        """Yield the keys of the blocks that hold ``place``, the nearest first."""
        parent = place.parent
        while parent is not None:
            yield parent
            parent = self.places[parent].parent

    def can_give(self, tie: Tie) -> bool:
        """Tell whether a score can come through ``tie``, whatever its weight."""
        place = self.places.get(tie.object_key)
        if place is None or tie.kind not in PROVING_KINDS:
            return False
        if tie.kind == SUBSECTION_GRADE:
            return place.level == "subsection" and place.key in self._scored
        return place.is_scored if tie.kind == PROBLEM_SCORE else True

    def gives(self, tie: Tie) -> bool:
        """Tell whether what comes through ``tie`` counts for its competency."""
        return tie.weight > 0 and self.can_give(tie)

    def promises(self, tie: Tie) -> bool:
        """Tell whether ``tie`` tells learners what is worked on; one on a text alone does not."""
        place = self.places.get(tie.object_key)
        return tie.kind == PROMISE and place is not None and place.level in PROMISING

    def section_of(self, key: str) -> str:
        """Return the section that holds a block of the course, or is it; '' for none."""
        for one in (key, *self.above(self.places[key])):
            if self.places[one].level == "section":
                return one
        return ""

    def done_in_order(self, keys: Iterable[str]) -> list[str]:
        """Return blocks of the course as somebody does them who goes through it in order.

        What holds others comes after them: the grade of a subsection follows the scores inside.
        """
        ends: dict[str, int] = {}
        for place in self.places.values():
            for key in (place.key, *self.above(place)):
                ends[key] = max(ends.get(key, 0), self.order[place.key])
        return sorted(set(keys), key=lambda key: (ends[key], -self.order[key]))

    def sorted(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return keys once each in reading order, those of no block last."""
        return tuple(sorted(set(keys), key=lambda key: (self.order.get(key, len(self.order)), key)))


@dataclass(frozen=True, slots=True)
class Case:
    """One competency and its links; ``giving`` are those that count."""

    ground: Ground
    item: Item
    ties: tuple[Tie, ...]
    giving: tuple[Tie, ...]

    @property
    def weightless(self) -> list[Tie]:
        """Return the links that would give, and weigh nothing."""
        return [tie for tie in self.ties if tie.weight == 0 and self.ground.can_give(tie)]

    @property
    def present(self) -> list[Tie]:
        """Return the links whose block is in the course."""
        return [tie for tie in self.ties if tie.object_key in self.ground.places]

    @property
    def promises(self) -> list[Tie]:
        """Return the links that promise: on the course, a section, a subsection or a unit."""
        return [tie for tie in self.present if self.ground.promises(tie)]

    def found(self, code: str, objects: Iterable[str], **facts: object) -> Finding:
        """Return a finding about these blocks."""
        return Finding(code, self.item.identifier, self.ground.sorted(objects), facts)


def lint(places: Sequence[Place], ties: Sequence[Tie], items: Mapping[UUID, Item]) -> list[Finding]:
    """Return all that is to be mended: errors first, then by code, competency and place.

    ``items`` holds every competency that ``ties`` name; its order is that of the findings.
    """
    ground = Ground(places)
    below: dict[UUID, list[Tie]] = {identifier: [] for identifier in items}
    for tie in ties:
        below[tie.competency].append(tie)
    cases = {
        one: Case(ground, items[one], tuple(own), tuple(tie for tie in own if ground.gives(tie)))
        for one, own in below.items()
    }
    found = [finding for case in cases.values() for asked in ASKED for finding in asked(case)]
    found += _above_and_below(cases)
    codes, names = list(SEVERITIES), list(items)
    at = {name: place for place, name in enumerate(names)}
    return sorted(found, key=lambda one: (codes.index(one.code), at[one.competency]))


def pieces_at_best(ties: Iterable[Tie]) -> list[Piece]:
    """Return what these links give at their best: all perfect, the heaviest last.

    No order and no lower score reaches a higher estimate with any method: recent work counts
    most where order counts, and more work never lowers an estimate of perfect work.
    """
    return [
        Piece(Fraction(1), Fraction(tie.weight), tie.object_key)
        for tie in sorted(ties, key=lambda tie: tie.weight)
    ]


def is_reachable(ties: Sequence[Tie], rule: Rule) -> bool:
    """Tell whether some scores on these links, in some order, demonstrate the competency."""
    return demonstrated_point(pieces_at_best(ties), rule) is not None


def _promised_never_assessed(case: Case) -> Iterator[Finding]:
    promises = case.promises
    if promises and not case.giving and not case.weightless:
        yield case.found(PROMISED_NEVER_ASSESSED, (tie.object_key for tie in promises))


def _evidence_only_unscored(case: Case) -> Iterator[Finding]:
    promises = case.promises
    hollow = [tie.object_key for tie in case.present if tie not in promises]
    if hollow and not case.giving and not case.weightless:
        yield case.found(EVIDENCE_ONLY_UNSCORED, hollow)


def _weight_zero_only(case: Case) -> Iterator[Finding]:
    weightless = case.weightless
    if weightless and not case.giving:
        yield case.found(WEIGHT_ZERO_ONLY, (tie.object_key for tie in weightless))


def _rule_unreachable(case: Case) -> Iterator[Finding]:
    if not case.giving or is_reachable(case.giving, case.item.rule):
        return
    rule, objects = case.item.rule, {tie.object_key for tie in case.giving}
    yield case.found(
        RULE_UNREACHABLE,
        objects,
        has=len(objects),
        needs=rule.objects_needed,
        best=estimate(pieces_at_best(case.giving), rule),
        threshold=rule.threshold,
    )


def _inside(case: Case) -> Iterator[Finding]:
    """Find the subsections whose grade repeats the score of a problem in them."""
    graded = [tie.object_key for tie in case.giving if tie.kind == SUBSECTION_GRADE]
    scored = [tie.object_key for tie in case.giving if tie.kind != SUBSECTION_GRADE]
    places = case.ground.places
    for key in case.ground.sorted(graded):
        inner = [one for one in scored if key in case.ground.above(places[one])]
        if inner:
            yield case.found(DOUBLE_COUNTING, (key, *inner), reason="inside")


def _above_and_below(cases: Mapping[UUID, Case]) -> Iterator[Finding]:
    """Find the scores that feed a competency and one that holds it in the framework."""
    for case in cases.values():
        own = {(tie.object_key, tie.kind) for tie in case.giving}
        for other, wider in cases.items():
            if not own or other not in case.item.above:
                continue
            both = own & {(tie.object_key, tie.kind) for tie in wider.giving}
            if both:
                keys = (key for key, _ in both)
                yield case.found(DOUBLE_COUNTING, keys, reason="above", other=other)


def _retired_linked(case: Case) -> Iterator[Finding]:
    if case.item.is_over and case.present:
        yield case.found(RETIRED_LINKED, (tie.object_key for tie in case.present))


def _link_gone(case: Case) -> Iterator[Finding]:
    places = case.ground.places
    gone = [tie.object_key for tie in case.ties if tie.object_key not in places]
    if gone:
        yield case.found(LINK_GONE, gone)


def _single_activity(case: Case) -> Iterator[Finding]:
    objects = {tie.object_key for tie in case.giving}
    if len(objects) == 1:
        yield case.found(SINGLE_ACTIVITY, objects)


def _assessed_not_promised(case: Case) -> Iterator[Finding]:
    if case.giving and not case.promises:
        yield case.found(ASSESSED_NOT_PROMISED, (tie.object_key for tie in case.giving))


ASKED: Final[tuple[Callable[[Case], Iterator[Finding]], ...]] = (
    _promised_never_assessed,
    _evidence_only_unscored,
    _weight_zero_only,
    _rule_unreachable,
    _inside,
    _retired_linked,
    _link_gone,
    _single_activity,
    _assessed_not_promised,
)
