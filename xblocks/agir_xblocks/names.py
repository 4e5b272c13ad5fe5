"""What are the rows of a block called, so that an answer finds its question after an edit?"""

from __future__ import annotations

import re
import secrets
from typing import Final

NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


def name_of(raw: object) -> str:
    """Return a row's name, '' for what is none."""
    return raw if isinstance(raw, str) and NAME.fullmatch(raw) else ""


def new(taken: set[str]) -> str:
    """Return a name that is not ``taken``."""
    while (found := secrets.token_hex(4)) in taken:
        pass
    return found
