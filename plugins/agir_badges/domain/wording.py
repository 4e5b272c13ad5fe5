"""What does somebody hear who does not see the badge?

The text is the source and the drawing repeats it. Generated in French and in English, whatever
the language of the process, since an exported badge carries both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from agir_badges.domain.level import Level

DEFAULT: Final = "en"
_WORDS: Final = {
    "fr": {
        Level.UNMEASURED: "pas encore mesuré",
        Level.STARTED: "commencé",
        Level.DEMONSTRATED: "démontré",
        Level.CONFIRMED: "confirmé",
    },
    "en": {
        Level.UNMEASURED: "not measured yet",
        Level.STARTED: "started",
        Level.DEMONSTRATED: "demonstrated",
        Level.CONFIRMED: "confirmed",
    },
}
_ALT: Final = {
    "fr": "Badge «\u00a0{name}\u00a0», niveau {level}, délivré par {issuer}.",
    "en": "Badge “{name}”, level {level}, issued by {issuer}.",
}
_SHAPES: Final = {
    "fr": {
        Level.STARTED: "un cercle",
        Level.DEMONSTRATED: "un hexagone",
        Level.CONFIRMED: "une étoile à huit branches",
    },
    "en": {
        Level.STARTED: "a circle",
        Level.DEMONSTRATED: "a hexagon",
        Level.CONFIRMED: "an eight-pointed star",
    },
}
_CAPTION: Final = {
    "fr": "Le contour est {shape}\u00a0: il dit le niveau. La fleur est celle des compétences.",
    "en": "The outline is {shape}: it tells the level. The flower is that of the skills.",
}


def spoken(language: str) -> str:
    """Return the language of generated text for ``language``: ``fr-ca`` is ``fr``, else ``en``."""
    base = language.lower().replace("_", "-").partition("-")[0]
    return base if base in _ALT else DEFAULT


def alt(name: str, level: Level, issuer: str, language: str) -> str:
    """Return the text that stands for the image."""
    tongue = spoken(language)
    return _ALT[tongue].format(name=name, level=_WORDS[tongue][level], issuer=issuer)


def caption(level: Level, language: str) -> str:
    """Return one sentence on how to read the image, for a level that a badge can ask."""
    tongue = spoken(language)
    return _CAPTION[tongue].format(shape=_SHAPES[tongue][max(level, Level.STARTED)])


def word(level: Level, language: str) -> str:
    """Return the word of a level."""
    return _WORDS[spoken(language)][level]


def chosen(wordings: Mapping[str, str], language: str, fallback: str) -> str:
    """Return the wording closest to ``language``: exact, base, English, any, then ``fallback``."""
    base = language.partition("-")[0]
    for key in (language, base, DEFAULT, *sorted(wordings)):
        if wordings.get(key):
            return wordings[key]
    return fallback
