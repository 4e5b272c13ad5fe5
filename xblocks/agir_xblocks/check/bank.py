"""Which questions does a test hold, and at which step of which competency?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_xblocks import names, questions
from agir_xblocks.check.ladder import Rung, lot
from agir_xblocks.form import fields
from agir_xblocks.form.chosen import identifier_of
from agir_xblocks.questions import Question

MOST_ITEMS: Final = 60
MOST_STEP: Final = 5


class CompetencyMissing(fields.FormRefused):
    """A question belongs to none of the competencies of the test."""

    code: ClassVar[str] = "competency_missing"


@dataclass(frozen=True, slots=True)
class Item:
    """One question on one rung, under a name that no other item of the test has."""

    name: str
    rung: Rung
    question: Question

    def stored(self) -> dict[str, Any]:
        """Return what the block's field holds."""
        return {
            "name": self.name,
            "competency": str(self.rung.competency),
            "step": self.rung.step,
            **self.question.stored(),
        }


def read(stored: object) -> tuple[Item, ...]:
    """Return the questions that a field holds, at most ``MOST_ITEMS``; what is none is left out.

    An item without a name is called by its place.
    """
    found: dict[str, Item] = {}
    for place, raw in enumerate(stored if isinstance(stored, list) else (), start=1):
        item = _read(raw, f"item-{place}") if isinstance(raw, dict) else None
        if item is not None:
            found.setdefault(item.name, item)
    return tuple(found.values())[:MOST_ITEMS]


def form(raw: object, wanted: Collection[UUID]) -> list[Item]:
    """Return the questions that an author wrote on ``wanted``; raise a ``FormRefused``."""
    found: dict[str, Item] = {}
    for number, row in enumerate(questions.rows(raw, "items", MOST_ITEMS)):
        place = f"items.{number}"
        question = questions.form(row, place)
        competency = identifier_of(row.get("competency"))
        if competency is None or competency not in wanted:
            raise CompetencyMissing(field=f"{place}.competency")
        name = names.name_of(row.get("name"))
        if not name or name in found:
            name = names.new(set(found))
        found[name] = Item(name, Rung(competency, _form_step(row, place)), question)
    return list(found.values())


def pick(bank: Iterable[Item], rung: Rung, *, seed: str, seen: Collection[str]) -> Item | None:
    """Return a question of ``rung`` by lot, one that was not ``seen`` where there is one."""
    there = [item for item in bank if item.rung == rung]
    return min(there, key=lambda item: (item.name in seen, lot(seed, item.name)), default=None)


def _read(raw: dict[str, Any], place: str) -> Item | None:
    question = questions.read(raw)
    competency, step = identifier_of(raw.get("competency")), raw.get("step", 1)
    sound = isinstance(step, int) and not isinstance(step, bool) and 1 <= step <= MOST_STEP
    if question is None or competency is None or not sound:
        return None
    return Item(names.name_of(raw.get("name")) or place, Rung(competency, step), question)


def _form_step(row: dict[str, Any], place: str) -> int:
    steps = [str(step) for step in range(1, MOST_STEP + 1)]
    try:
        return int(fields.option({"step": str(row.get("step", ""))}, "step", steps))
    except fields.OptionUnknown as error:
        raise fields.OptionUnknown(field=f"{place}.step") from error
