"""When does a text hold the words that somebody looks for?"""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Return ``text`` without accents or case, as people type it."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
