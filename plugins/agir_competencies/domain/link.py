"""What does a tag on an object mean (decision 0002), and what is evidence without a tag?"""

from __future__ import annotations

from typing import Final

PROBLEM_SCORE: Final = "problem_score"
SUBSECTION_GRADE: Final = "subsection_grade"
PROMISE: Final = "promise"
EVIDENCE_KINDS: Final = (PROBLEM_SCORE, SUBSECTION_GRADE)

# What is recorded without a link: somebody, or a block of the suite, says it of a competency.
ATTESTATION: Final = "attestation"
PRIOR_LEARNING: Final = "prior_learning"
INFERRED: Final = "inferred"
XBLOCK_ATTESTATION: Final = "xblock_attestation"
RECORDED_KINDS: Final = (ATTESTATION, PRIOR_LEARNING, INFERRED, XBLOCK_ATTESTATION)


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
