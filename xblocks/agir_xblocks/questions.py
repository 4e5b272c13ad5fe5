"""What is a question with choices, and was it answered rightly?

What an author keeps is read tolerantly, since OLX is written by hand too, and written strictly:
a refusal names its field by its place in the form, such as ``items.2.choices.0.text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from agir_xblocks.form import fields

FEWEST_CHOICES: Final = 2
MOST_CHOICES: Final = 8
LONGEST_QUESTION: Final = 600
LONGEST_CHOICE: Final = 300
LONGEST_FEEDBACK: Final = 600


class RowsMalformed(fields.FormRefused):
    """Rows of a form are not a list of objects, or too many. Facts: ``limit``."""

    code: ClassVar[str] = "rows_malformed"


class QuestionMissing(fields.FormRefused):
    """A question, or one of its choices, says nothing."""

    code: ClassVar[str] = "question_missing"


class ChoicesFew(fields.FormRefused):
    """A question has fewer than two choices, or more than eight. Facts: ``limit``."""

    code: ClassVar[str] = "choices_few"


class RightMissing(fields.FormRefused):
    """No choice is right, or several are where one answer is asked for."""

    code: ClassVar[str] = "right_missing"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that is offered; ``feedback`` is told to whoever picked it, '' for nothing."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``multiple``: all right choices are asked for, and no other."""

    text: str
    choices: tuple[Choice, ...]
    multiple: bool

    @property
    def right(self) -> frozenset[int]:
        """Return the places of the right choices."""
        return frozenset(place for place, one in enumerate(self.choices) if one.right)

    def is_right(self, picked: frozenset[int]) -> bool:
        """Tell whether exactly the right choices were picked."""
        return picked == self.right

    def stored(self) -> dict[str, Any]:
        """Return what a block's field holds."""
        return {
            "text": self.text,
            "multiple": self.multiple,
            "choices": [
                {"text": one.text, "right": one.right}
                | ({"feedback": one.feedback} if one.feedback else {})
                for one in self.choices
            ],
        }


def read(raw: Mapping[str, Any]) -> Question | None:
    """Return the question that a field holds, ``None`` where it cannot be answered."""
    stored = raw.get("choices")
    choices = tuple(
        Choice(one["text"], one.get("right") is True, _text(one.get("feedback")))
        for one in (stored if isinstance(stored, list) else ())
        if isinstance(one, dict) and _text(one.get("text"))
    )[:MOST_CHOICES]
    found = Question(_text(raw.get("text")), choices, multiple=raw.get("multiple") is True)
    sound = found.text and len(choices) >= FEWEST_CHOICES and found.right
    return found if sound and (found.multiple or len(found.right) == 1) else None


def form(raw: Mapping[str, Any], place: str) -> Question:
    """Return the question that an author wrote at ``place``; raise a ``FormRefused``."""
    text = said(raw, place, "text", LONGEST_QUESTION).replace("\r\n", "\n")
    if not text:
        raise QuestionMissing(field=f"{place}.text")
    rows = raw.get("choices")
    if not isinstance(rows, list) or not FEWEST_CHOICES <= len(rows) <= MOST_CHOICES:
        raise ChoicesFew(field=f"{place}.text", limit=MOST_CHOICES)
    choices = tuple(_choice(one, f"{place}.choices.{number}") for number, one in enumerate(rows))
    multiple = raw.get("multiple")
    found = Question(text, choices, multiple=multiple is True or multiple == "yes")
    if not found.right or (len(found.right) > 1 and not found.multiple):
        raise RightMissing(field=f"{place}.choices.0.right")
    return found


def picked(raw: object, question: Question) -> frozenset[int] | None:
    """Return the places that somebody picked, ``None`` for what is no answer to ``question``."""
    if not isinstance(raw, list) or not raw or len(raw) > len(question.choices):
        return None
    places = [one for one in raw if isinstance(one, int) and not isinstance(one, bool)]
    found = frozenset(one for one in places if 0 <= one < len(question.choices))
    sound = len(found) == len(raw) and (question.multiple or len(found) == 1)
    return found if sound else None


def said(raw: Mapping[str, Any], place: str, name: str, limit: int) -> str:
    """Return one text of a row, '' when absent; raise ``TextMalformed`` with its place."""
    try:
        return fields.text(raw, name, limit)
    except fields.TextMalformed as error:
        raise fields.TextMalformed(field=f"{place}.{name}", limit=limit) from error


def rows(raw: object, name: str, most: int) -> list[dict[str, Any]]:
    """Return the rows of a form's list; raise ``RowsMalformed``."""
    if not isinstance(raw, list) or len(raw) > most:
        raise RowsMalformed(field=name, limit=most)
    found = [one for one in raw if isinstance(one, dict)]
    if len(found) != len(raw):
        raise RowsMalformed(field=name, limit=most)
    return found


def _choice(raw: object, place: str) -> Choice:
    row = raw if isinstance(raw, dict) else {}
    text = " ".join(said(row, place, "text", LONGEST_CHOICE).split())
    if not text:
        raise QuestionMissing(field=f"{place}.text")
    feedback = " ".join(said(row, place, "feedback", LONGEST_FEEDBACK).split())
    return Choice(text, row.get("right") is True, feedback)


def _text(raw: object) -> str:
    return raw.strip() if isinstance(raw, str) else ""
