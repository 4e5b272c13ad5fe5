"""Which words does a text hold, however it writes them?

Case, accents and width do not count, in what is searched and in what is asked alike: both go
through ``words``, and no collation of a database decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_ALIKE: Final = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_WORD: Final = re.compile(r"[\u2e80-\ud7ff]|[^\W_\u2e80-\ud7ff]+")
"""A run of letters and digits; where writing parts no words, each sign is one."""


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order: lower case, without marks, letters and digits only."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return tuple(_WORD.findall(bare.casefold()))


def folded(texts: Iterable[str]) -> str:
    """Return what is kept to be searched: each word after a space, each once, in order."""
    found = dict.fromkeys(word for text in texts for word in words(text))
    return "".join(f" {word}" for word in found)


def says(kept: str, asked: str) -> bool:
    """Tell whether a kept text has, for each word asked, one that begins with it."""
    return all(f" {word}" in kept for word in words(asked))
