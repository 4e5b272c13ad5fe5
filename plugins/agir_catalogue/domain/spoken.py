"""In which language is a text? Told by its small words, or not at all.

A unit's page is in the language of its reader; only its text tells what an author wrote it in.
The commonest function words of each language are counted; short or mixed texts stay unknown, since
a wrong language would accuse a course.
"""

from __future__ import annotations

import re
from typing import Final

LEAST_WORDS: Final = 40
LEAST_DIFFERENT: Final = 6
"""Formulas repeat one letter that is a word somewhere; a text has several of these words."""
LEAST_SHARE: Final = 0.12
"""Of running text about two words in five are such; headings and code have few."""
CLEARLY: Final = 2.0

_WORD: Final = re.compile(r"[^\W\d_]+")
_TABLE: Final = """
fr: le la les des du un une et est dans que qui pour vous nous sur pas avec ce au aux par plus
  ne se sont il elle votre
en: the of and to in is that for you it on with as are this be at or from your by not have what
  can an which will
de: der die und das den von zu mit ist im für auf nicht ein eine sich dem des sie wie auch als
  werden oder bei aus
es: el los las una por con para es que se del al lo como más su sus pero este esta son usted y
  o muy
it: il lo gli una di che per con del della sono non si nel alla dei delle come anche più questo
  questa è ed
pt: os as um uma do da dos das em que para com não por mais é se ao na no como você seu sua ou
  são
nl: de het een van en in is dat op te voor met zijn niet aan er om ook als bij maar of naar
  wordt u uw
"""
WORDS: Final[dict[str, frozenset[str]]] = {
    one[:2]: frozenset(one[3:].split()) for one in re.split(r"\n(?=\w)", _TABLE.strip())
}


def language_of(text: str) -> str:
    """Return the language of a text (``fr``), '' where its words do not tell it clearly."""
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < LEAST_WORDS:
        return ""
    counts = sorted(
        ((sum(word in small for word in words), name) for name, small in WORDS.items()),
        reverse=True,
    )
    (first, name), (second, _) = counts[:2]
    is_clear = first >= CLEARLY * second and first >= LEAST_SHARE * len(words)
    has_several = len(WORDS[name].intersection(words)) >= LEAST_DIFFERENT
    return name if is_clear and has_several else ""
