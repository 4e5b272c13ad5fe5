"""What may a positioning test ask and tell: ladders, units of a course, and evidence?"""

# ruff: noqa: PLC0415  reaching a context late is what this room is for

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from agir_xblocks.doors.switches import Presence, presence

if TYPE_CHECKING:
    from agir_platform.ports import Block


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a course by its usage key, and what its links show or promise."""

    title: str
    key: str
    competencies: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a test found of one competency: ``share`` 0 to 1, ``None`` takes the last one away."""

    competency: UUID
    share: Decimal | None
    weight: Decimal
    inferred: bool


def easier_pairs(identifiers: Iterable[UUID]) -> frozenset[tuple[UUID, UUID]]:
    """Return each (easier, harder) among these competencies; none unless they are on."""
    wanted = list(identifiers)
    if presence() is not Presence.ON or not wanted:
        return frozenset()
    from agir_competencies.api import ladders

    return ladders.easier_pairs(wanted)


def units(course_key: str) -> list[Unit]:
    """Return the units of a course that any link concerns, in order; [] where none is known.

    One SELECT, and the platform's own.
    """
    if presence() is not Presence.ON:
        return []
    from agir_competencies import api
    from agir_platform.ports import CourseUnknown
    from agir_platform.select import platform

    try:
        blocks = platform().courses.outline(course_key).blocks
    except CourseUnknown:
        return []
    by_key = {block.usage_key: block for block in blocks}
    linked: dict[str, set[UUID]] = {}
    for link in api.links_of(course_key):
        unit = _unit_of(by_key.get(link.object_key), by_key)
        if unit and link.removed_at is None:
            linked.setdefault(unit, set()).add(link.competency)
    return [
        Unit(block.title, block.usage_key, frozenset(linked[block.usage_key]))
        for block in blocks
        if block.usage_key in linked
    ]


def address_of(usage_key: str) -> str:
    """Return where a learner meets a block of a course that ``units`` told of."""
    from agir_platform.select import platform

    return platform().courses.url_of(usage_key)


def record_findings(
    user_id: int, usage_key: object, findings: Sequence[Finding], *, at: datetime
) -> int:
    """Put what a test found into the learner's ledger; return the rows written.

    Where the author linked the block to a competency, the link's weight counts in place of 1: what
    was inferred keeps its part of it, and a link that weighs nothing records nothing. What the
    site does not know is left out, and so is all of it where competencies are not on.
    """
    if presence() is not Presence.ON or not findings:
        return 0
    from agir_competencies import api
    from agir_competencies.api import links, recording
    from agir_platform.learners import api as learners
    from agir_platform.ports import ScoreCause

    wanted = {one.competency for one in findings}
    known = {view.identifier for view in api.find_competencies(
        identifiers=wanted, limit=len(wanted))}  # fmt: skip
    subject = learners.subject_of(user_id)
    chosen = links.weights_on(str(usage_key))
    weights = {one: weight_of(one, chosen) for one in findings}
    return recording.record([
        recording.Observation(
            subject=subject,
            competency=one.competency,
            course_key=str(getattr(usage_key, "context_key", "")),
            object_key=str(usage_key),
            kind="inferred" if one.inferred else "xblock_attestation",
            share=one.share,
            weight=weights[one],
            occurred_at=at,
            cause=ScoreCause.ATTEMPT if one.share is not None else ScoreCause.RESET,
        )
        for one in findings
        if one.competency in known and weights[one]
    ])  # fmt: skip


def weight_of(found: Finding, chosen: Mapping[UUID, Decimal]) -> Decimal:
    """Return what a finding weighs beside the author's ``chosen`` weights, 0 for nothing.

    What takes an earlier finding away weighs nothing by itself and keeps its own.
    """
    if found.share is None or found.competency not in chosen:
        return found.weight
    return (found.weight * chosen[found.competency]).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def _unit_of(block: Block | None, by_key: dict[str, Block]) -> str:
    """Return the unit that holds a block, '' for a subsection, a section or a course."""
    while block is not None and block.level == "leaf":
        block = by_key.get(block.parent or "")
    return block.usage_key if block is not None and block.level == "unit" else ""
