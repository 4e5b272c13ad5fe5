"""How does text from outside become text that can be stored, compared and shown?"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FIRST_PLANE: Final = 0xFFFF
_UNSEEN: Final = frozenset({"Mn", "Me", "Mc", "Cc", "Cf", "Cn", "Co"})
_NUMBERS: Final = frozenset({"Nd", "Nl", "No"})
_HIRAGANA: Final = ("\u3041", "\u3096")
_TO_KATAKANA: Final = 0x60
# Letters that Unicode does not take apart and a collation may hold for these.
_ALIKE: Final = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i",
     "ґ": "г", "ƾ": "ts", "ʦ": "ts", "ʣ": "dz", "ء": "ٴ"}
    | dict(zip("ァィゥェォヵヶッャュョヮ", "アイウエオカケツヤユヨワ", strict=True))
)  # fmt: skip
# Medieval letters written above others, and a lone iota: letters to a collation.
_LETTERS_AS_MARKS: Final = str.maketrans(
    dict(zip(range(0x363, 0x370), "aeioucdhmrtvx", strict=True)) | {0x37A: "ι"}
)
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def clean(text: str) -> str:
    """Return ``text`` without control characters and lone surrogates, NFC, stripped."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    if text.isprintable():  # most texts are, and this is the quicker question
        return text.strip()
    return _CONTROL.sub("", text).strip()


def one_line(text: str) -> str:
    """Return ``text`` cleaned, each run of white space one space."""
    text = clean(text)
    return " ".join(text.split()) if "  " in text or not text.isprintable() else text


def fold(text: str) -> str:
    """Return the key under which a database may hold two texts to be the same.

    Case, accents, width, invisible characters and outer spaces do not count in MySQL's
    collations, so they do not count here: é is e, ß is ss, ø is o; and all characters beyond
    the first plane (emoji) weigh the same there. Holding too much for equal costs a suffix;
    too little, a refused import.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    # Marks go first: a Greek iota below a letter would become a letter of its own in casefold.
    text = unicodedata.normalize("NFC", text).translate(_LETTERS_AS_MARKS)
    bare = _NOT_ASCII.sub(_seen, unicodedata.normalize("NFKD", text))
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return " ".join(_NOT_ASCII.sub(_weight, folded).split())


def _seen(found: re.Match[str]) -> str:
    """Return a letter, or nothing for a mark or an invisible sign."""
    return "" if unicodedata.category(found[0]) in _UNSEEN else found[0]


def _weight(found: re.Match[str]) -> str:
    """Return what a letter beyond ASCII weighs in a comparison."""
    letter = found[0]
    if ord(letter) > _FIRST_PLANE:
        return "\ufffd"
    category = unicodedata.category(letter)
    if category in _UNSEEN:
        return ""
    if category in _NUMBERS and (number := unicodedata.numeric(letter, 0.5)).is_integer():
        return str(int(number))
    if _HIRAGANA[0] <= letter <= _HIRAGANA[1]:
        letter = chr(ord(letter) + _TO_KATAKANA)
    return letter.translate(_ALIKE)


def cut(text: str, limit: int) -> str:
    """Return ``text`` in at most ``limit`` characters, cut at a word and told by an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at = head.rfind(" ")
    if at > limit // 2:
        head = head[:at]
    return head.rstrip(" ,;:.–-") + "…"
