"""Which groups of people can be counted by adding and subtracting published counts?

A published count is a sum over people of a figure that depends on their kind (0 or 1 for being
in a group). Adding and subtracting published counts, with any factors, gives the linear span of
these figures. A group can be computed exactly when its indicator, which is 0 or 1 for every kind
of person that may exist, lies in the span. All of them are found here, not only differences of
two: an indicator in a span of dimension d is known from d kinds, so 2^d trials at most suffice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Row = list[Fraction]


@dataclass(frozen=True, slots=True)
class Group:
    """A group that can be computed: ``mask`` has a bit for each kind of person in it.

    Its count is the sum of the published counts times ``factors``, in their order.
    """

    mask: int
    factors: tuple[Fraction, ...]

    def count(self, published: Sequence[int]) -> Fraction:
        """Return how many are in the group, given the published counts."""
        pairs = zip(self.factors, published, strict=True)
        return sum((factor * number for factor, number in pairs if factor), Fraction(0))


def groups(figures: Sequence[Sequence[int]]) -> tuple[Group, ...]:
    """Return every group, but the empty one, that can be computed from these figures.

    ``figures`` has a row for each published count and a column for each kind of person.
    """
    if not figures or not figures[0]:
        return ()
    reduced = _reduced(figures)
    width = len(figures[0])
    found: list[Group] = []
    rest = _reach(reduced, width)
    _search(reduced, rest, 0, [Fraction(0)] * width, [], found, width)
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


def _reach(reduced: Sequence[tuple[Row, Row]], width: int) -> list[list[tuple[Fraction, Fraction]]]:
    """Return, by depth, the least and the most that the rows from there on may still add."""
    reach = [[(Fraction(0), Fraction(0))] * width]
    for row, _ in reversed(reduced):
        before = reach[0]
        reach.insert(
            0,
            [
                (low + min(value, 0), high + max(value, 0))
                for (low, high), value in zip(before, row, strict=True)
            ],
        )
    return reach


def _search(  # noqa: PLR0913  the state of a depth-first search
    reduced: Sequence[tuple[Row, Row]],
    reach: Sequence[Sequence[tuple[Fraction, Fraction]]],
    depth: int,
    sums: Row,
    taken: list[int],
    found: list[Group],
    width: int,
) -> None:
    """Try 0 and 1 on each pivot; leave a branch where some kind can no longer be 0 or 1."""
    for total, (low, high) in zip(sums, reach[depth], strict=True):
        if not (total + low <= 0 <= total + high or total + low <= 1 <= total + high):
            return
    if depth == len(reduced):
        if taken and all(total in (0, 1) for total in sums):
            mask = sum(1 << at for at, total in enumerate(sums) if total)
            size = len(reduced[0][1])
            factors = tuple(
                sum((reduced[at][1][number] for at in taken), Fraction(0))
                for number in range(size)
            )
            found.append(Group(mask, factors))
        return
    _search(reduced, reach, depth + 1, sums, taken, found, width)
    more = [total + value for total, value in zip(sums, reduced[depth][0], strict=True)]
    _search(reduced, reach, depth + 1, more, [*taken, depth], found, width)
