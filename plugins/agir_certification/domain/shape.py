"""Which shape does an element have to have, and what is wrong with one that has not?

As much of XML Schema 1.0 as the accrochage schema uses: groups whose children come in any order,
choices, lists; strings by length, enumerations, integers by bounds, dates, booleans; nil.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class Text(StrEnum):
    """How the text of an element is read."""

    STRING = "string"
    WORD = "word"
    INT = "int"
    DATE = "date"
    STAMP = "stamp"
    BOOLEAN = "boolean"


class Wrong(StrEnum):
    """What is wrong with an element."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TWICE = "twice"
    NIL = "nil"
    EMPTY = "empty"
    LENGTH = "length"
    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    CONTENT = "content"
    ATTRIBUTE = "attribute"
    ROOT = "root"


class Form(StrEnum):
    """How children of a group stand: each once in any order, exactly one, or a list of one."""

    ALL = "all"
    CHOICE = "choice"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element of text. ``least`` and ``most`` count characters of a string, or bound an int."""

    name: str
    text: Text = Text.STRING
    least: int = 1
    most: int = 255
    words: frozenset[str] = frozenset()
    required: bool = True
    nillable: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """An element of elements; a list holds its one child ``least`` times or more."""

    name: str
    children: tuple[Leaf | Group, ...]
    form: Form = Form.ALL
    least: int = 1
    required: bool = True
    by_name: dict[str, Leaf | Group] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index the children."""
        object.__setattr__(self, "by_name", {child.name: child for child in self.children})


@dataclass(slots=True, repr=False)
class Item:
    """An element as it was found: its text or its children.

    ``line`` is 1 or more, 0 when unknown; ``extra``: it has an attribute that no schema knows.
    """

    name: str
    text: str | None = None
    children: list[Item] | None = None
    nil: bool = False
    line: int = 0
    extra: bool = False

    def child(self, name: str) -> Item | None:
        """Return the first child of that name."""
        return next((one for one in self.children or () if one.name == name), None)

    def value(self, *path: str) -> str | None:
        """Return the text at the end of a path of names; ``None`` when absent or nil."""
        found: Item | None = self
        for name in path:
            found = found.child(name) if found else None
        return None if found is None or found.nil else found.text


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong, where; never the value."""

    where: str
    wrong: Wrong
    line: int = 0


STAMP: Final = re.compile(
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-](?:0\d|1[0-4]):[0-5]\d"
)
DAY: Final = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
INTEGER: Final = re.compile(r"[+-]?[0-9]{1,10}")
BLANK: Final = " \t\r\n"


def misfits(shape: Leaf | Group, item: Item) -> Iterator[Misfit]:
    """Yield what is wrong with an element, its children included."""
    if item.extra:
        yield Misfit(item.name, Wrong.ATTRIBUTE, item.line)
    if isinstance(shape, Leaf):
        wrong = _wrong_text(shape, item)
        if wrong:
            yield Misfit(item.name, wrong, item.line)
        return
    if item.nil:
        yield Misfit(item.name, Wrong.NIL, item.line)
        return
    if (item.text or "").strip(BLANK):
        yield Misfit(item.name, Wrong.CONTENT, item.line)
    yield from _wrong_children(shape, item.children or [], item)


def _wrong_children(shape: Group, found: list[Item], item: Item) -> Iterator[Misfit]:
    seen: dict[str, int] = {}
    for one in found:
        inner = shape.by_name.get(one.name)
        if inner is None:
            yield Misfit(one.name, Wrong.UNKNOWN, one.line)
            continue
        seen[one.name] = seen.get(one.name, 0) + 1
        if seen[one.name] > 1 and shape.form is not Form.LIST:
            yield Misfit(one.name, Wrong.TWICE, one.line)
        yield from misfits(inner, one)
    if shape.form is Form.ALL:
        for inner in shape.children:
            if inner.required and inner.name not in seen:
                yield Misfit(inner.name, Wrong.MISSING, item.line)
    elif shape.form is Form.CHOICE and len(seen) != 1:
        yield Misfit(shape.name, Wrong.TWICE if seen else Wrong.MISSING, item.line)
    elif shape.form is Form.LIST and sum(seen.values()) < shape.least:
        yield Misfit(shape.children[0].name, Wrong.MISSING, item.line)


def _wrong_text(shape: Leaf, item: Item) -> Wrong | None:
    text = item.text or ""
    if item.children:
        return Wrong.CONTENT
    if item.nil:
        return None if shape.nillable and not text else Wrong.NIL
    if shape.text is Text.STRING:
        return None if shape.least <= len(text) <= shape.most else Wrong.LENGTH
    if shape.text is Text.WORD:
        return None if text in shape.words else Wrong.WORD
    return _wrong_figure(shape, text.strip(BLANK))


def _wrong_figure(shape: Leaf, text: str) -> Wrong | None:
    if not text:
        return Wrong.EMPTY
    if shape.text is Text.INT:
        fits = INTEGER.fullmatch(text) and shape.least <= int(text) <= shape.most
        return None if fits else Wrong.NUMBER
    if shape.text is Text.BOOLEAN:
        return None if text in {"true", "false", "1", "0"} else Wrong.BOOLEAN
    pattern = DAY if shape.text is Text.DATE else STAMP
    return None if pattern.fullmatch(text) and _is_day(text[:10]) else Wrong.DATE


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
