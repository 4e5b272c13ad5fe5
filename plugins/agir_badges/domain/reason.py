"""Why was a badge withdrawn?"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """The only facts that take a badge back; a change of its rule is none."""

    COMPETENCY_WITHDRAWN = "competency_withdrawn"
