"""What does a test remember of one sitting of one learner?

Which questions were asked and whether they were answered rightly: not what was picked. The order
of the competencies is kept as it was when the sitting began, so that an edit of a framework in
between changes no question.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from agir_xblocks import names
from agir_xblocks.check import bank, ladder
from agir_xblocks.check.bank import Item
from agir_xblocks.check.ladder import Ladder, Pair, Rung
from agir_xblocks.form.chosen import identifier_of


@dataclass(frozen=True, slots=True)
class Answer:
    """One question that was asked, by its name and rung, and whether it was answered rightly."""

    item: str
    rung: Rung
    right: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting, the ``number``-th; ``ended_at`` is ``None`` while it goes on."""

    number: int
    easier: frozenset[Pair]
    answers: tuple[Answer, ...] = ()
    ended_at: datetime | None = None

    @property
    def by_rung(self) -> dict[Rung, bool]:
        """Return the answers as the ladder reads them."""
        return {one.rung: one.right for one in self.answers}

    def stored(self) -> dict[str, Any]:
        """Return what the block's field holds."""
        return {
            "number": self.number,
            "easier": sorted([str(one), str(other)] for one, other in self.easier),
            "answers": [
                {"item": one.item, "competency": str(one.rung.competency),
                 "step": one.rung.step, "right": one.right}
                for one in self.answers
            ],
            "ended_at": self.ended_at.isoformat() if self.ended_at else "",
        }  # fmt: skip


def read(stored: object) -> Sitting | None:
    """Return the sitting that a field holds, ``None`` for none; what is broken is left out."""
    facts: dict[str, Any] = stored if isinstance(stored, dict) else {}
    number = facts.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        return None
    return Sitting(
        number,
        frozenset(_pairs(facts.get("easier"))),
        tuple(_answers(facts.get("answers"))),
        _instant(facts.get("ended_at")),
    )


def ladder_of(sitting: Sitting, items: Iterable[Item]) -> Ladder:
    """Return the ladder of these questions in the order that the sitting began with."""
    return ladder.build((item.rung for item in items), sitting.easier)


def asked(
    sitting: Sitting, items: tuple[Item, ...], *, most: int, seed: str, seen: Iterable[str]
) -> Item | None:
    """Return the question to answer now, ``None`` when the sitting has nothing left to ask."""
    rung = ladder.next_rung(
        ladder_of(sitting, items), sitting.by_rung, most=most, seed=f"{seed}/{sitting.number}"
    )
    if rung is None:
        return None
    return bank.pick(items, rung, seed=f"{seed}/{sitting.number}", seen=set(seen))


def answered(sitting: Sitting, item: Item, *, right: bool) -> Sitting:
    """Return the sitting after one more answer."""
    return replace(sitting, answers=(*sitting.answers, Answer(item.name, item.rung, right)))


def again_from(sitting: Sitting, days: int) -> datetime | None:
    """Return when a new sitting may begin, ``None`` while this one goes on."""
    return None if sitting.ended_at is None else sitting.ended_at + timedelta(days=days)


def _pairs(stored: object) -> Iterable[tuple[UUID, UUID]]:
    for raw in stored if isinstance(stored, list) else ():
        pair = [identifier_of(one) for one in raw] if isinstance(raw, list) else []
        if len(pair) == 2 and pair[0] is not None and pair[1] is not None:
            yield (pair[0], pair[1])


def _answers(stored: object) -> Iterable[Answer]:
    for raw in stored if isinstance(stored, list) else ():
        facts: dict[str, Any] = raw if isinstance(raw, dict) else {}
        competency, step = identifier_of(facts.get("competency")), facts.get("step")
        name = names.name_of(facts.get("item"))
        if name and competency is not None and isinstance(step, int):
            yield Answer(name, Rung(competency, step), facts.get("right") is True)


def _instant(stored: object) -> datetime | None:
    try:
        return datetime.fromisoformat(stored) if isinstance(stored, str) and stored else None
    except ValueError:
        return None
