"""What does the memory platform remember? Plain tables, shared by its ports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agir_platform.ports import (
    Block,
    Contact,
    CourseFacts,
    CourseSetup,
    Enrolment,
    Openness,
    Outline,
    Person,
    Score,
)


@dataclass(slots=True)
class Shelf:
    """The tables. ``scores`` keeps the rank at which each was last written, 1 upward.

    ``withheld`` holds the blocks that learners of a (course, mode) are not shown.
    ``originals`` maps copies to what they were copied from, in the order of copying.
    ``sites`` maps addresses to the organisations that the site names, ``site_here`` is the address
    of the one that answers, '' for none.
    ``receivers`` holds, by kind of event, the receivers in the order they subscribed.
    """

    people: dict[int, Person] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)
    enrolments: dict[tuple[int, str], Enrolment] = field(default_factory=dict)
    outlines: dict[str, Outline] = field(default_factory=dict)
    facts: dict[str, CourseFacts] = field(default_factory=dict)
    setups: dict[str, CourseSetup] = field(default_factory=dict)
    openness: dict[str, Openness] = field(default_factory=dict)
    withheld: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    scores: dict[tuple[int | None, str], tuple[int, Score]] = field(default_factory=dict)
    operators: set[int] = field(default_factory=set)
    staff: set[tuple[int, str]] = field(default_factory=set)
    passed: set[tuple[int, str]] = field(default_factory=set)
    offered: set[int] = field(default_factory=set)
    originals: dict[str, str] = field(default_factory=dict)
    sites: dict[str, frozenset[str]] = field(default_factory=dict)
    site_here: str = ""
    receivers: dict[str, list[Callable[[Any], None]]] = field(default_factory=dict)
    written: int = 0

    def block(self, usage_key: str) -> Block | None:
        """Return the block of any course, or ``None``."""
        for outline in self.outlines.values():
            for block in outline.blocks:
                if block.usage_key == usage_key:
                    return block
        return None

    def course_of(self, usage_key: str) -> str | None:
        """Return the key of the course that holds the block, or ``None``."""
        for outline in self.outlines.values():
            if any(block.usage_key == usage_key for block in outline.blocks):
                return outline.course_key
        return None

    def keep(self, score: Score) -> None:
        """Store a score in the place of the learner's last one there, or take that one away."""
        place = (score.user_id, score.usage_key)
        self.scores.pop(place, None)
        if score.earned is not None:
            self.written += 1
            self.scores[place] = (self.written, score)

    def subscribe(self, kind: str, receiver: Callable[[Any], None]) -> None:
        """Add a receiver once."""
        known = self.receivers.setdefault(kind, [])
        if receiver not in known:
            known.append(receiver)

    def say(self, kind: str, event: object) -> None:
        """Tell every receiver of this kind."""
        for receiver in tuple(self.receivers.get(kind, ())):
            receiver(event)
