r"""How is a deck written as plain text, so that it travels by mail and lives in a notebook?

::

    == text
    # A title
    Words, as on the card.

    == image
    # A title
    src: /static/lock.svg
    alt: Three locks, the third one open
    A caption.

    == video
    src: https://example.org/lock.mp4
    captions: /static/lock.vtt
    The transcript.

    == question several
    Which of these?
    + a right choice
    > what is told to whoever picks it
    - a wrong choice

A line of a text that looks like one of these signs begins with ``\``. JSON is read as well: the
list that the block keeps.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, ClassVar, Final

from agir_xblocks.form import fields
from agir_xblocks.microlesson.deck import KINDS, Card

HEAD: Final = re.compile(r"== *([a-z]+)(?: +(several))? *")
FIELDS: Final = {
    "text": (),
    "image": ("src", "alt"),
    "video": ("src", "captions"),
    "question": (),
}
SIGNS: Final = {
    "text": ("==", "# ", "\\"),
    "image": ("==", "# ", "\\", "src:", "alt:"),
    "video": ("==", "# ", "\\", "src:", "captions:"),
    "question": ("==", "# ", "\\", "+ ", "- ", "> "),
}


class TextUnreadable(fields.FormRefused):
    """A text is no deck. Facts: ``line``, the number of the line that is not understood."""

    code: ClassVar[str] = "text_unreadable"


def written(cards: Iterable[Card]) -> str:
    """Return a deck as text; ``parsed`` gives its rows again."""
    return "\n\n".join("\n".join(_lines(card)) for card in cards) + "\n"


def as_json(cards: Iterable[Card]) -> str:
    """Return a deck as JSON for a person to read."""
    return json.dumps([card.stored() for card in cards], ensure_ascii=False, indent=1)


def parsed(text: str) -> list[dict[str, Any]]:
    """Return the rows of a deck, as the form sends them; raise ``TextUnreadable``.

    What the rows say is not looked at: ``deck.form`` does.
    """
    stripped = text.replace("\r\n", "\n").strip()
    if stripped.startswith("["):
        return _from_json(stripped)
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(stripped.split("\n"), start=1):
        head = HEAD.fullmatch(line)
        if head and head[1] in KINDS:
            rows.append({"kind": head[1], "multiple": head[2] is not None, "body": []})
        elif line.startswith("==") or (not rows and line.strip()):
            raise TextUnreadable(field="file", line=number)
        elif rows:
            rows[-1]["body"].append((number, line))
    return [_row(raw) for raw in rows]


def _from_json(text: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TextUnreadable(field="file", line=getattr(error, "lineno", 1)) from error
    if not all(isinstance(one, dict) for one in found):
        raise TextUnreadable(field="file", line=1)
    return list(found)


def _lines(card: Card) -> Iterable[str]:
    several = " several" if card.question and card.question.multiple else ""
    yield f"== {card.kind}{several}"
    if card.title:
        yield f"# {card.title}"
    for name in FIELDS[card.kind]:
        if value := getattr(card, name):
            yield f"{name}: {value}"
    text = card.question.text if card.question else card.text
    yield from (_guarded(line, card.kind) for line in text.split("\n")) if text else ()
    for choice in card.question.choices if card.question else ():
        yield f"{'+' if choice.right else '-'} {choice.text}"
        if choice.feedback:
            yield f"> {choice.feedback}"


def _guarded(line: str, kind: str) -> str:
    return f"\\{line}" if line.startswith(SIGNS[kind]) else line


def _row(raw: dict[str, Any]) -> dict[str, Any]:
    kind, row = raw["kind"], {"kind": raw["kind"]}
    text: list[str] = []
    choices: list[dict[str, Any]] = []
    for number, line in raw["body"]:
        if line.startswith("# ") and "title" not in row and not text:
            row["title"] = line[2:].strip()
        elif (field := _field(line, kind)) and field[0] not in row:
            row[field[0]] = field[1]
        elif kind == "question" and line.startswith(("+ ", "- ")):
            choices.append({"text": line[2:].strip(), "right": line.startswith("+"),
                            "feedback": ""})  # fmt: skip
        elif kind == "question" and line.startswith("> ") and choices:
            choices[-1]["feedback"] = line[2:].strip()
        elif choices and line.strip():
            raise TextUnreadable(field="file", line=number)
        elif not choices:
            text.append(line.removeprefix("\\"))
    row["text"] = "\n".join(text).strip()
    return row | ({"multiple": raw["multiple"], "choices": choices} if kind == "question" else {})


def _field(line: str, kind: str) -> tuple[str, str] | None:
    name, colon, value = line.partition(":")
    return (name, value.strip()) if colon and name in FIELDS[kind] else None
