"""Which characters may a text to the CDC hold, and what does it never hold?"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ILLEGAL: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CONTROL: Final = re.compile("[\u0000-\u001f\u007f-\u009f]")
_GAP: Final = r"[ .\-]?"
NIR: Final = re.compile(
    rf"(?<![0-9A-Za-z])[1-478]{_GAP}\d{{2}}{_GAP}(?:0[1-9]|1[0-2]|[2-9]\d){_GAP}"
    rf"(?:\d{{2}}|2[ABab]){_GAP}\d{{3}}{_GAP}\d{{3}}(?:{_GAP}\d{{2}})?(?![0-9A-Za-z])"
)


def normal(text: str) -> str:
    """Return the text in normal form C, without blanks around: accents are kept."""
    return unicodedata.normalize("NFC", text).strip()


def is_legal(text: str) -> bool:
    """Tell whether XML 1.0 can hold the text, and it is one line without control characters."""
    return not ILLEGAL.search(text) and not CONTROL.search(text)


def holds_nir(text: str) -> bool:
    """Tell whether something of the shape of a NIR (13 or 15 figures) stands in the text."""
    return NIR.search(text) is not None
