"""Which courses look alike, though nothing says that they are one? A proposal for a person.

Two titles are alike by the triples of letters that they share (Dice: twice what both have, of all
that each has), two courses by the competencies that both teach (Jaccard: what both have, of what
either has), known by their addresses. Nothing here folds anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import Final, Protocol

from agir_kernel.searching import plain

TITLE_ALONE: Final = Fraction(85, 100)
TITLE_WITH: Final = Fraction(1, 2)
OUTCOMES_WITH: Final = Fraction(1, 2)
COMMON: Final = 50
"""A word or a competency that more courses have finds nobody: it would compare each with all."""
SHORTEST: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")


class Course(Protocol):
    """What is compared."""

    @property
    def title(self) -> str:
        """Return the title."""
        ...

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Return the addresses of what is taught."""
        ...


def is_alike(one: Course, other: Course) -> bool:
    """Tell whether a person should look: titles nearly equal, or half of title and of skills."""
    title = titles(one.title, other.title)
    if title >= TITLE_ALONE:
        return True
    return title >= TITLE_WITH and shared(one.outcomes, other.outcomes) >= OUTCOMES_WITH


def titles(one: str, other: str) -> Fraction:
    """Return how alike two titles are, 0 to 1 inclusive; two that say nothing are not."""
    ours, theirs = _triples(one), _triples(other)
    total = sum(ours.values()) + sum(theirs.values())
    return Fraction(2 * sum((ours & theirs).values()), total) if total else Fraction(0)


def shared(one: Collection[str], other: Collection[str]) -> Fraction:
    """Return the share of competencies that both teach, 0 where one of them tells none."""
    ours, theirs = set(one), set(other)
    return Fraction(len(ours & theirs), len(ours | theirs)) if ours and theirs else Fraction(0)


class Neighbours:
    """Which of many courses may be alike at all: those with a rarer word or skill in common."""

    def __init__(self, courses: Sequence[Course]) -> None:
        """Read them once."""
        self._courses = courses
        self._by_mark: dict[str, list[int]] = {}
        for place, one in enumerate(courses):
            for mark in _marks(one):
                self._by_mark.setdefault(mark, []).append(place)

    def of(self, place: int) -> list[int]:
        """Return the places of courses before this one that may be like it, in their order."""
        found: set[int] = set()
        for mark in _marks(self._courses[place]):
            several = self._by_mark[mark]
            if len(several) <= COMMON:
                found.update(one for one in several if one < place)
        return sorted(found)


def _marks(one: Course) -> Iterable[str]:
    words = {word for word in _WORD.findall(plain(one.title)) if len(word) >= SHORTEST}
    return words | {f"skill {uri}" for uri in one.outcomes}


def _triples(title: str) -> Counter[str]:
    text = f"  {' '.join(_WORD.findall(plain(title)))} "
    return (
        Counter(text[place : place + 3] for place in range(len(text) - 2))
        if text.strip()
        else Counter()
    )
