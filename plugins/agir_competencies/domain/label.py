"""What short text stands for a competency in Studio's drawer?

A pure function of the framework's items: unique among them whatever case, accents or spaces a
database ignores, without the characters that the platform keeps for itself, and short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from agir_competencies.domain.text import cut, fold, one_line

LONGEST: Final = 110
LONGEST_CODE: Final = 40
FIRST_ORDINAL: Final = 2
NAMELESS: Final = "—"
RETIRED: Final = {"fr": "retirée", "": "retired"}
# What the platform's tags may not hold, and what a reader sees instead.
_INSTEAD: Final = {";": ",", " > ": " › "}


@dataclass(frozen=True, slots=True)
class Named:
    """What a label is made from. ``short`` wins over ``statement`` when it is not empty."""

    identifier: UUID
    short: str
    statement: str
    code: str
    retired: bool = False


def plain(text: str) -> str:
    """Return ``text`` on one line without the platform's reserved characters."""
    text = one_line(text)
    for reserved, instead in _INSTEAD.items():
        while reserved in text:  # « a > > b »: replacing one pair leaves the other
            text = text.replace(reserved, instead)
    return text


def base(item: Named, language: str = "") -> str:
    """Return the label before any question of uniqueness, at most ``LONGEST`` characters."""
    text = plain(item.short) or plain(item.statement) or plain(item.code) or NAMELESS
    if not item.retired:
        return _fit(text, "")
    word = RETIRED.get(language[:2].lower(), RETIRED[""])
    return _fit(text, f" ({word})")


def labels(items: Sequence[Named], language: str = "") -> dict[UUID, str]:
    """Return a label for each item; ``items`` are in reading order, the retired ones last.

    Texts that occur once are kept. Of those that occur several times each takes its code in
    brackets when its code tells it apart, else the first keeps the text and the others take
    (2), (3)… in reading order.
    """
    bases = [base(item, language) for item in items]
    keys = [fold(text) for text in bases]
    crowd = Counter(keys)
    taken = {key for key, number in crowd.items() if number == 1}
    codes = Counter((key, _code(item)) for key, item in zip(keys, items, strict=True))
    ordinals: dict[str, int] = {}
    found: dict[UUID, str] = {}
    for item, text, key in zip(items, bases, keys, strict=True):
        found[item.identifier] = text
        if crowd[key] > 1:
            tells = codes[(key, _code(item))] == 1
            code = plain(item.code)[:LONGEST_CODE].strip() if tells else ""
            found[item.identifier] = _free(text, code, taken, ordinals)
            taken.add(fold(found[item.identifier]))
    return found


def _code(item: Named) -> str:
    """Return the code by which an item may be told apart, as a database compares it."""
    return fold(plain(item.code)) if item.code else ""


def _free(text: str, code: str, taken: set[str], ordinals: dict[str, int]) -> str:
    """Return the first form of ``text`` that nobody bears; ``ordinals`` spares a recount."""
    candidate = _fit(text, f" ({code})") if code else text
    key = fold(text)
    while fold(candidate) in taken:
        ordinals[key] = ordinals.get(key, FIRST_ORDINAL - 1) + 1
        candidate = _fit(text, f" ({ordinals[key]})")
    return candidate


def _fit(text: str, suffix: str) -> str:
    """Return ``text`` and ``suffix`` in at most ``LONGEST`` characters, the suffix whole."""
    return cut(text, LONGEST - len(suffix)) + suffix
