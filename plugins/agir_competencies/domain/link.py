"""What does a tag on an object mean (decision 0002)?"""

from __future__ import annotations

from typing import Final

PROBLEM_SCORE: Final = "problem_score"
SUBSECTION_GRADE: Final = "subsection_grade"
PROMISE: Final = "promise"
EVIDENCE_KINDS: Final = (PROBLEM_SCORE, SUBSECTION_GRADE)


def kind_of_link(level: str, *, is_scored: bool) -> str | None:
    """Return what a tag means on a block of this level, or ``None`` for nothing at all.

    ``level`` is the port's word: course, section, subsection, unit or leaf. A leaf without a
    score (a text, a video) promises nothing that could be kept, but its author said that it
    serves the competency: that is a promise too.
    """
    if level == "subsection":
        return SUBSECTION_GRADE
    if level == "leaf" and is_scored:
        return PROBLEM_SCORE
    if level in {"course", "section", "unit", "leaf"}:
        return PROMISE
    return None
