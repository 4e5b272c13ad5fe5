"""What does a refusal of sponsorship become, for pages that compose it with others?"""

from __future__ import annotations

from agir_sponsorship import sentences

__all__ = ["knows", "sentence", "status"]

sentence = sentences.sentence
status = sentences.status


def knows(code: str) -> bool:
    """Tell whether a refusal is sponsorship's own."""
    return code in sentences.STATUSES
