"""Which groups of people can be counted by adding and subtracting published counts?

A published count is a sum over people of a figure that depends on their kind (0 or 1 for being
in a group). Adding and subtracting published counts, with any factors, gives the linear span of
these figures. A group can be computed exactly when its indicator, which is 0 or 1 for every kind
of person that may exist, lies in the span. All of them are found here, not only differences of
two: an indicator in a span of dimension d is known from d kinds, so 2^d trials at most suffice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

Row = list[Fraction]


@dataclass(frozen=True, slots=True)
class Group:
    """A group that can be computed: ``mask`` has a bit for each kind of person in it.

    ``over`` times its count is the sum of factor × published count over ``factors``, which are
    (place of the published count, factor).
    """

    mask: int
    factors: tuple[tuple[int, int], ...]
    over: int = 1

    def count(self, published: Sequence[int]) -> int:
        """Return how many are in the group, given the published counts."""
        return sum(factor * published[at] for at, factor in self.factors) // self.over


def groups(figures: Sequence[Sequence[int]]) -> tuple[Group, ...]:
    """Return every group, but the empty one, that can be computed from these figures.

    ``figures`` has a row for each published count and a column for each kind of person.
    """
    if not figures or not figures[0]:
        return ()
    reduced = _reduced(figures)
    over = lcm(*(value.denominator for _, made in reduced for value in made))
    made = [[int(value * over) for value in one] for _, one in reduced]
    found = []
    for taken, mask in _Search([row for row, _ in reduced]).found():
        sums = [sum(made[row][at] for row in taken) for at in range(len(figures))]
        found.append(Group(mask, tuple((at, one) for at, one in enumerate(sums) if one), over))
    return tuple(found)


def _reduced(figures: Sequence[Sequence[int]]) -> list[tuple[Row, Row]]:
    """Return the reduced echelon form: (a row of it, how it is made of the figures)."""
    count = len(figures)
    rows = [
        ([Fraction(value) for value in row], [Fraction(number == at) for number in range(count)])
        for at, row in enumerate(figures)
    ]
    done = 0
    for column in range(len(figures[0])):
        pivot = next((at for at in range(done, count) if rows[at][0][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = _times(rows[done], 1 / rows[done][0][column])
        for at in range(count):
            if at != done and rows[at][0][column]:
                rows[at] = _less(rows[at], rows[done], rows[at][0][column])
        done += 1
    return rows[:done]


def _times(row: tuple[Row, Row], factor: Fraction) -> tuple[Row, Row]:
    return [factor * value for value in row[0]], [factor * value for value in row[1]]


def _less(row: tuple[Row, Row], other: tuple[Row, Row], factor: Fraction) -> tuple[Row, Row]:
    return (
        [mine - factor * theirs for mine, theirs in zip(row[0], other[0], strict=True)],
        [mine - factor * theirs for mine, theirs in zip(row[1], other[1], strict=True)],
    )


class _Search:
    """Tries 0 and 1 on each pivot, in whole numbers; leaves a branch that can no longer hold.

    ``one`` is what 1 became when every row was multiplied by the common denominator.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        """Prepare the columns that each row touches, and how far later rows may move them."""
        self.one = lcm(*(value.denominator for row in rows for value in row))
        self.width = len(rows[0]) if rows else 0
        low, high = [0] * self.width, [0] * self.width
        touched: list[list[tuple[int, int, int, int]]] = []
        for row in reversed(rows):
            moves = [(at, int(value * self.one)) for at, value in enumerate(row) if value]
            touched.append([(at, value, low[at], high[at]) for at, value in moves])
            for at, value in moves:
                low[at] += min(value, 0)
                high[at] += max(value, 0)
        self.rows = touched[::-1]
        self.sums = [0] * self.width
        self.taken: list[int] = []

    def found(self) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield (the rows taken, the mask of the group) for each group but the empty one."""
        yield from self._from(0)

    def _from(self, depth: int) -> Iterator[tuple[tuple[int, ...], int]]:
        if depth == len(self.rows):
            if self.taken:
                yield tuple(self.taken), sum(1 << at for at, one in enumerate(self.sums) if one)
            return
        row = self.rows[depth]
        if self._holds(row):
            yield from self._from(depth + 1)
        self.taken.append(depth)
        for at, value, _, _ in row:
            self.sums[at] += value
        if self._holds(row):
            yield from self._from(depth + 1)
        for at, value, _, _ in row:
            self.sums[at] -= value
        self.taken.pop()

    def _holds(self, row: Sequence[tuple[int, int, int, int]]) -> bool:
        """Tell whether each column that the row touches may still end as 0 or 1."""
        sums, one = self.sums, self.one
        return all(
            sums[at] + low <= 0 <= sums[at] + high or sums[at] + low <= one <= sums[at] + high
            for at, _, low, high in row
        )
