"""Which names may be shown to everybody? Those that are what they look like.

Refused: nothing or too much, control characters, marks that turn the direction of writing,
invisible letters, pictures, markup, what a spreadsheet runs as a formula (CWE-1236), and words that
mix alphabets (a Cyrillic "а" in a Latin word reads as another company; Unicode TR 39, section 5).
"""

from __future__ import annotations

import re
import unicodedata
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

LONGEST: Final = 150
_MARKS: Final = frozenset("©®™°№")
_SPACES: Final = " \u00a0\u202f"
_TURNS: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_ALPHABETS: Final = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "HEBREW", "ARABIC")


class NameUnfit(DomainError):
    """A name that may not be shown. Facts: ``what`` (a field) and ``why`` (a code)."""

    code: ClassVar[str] = "name_unfit"


def named(text: object, what: str, *, longest: int = LONGEST, is_needed: bool = True) -> str:
    """Return ``text`` composed (NFC) and trimmed, if it may be shown; '' only if not needed."""
    if not isinstance(text, str) or len(text) > 4 * longest:
        raise NameUnfit(what=what, why="length", longest=longest)
    # Before anything is trimmed: strip() takes control characters for spaces.
    why = _why(text.strip(_SPACES))
    if why:
        raise NameUnfit(what=what, why=why, longest=longest)
    name = re.sub(f"[{_SPACES}]+", " ", unicodedata.normalize("NFC", text)).strip()
    if len(name) > longest or (is_needed and not any(map(str.isalnum, name))):
        raise NameUnfit(what=what, why="length", longest=longest)
    return name


def is_plain(text: str) -> bool:
    """Tell whether a longer text holds no control character but line ends and tabs.

    Nor marks that turn the direction of writing, nor halves of signs; emoji are welcome.
    """
    return not any(
        unicodedata.category(sign) in ("Cc", "Cs", "Co")
        or unicodedata.bidirectional(sign) in _TURNS
        for sign in text
        if sign not in "\n\r\t"
    )


def _why(text: str) -> str:
    """Return why a text may not be shown, '' if it may."""
    if text.startswith(_FORMULA):
        return "formula"
    if "<" in text or ">" in text:
        return "markup"
    for letter in text:
        kind = unicodedata.category(letter)
        if kind == "Zs" and letter not in _SPACES:
            return "invisible"
        if kind in ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"):
            return "invisible"
        if kind in ("So", "Sk") and letter not in _MARKS:
            return "picture"
    mixed = any(len(_alphabets(word)) > 1 for word in re.split(r"[\W_]+", text))
    return "alphabets" if mixed else ""


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word)
    return {name for name in names if name in _ALPHABETS}
