"""How do subsections make a course grade? As the OLX grading policy says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Points = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Graded:
    """One graded subsection: its assignment type and the learner's share, 0 to 1."""

    format: str
    share: Decimal


def percent(policy: Mapping[str, Any], graded: Iterable[Graded]) -> Decimal:
    """Return the course grade, 0 to 1.

    Each assignment type counts by its ``weight``: the mean of its shares, ``min_count`` at
    least, the ``drop_count`` lowest left out. Without assignment types: the mean of all.
    One type of weight 1 with shares 1, 0.5 and one dropped gives 1.
    """
    by_type: dict[str, list[Decimal]] = {}
    for item in graded:
        by_type.setdefault(item.format, []).append(item.share)
    types = policy.get("GRADER") or []
    if not types:
        return _mean([share for shares in by_type.values() for share in shares])
    total = Decimal(0)
    for kind in types:
        shares = by_type.get(str(kind.get("type", "")), [])
        missing = max(0, int(kind.get("min_count", 0)) - len(shares))
        ranked = sorted([*shares, *[Decimal(0)] * missing], reverse=True)
        kept = ranked[: max(0, len(ranked) - int(kind.get("drop_count", 0)))]
        total += Decimal(str(kind.get("weight", 0))) * _mean(kept)
    return min(total, Decimal(1)).quantize(Decimal("0.000001"))


def letter(policy: Mapping[str, Any], share: Decimal) -> str:
    """Return the best letter whose cutoff the share reaches, '' for none."""
    cutoffs = {name: Decimal(str(at)) for name, at in cutoffs_of(policy).items()}
    reached = [name for name, at in cutoffs.items() if share >= at]
    return max(reached, key=lambda name: cutoffs[name], default="")


def cutoffs_of(policy: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the cutoffs; by default ``Pass`` at 0.5."""
    return policy.get("GRADE_CUTOFFS") or {"Pass": 0.5}


def _mean(shares: list[Decimal]) -> Decimal:
    return sum(shares, Decimal(0)) / len(shares) if shares else Decimal(0)
