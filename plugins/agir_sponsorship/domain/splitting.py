"""How is an amount cut into parts that add up to it? By the largest remainder (Hamilton)."""

from __future__ import annotations

from collections.abc import Sequence


def split(amount: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Return parts of ``amount`` (≥ 0) in proportion to ``weights`` (≥ 0, one > 0).

    Their sum is ``amount`` to the last unit, and no part is further than one unit from its exact
    share. Of equal remainders the first gets the unit: ``split(100, [1, 1, 1])`` is (34, 33, 33).
    """
    total = sum(weights)
    if amount < 0 or total <= 0 or min(weights) < 0:
        raise ValueError("an amount and weights from 0, one of them above")
    floors = [amount * weight // total for weight in weights]
    left = amount - sum(floors)
    order = sorted(range(len(weights)), key=lambda at: (-(amount * weights[at] % total), at))
    for at in order[:left]:
        floors[at] += 1
    return tuple(floors)
