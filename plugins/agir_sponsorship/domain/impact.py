"""What may a sponsor be told of learners, so that nobody is found in it?

Two kinds of figures. Those of courses are the ones that competencies publish for everybody, taken
as they are: they are proof against each other already. Those of seats are told in **atoms**: the
first learners of one pool, in multiples of ``k``, over months that ended. An atom is frozen once;
who fills none yet waits, and is in no figure. The public file of the ledger counts in multiples of
``k`` as well (``domain.publication``). So every figure of either, and every sum of some, is a
multiple of ``k``; and where one group holds another, what is between them is nobody, or ``k``
people or more.
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
    """Learners of one pool, a multiple of ``k``: those who came first of who was in none before.

    ``first`` and ``last`` are months (``2026-10``): when the last atom ended, and when it was full.
    """

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
    ``before`` (the current one, which is not over) fill new ones.
    """
    since = max((one.last for one in frozen), default="")
    held = sum(number for month, number in months.items() if month <= since)
    held -= sum(one.learners for one in frozen)
    found: list[Atom] = []
    first = ""
    for month in sorted(months):
        if not since < month < before or not months[month]:
            continue
        first = first or month
        held += months[month]
        if held >= k:
            found.append(Atom(pool, first, month, held - held % k))
            first, held = "", held % k
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
