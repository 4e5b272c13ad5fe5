"""What does a deck remember of one learner, and what does news from a phone change in it?

A phone may send the same twice, late, or in another order than it happened: each piece says its
``moment`` (a growing number of the phone's own), and of two the later one holds. In a deck that
gives a grade the first answer that arrives holds, since feedback follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from agir_xblocks import names, questions
from agir_xblocks.microlesson.deck import Card

LATEST: Final = 2**53 - 1
MOST_NEWS: Final = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What was picked on one card, and when by the phone's count."""

    picked: frozenset[int]
    moment: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody is in a deck: the card they see, whether they ever saw the last, answers."""

    card: str = ""
    moment: int = -1
    reached: bool = False
    answers: Mapping[str, Answer] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        """Return what the block's field holds."""
        return {
            "card": self.card,
            "moment": self.moment,
            "reached": self.reached,
            "answers": {
                name: {"picked": sorted(one.picked), "moment": one.moment}
                for name, one in self.answers.items()
            },
        }


def read(stored: object) -> Progress:
    """Return the progress that a field holds; what is broken is left out."""
    facts: dict[str, Any] = stored if isinstance(stored, dict) else {}
    kept = facts.get("answers")
    answers = {
        name: Answer(frozenset(_numbers(one.get("picked"))), moment_of(one.get("moment")) or 0)
        for name, one in (kept.items() if isinstance(kept, dict) else ())
        if isinstance(one, dict)
    }
    moment = moment_of(facts.get("moment"))
    return Progress(
        names.name_of(facts.get("card")),
        -1 if moment is None else moment,
        facts.get("reached") is True,
        answers,
    )


def moved(now: Progress, cards: tuple[Card, ...], card: object, moment: object) -> Progress:
    """Return the progress after news of which card is seen; what is none changes nothing."""
    at = moment_of(moment)
    if at is None or not isinstance(card, str) or card not in {one.name for one in cards}:
        return now
    reached = now.reached or card == cards[-1].name
    if at <= now.moment:
        return replace(now, reached=reached)
    return replace(now, card=card, moment=at, reached=reached)


def answered(
    now: Progress, card: Card, picked: frozenset[int], moment: int, *, first_holds: bool
) -> Progress:
    """Return the progress after news of an answer."""
    before = now.answers.get(card.name)
    if before is not None and (first_holds or moment <= before.moment):
        return now
    return replace(now, answers={**now.answers, card.name: Answer(picked, moment)})


def valid(now: Progress, cards: Iterable[Card]) -> dict[str, frozenset[int]]:
    """Return the answers that still answer their card, by its name, after an author's edits."""
    found = {}
    for card in cards:
        answer = now.answers.get(card.name)
        if card.question is not None and answer is not None:
            picked = questions.picked(sorted(answer.picked), card.question)
            if picked is not None:
                found[card.name] = picked
    return found


def is_done(now: Progress, cards: tuple[Card, ...]) -> bool:
    """Tell whether the last card was seen and every question answered."""
    asked = {card.name for card in cards if card.question is not None}
    return bool(cards) and now.reached and asked <= valid(now, cards).keys()


def moment_of(raw: object) -> int | None:
    """Return a moment of the phone's count, ``None`` for what is none."""
    sound = isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= LATEST
    return raw if sound and isinstance(raw, int) else None


def _numbers(raw: object) -> list[int]:
    return [one for one in raw if isinstance(one, int)] if isinstance(raw, list) else []
