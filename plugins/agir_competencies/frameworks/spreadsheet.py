"""How does a text stay a text in a spreadsheet, and come back as it was?

A cell that begins with one of these signs is a formula to a spreadsheet, and a formula can send
what it finds elsewhere (CWE-1236). An apostrophe before it makes it a text. So that nothing is
lost, ``bare`` takes away exactly what ``guarded`` added: a text that already begins with
apostrophes and such a sign gets one more, and gives one back.
"""

from __future__ import annotations

import re
from typing import Final

QUOTE: Final = "'"
_SIGN: Final = "[ \u00a0]*[=+\\-@\\t\\r\\n＝＋－＠]"  # blanks before it hide it from nobody
_FORMULA: Final = re.compile(f"'*{_SIGN}")
_GUARDED: Final = re.compile(f"'+{_SIGN}")


def guarded(text: str) -> str:
    """Return ``text`` as a cell that no spreadsheet runs."""
    return QUOTE + text if _FORMULA.match(text) else text


def bare(cell: str) -> str:
    """Return the text of a cell that ``guarded`` wrote."""
    return cell[1:] if _GUARDED.match(cell) else cell
