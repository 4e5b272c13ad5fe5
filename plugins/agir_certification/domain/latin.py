"""How is a text written where only ISO-8859-1 is read?"""

from __future__ import annotations

import unicodedata
from typing import Final

LIKE: Final = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "…": "...",
        "œ": "oe",
        "Œ": "OE",
        "€": "EUR",
        "•": "-",
        "\u2009": " ",
        "\u202f": "\u00a0",
        "\u200b": "",
        "Ÿ": "Y",
        "™": "(TM)",
    }
)


def latin(text: str) -> str:
    """Return a text in which typographic signs are those of ISO-8859-1.

    A letter with a mark that it has not loses the mark (``ş`` is ``s``). What still is not of
    ISO-8859-1 stays, for a check to refuse: no text is lost unseen.
    """
    like = unicodedata.normalize("NFC", text).translate(LIKE)
    return "".join(one if ord(one) < 256 else _bare(one) for one in like)


def _bare(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", letter)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare if bare and all(ord(part) < 256 for part in bare) else letter
