"""How does text from outside become text that can be stored, compared and shown?"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FIRST_PLANE: Final = 0xFFFF
_UNSEEN: Final = frozenset({"Mn", "Me", "Cf"})
# Letters that Unicode does not take apart and a collation may hold for these.
_ALIKE: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i"}
)
_SPACES: Final = re.compile(r"\s+")


def clean(text: str) -> str:
    """Return ``text`` without control characters and lone surrogates, NFC, stripped."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROL.sub("", whole)).strip()


def one_line(text: str) -> str:
    """Return ``text`` cleaned, each run of white space one space."""
    return _SPACES.sub(" ", clean(text)).strip()


def fold(text: str) -> str:
    """Return the key under which a database may hold two texts to be the same.

    Case, accents, width, invisible characters and outer spaces do not count in MySQL's
    collations, so they do not count here: é is e, ß is ss, ø is o; and all characters beyond
    the first plane (emoji) weigh the same there. Holding too much for equal costs a suffix;
    too little, a refused import.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (
        "\ufffd" if ord(letter) > _FIRST_PLANE else letter
        for letter in folded.translate(_ALIKE)
        if unicodedata.category(letter) not in _UNSEEN
    )
    return _SPACES.sub(" ", "".join(kept)).strip()


def cut(text: str, limit: int) -> str:
    """Return ``text`` in at most ``limit`` characters, cut at a word and told by an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at = head.rfind(" ")
    if at > limit // 2:
        head = head[:at]
    return head.rstrip(" ,;:.–-") + "…"
