"""What may a sponsor be told of learners, so that nobody is found in it?

Two kinds of figures. Those of courses are the ones that competencies publish for everybody, taken
as they are: they are proof against each other already. Those of seats are counted in **atoms**:
the learners of one pool over as many whole months as it takes to reach ``k`` of them. An atom is
frozen once and never split; every figure, of a pool or of several, is a sum of whole atoms, and
learners who fill no atom yet are in no figure. So whatever is subtracted from whatever leaves a
sum of whole atoms, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

K: Final = 11
METHOD: Final = "agir-impact/1"


class CellTooSmall(DomainError):
    """The smallest published cell may be raised and never lowered under ``limit``."""

    code: ClassVar[str] = "cell_too_small"


class ImpactUnknown(DomainError):
    """There is no such report, or it is another organisation's."""

    code: ClassVar[str] = "impact_unknown"


@dataclass(frozen=True, slots=True)
class Atom:
    """Learners of one pool whose fee was paid in the months ``first`` to ``last`` (``2026-10``)."""

    pool: str
    first: str
    last: str
    learners: int


def checked_k(k: object) -> int:
    """Return the smallest published cell; raise ``CellTooSmall`` under 11."""
    if isinstance(k, bool) or not isinstance(k, int) or k < K:
        raise CellTooSmall(limit=K)
    return k


def next_atoms(
    pool: str, months: Mapping[str, int], frozen: Sequence[Atom], *, before: str, k: int = K
) -> list[Atom]:
    """Return the atoms that can be frozen now, oldest first.

    ``months`` counts learners by the month in which each was first counted, none twice;
    ``frozen`` are the pool's atoms so far. Only months after the last of them and before
    ``before`` (the current one, which is not over) are looked at.
    """
    since = max((one.last for one in frozen), default="")
    found: list[Atom] = []
    first, held = "", 0
    for month in sorted(months):
        if not since < month < before or not months[month]:
            continue
        first = first or month
        held += months[month]
        if held >= k:
            found.append(Atom(pool, first, month, held))
            first, held = "", 0
    return found


def total(atoms: Iterable[Atom]) -> int | None:
    """Return the learners of whole atoms, ``None`` where there is none: not yet, and never 0."""
    several = [one.learners for one in atoms]
    return sum(several) if several else None


def apart(count: int | None, others: Iterable[int | None], k: int = K) -> int | None:
    """Return a count that may stand beside others, ``None`` where one lies nearer than ``k``.

    The learners of a pool may all be of one course: 20 enrolled beside 15 paid tell of 5.
    """
    if count is None:
        return None
    near = any(one is not None and abs(count - one) < k for one in others)
    return None if near else count
