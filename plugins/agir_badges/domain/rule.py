"""When is a badge granted, and when is it lost?

A badge asks for a set of competencies, each at a level. It is granted when the share of the set
that reached its level is at least the threshold, and every item of the set, reached or not, is
estimated at the minimum or above. It is lost only when a competency that had been reached is
withdrawn, judged by the terms under which it was granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_badges.domain.level import Level
from agir_kernel.errors import DomainError
from agir_kernel.figures import exact


class BadgeAsksNothing(DomainError):
    """A rule without any competency would be granted to everybody."""

    code: ClassVar[str] = "badge_asks_nothing"


class BadgeAsksTwice(DomainError):
    """The same competency stands twice in one rule."""

    code: ClassVar[str] = "badge_asks_twice"


class BadgeTermsOutOfBounds(DomainError):
    """A threshold or minimum outside 0 to 1, or a level that nobody can reach."""

    code: ClassVar[str] = "badge_terms_out_of_bounds"


UNMEASURED: Final = Decimal(-1)


@dataclass(frozen=True, slots=True)
class Item:
    """One competency asked, at ``level`` or above."""

    competency: UUID
    level: Level


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a learner stands on one competency; ``estimate`` 0 to 1, ``None`` = not measured."""

    level: Level
    estimate: Decimal | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a badge asks. ``threshold`` is in 0..1 and above 0, ``minimum`` in 0..1."""

    items: tuple[Item, ...]
    threshold: Decimal
    minimum: Decimal

    def __post_init__(self) -> None:
        """Refuse terms that ask nothing, ask twice, or cannot be met."""
        if not self.items:
            raise BadgeAsksNothing
        if len({item.competency for item in self.items}) != len(self.items):
            raise BadgeAsksTwice
        if not (0 < self.threshold <= 1 and 0 <= self.minimum <= 1):
            raise BadgeTermsOutOfBounds(threshold=self.threshold, minimum=self.minimum)
        if any(item.level < Level.STARTED for item in self.items):
            raise BadgeTermsOutOfBounds(level=int(Level.UNMEASURED))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the terms say of one learner.

    ``reached`` and ``below`` are identifiers in the order of the terms: items at their level,
    and items estimated under the minimum or not measured while a minimum is asked.
    """

    reached: tuple[UUID, ...]
    below: tuple[UUID, ...]
    total: int
    granted: bool

    @property
    def share(self) -> Decimal:
        """Return the share reached, 0 to 1."""
        return Decimal(len(self.reached)) / self.total


def judge(terms: Terms, standings: Mapping[UUID, Standing]) -> Verdict:
    """Say what ``terms`` make of ``standings``; a competency absent from them is not measured."""
    reached = tuple(item.competency for item in terms.items if _reached(item, standings))
    below = tuple(
        item.competency
        for item in terms.items
        if terms.minimum > 0 and _estimate(item.competency, standings) < terms.minimum
    )
    enough = _enough(terms, len(reached))
    return Verdict(reached, below, len(terms.items), granted=enough and not below)


def keeps(terms: Terms, then: Iterable[UUID], standings: Mapping[UUID, Standing]) -> bool:
    """Tell whether a badge granted under ``terms`` with ``then`` reached is still held.

    Later weak work lowers an estimate and takes nothing away: only competencies of ``then`` that
    are no longer at the level they had are looked at. The badge is lost when the share falls
    under the threshold, or when one of those is estimated under the minimum.
    """
    verdict = judge(terms, standings)
    lost = set(then) - set(verdict.reached)
    if not lost:
        return True
    if not _enough(terms, len(verdict.reached)):
        return False
    return all(_estimate(one, standings) >= terms.minimum for one in lost)


def _reached(item: Item, standings: Mapping[UUID, Standing]) -> bool:
    standing = standings.get(item.competency)
    return standing is not None and standing.level >= item.level


def _estimate(competency: UUID, standings: Mapping[UUID, Standing]) -> Decimal:
    standing = standings.get(competency)
    if standing is None or standing.estimate is None:
        return UNMEASURED
    return standing.estimate


def _enough(terms: Terms, reached: int) -> bool:
    """Compare without dividing, so that a third of three is a third."""
    return Decimal(reached) >= terms.threshold * len(terms.items)


def written(terms: Terms, reached: Iterable[UUID]) -> dict[str, Any]:
    """Return the terms and what was reached as plain values that JSON can hold."""
    return {
        "threshold": str(terms.threshold),
        "minimum": str(terms.minimum),
        "items": [[str(item.competency), int(item.level)] for item in terms.items],
        "reached": [str(one) for one in reached],
    }


def read(plain: Mapping[str, Any]) -> tuple[Terms, tuple[UUID, ...]]:
    """Return the terms and what was reached, from what ``written`` made."""
    items = tuple(Item(UUID(one), Level(level)) for one, level in plain["items"])
    terms = Terms(items, exact(plain["threshold"]), exact(plain["minimum"]))
    return terms, tuple(UUID(one) for one in plain["reached"])
