"""How far did somebody come with one competency?

Four steps, the same everywhere in the suite's pages: told by a word and a shape, helped by a
fill. Not measured is a step of its own, which is not a failure.
"""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from typing import Final

DEMONSTRATED: Final = "demonstrated"
STRONG: Final = "strong"


class Level(IntEnum):
    """The ramp, in order. A badge asks for one of the last three."""

    UNMEASURED = 0
    STARTED = 1
    DEMONSTRATED = 2
    CONFIRMED = 3


def level_of(status: str, certainty: str, estimate: Decimal | None) -> Level:
    """Return the level of a state; ``estimate`` is ``None`` when nothing was measured.

    ``demonstrated`` with ``strong`` certainty is confirmed; measured and not demonstrated is
    started.
    """
    if status == DEMONSTRATED:
        return Level.CONFIRMED if certainty == STRONG else Level.DEMONSTRATED
    return Level.UNMEASURED if estimate is None else Level.STARTED
