"""How does somebody without an account take a test? Their browser says all they answered so far.

The site keeps nothing: each request brings a ``seed`` and the answers in their order, and the
sitting is walked again from its beginning. An answer to a question that was not asked at its
place is refused, so that nobody picks their questions; what is right never reaches the browser,
for the browser only holds what was picked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from agir_kernel.errors import DomainError
from agir_xblocks import names, questions
from agir_xblocks.check import sitting
from agir_xblocks.check.bank import MOST_ITEMS, Item
from agir_xblocks.check.ladder import Pair
from agir_xblocks.check.sitting import Sitting

SEED: Final = re.compile(r"[0-9a-f]{16,64}")


class VisitMalformed(DomainError):
    """What no page of ours sends."""

    code: ClassVar[str] = "request_malformed"


class NotAsked(DomainError):
    """An answer to a question that is not asked at its place: the test was edited meanwhile."""

    code: ClassVar[str] = "not_asked"


class NothingPicked(DomainError):
    """The last answer names no choice of its question."""

    code: ClassVar[str] = "choice_unknown"


@dataclass(frozen=True, slots=True)
class Visit:
    """A sitting of nobody: how far it is, and whether its visitor wants to stop."""

    seed: str
    sitting: Sitting
    stops: bool


def walked(
    said: Mapping[str, Any], items: tuple[Item, ...], easier: frozenset[Pair], *, most: int
) -> Visit:
    """Return the sitting that ``{"seed", "given": [{"item", "choices"}], "stop"}`` tells of."""
    seed, given = said.get("seed"), said.get("given", [])
    if not isinstance(seed, str) or not SEED.fullmatch(seed) or not isinstance(given, list):
        raise VisitMalformed
    if len(given) > MOST_ITEMS:
        raise VisitMalformed
    now = Sitting(1, easier)
    for one in given:
        facts = one if isinstance(one, dict) else {}
        item = sitting.asked(now, items, most=most, seed=seed, seen=())
        if item is None or names.name_of(facts.get("item")) != item.name:
            raise NotAsked
        picked = questions.picked(facts.get("choices"), item.question)
        if picked is None:
            raise NothingPicked
        now = sitting.answered(now, item, right=item.question.is_right(picked))
    return Visit(seed, now, said.get("stop") is True)
