"""How does text from outside become text that can be stored, compared and shown?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FIRST_PLANE: Final = 0xFFFF
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf"})
# Letters that Unicode does not take apart and a collation may hold for these.
_ALIKE: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i"}
)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def clean(text: str) -> str:
    """Return ``text`` without control characters and lone surrogates, NFC, stripped."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    return _CONTROL.sub("", text).strip()


def one_line(text: str) -> str:
    """Return ``text`` cleaned, each run of white space one space."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """Return the key under which a database may hold two texts to be the same.

    Case, accents, width, invisible characters and outer spaces do not count in MySQL's
    collations, so they do not count here: é is e, ß is ss, ø is o; and all characters beyond
    the first plane (emoji) weigh the same there. Holding too much for equal costs a suffix;
    too little, a refused import.
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        folded = _NOT_ASCII.sub(lambda found: _weight(found[0]), folded)
    return " ".join(folded.split())


@lru_cache(maxsize=4096)
def _weight(letter: str) -> str:
    """Return what a letter beyond ASCII weighs in a comparison."""
    if ord(letter) > _FIRST_PLANE:
        return "\ufffd"
    return "" if unicodedata.category(letter) in _UNSEEN else letter.translate(_ALIKE)


def cut(text: str, limit: int) -> str:
    """Return ``text`` in at most ``limit`` characters, cut at a word and told by an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at = head.rfind(" ")
    if at > limit // 2:
        head = head[:at]
    return head.rstrip(" ,;:.–-") + "…"
