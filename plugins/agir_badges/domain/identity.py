"""Which row is an award?"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("6f5d9d7c-4a53-5d29-9f0f-1f0d2b6d8a41")


def award_id(rule: UUID, subject: UUID) -> UUID:
    """Return the identifier of the award of ``rule`` to ``subject``, always the same."""
    return uuid5(NAMESPACE, f"award:{rule}:{subject}")


def skill_id(competency: UUID, subject: UUID) -> UUID:
    """Return the identifier of what certifies that ``subject`` demonstrated ``competency``."""
    return uuid5(NAMESPACE, f"competency:{competency}:{subject}")


def credential_id(origin: UUID, turn: int) -> UUID:
    """Return the identifier of the ``turn``-th document (from 1) of what ``origin`` names."""
    return origin if turn == 1 else uuid5(NAMESPACE, f"credential:{origin}:{turn}")


def evidence_id(subject: UUID, competency: UUID, object_key: str) -> UUID:
    """Return the identifier of one result of a learner, as a badge may show it."""
    return uuid5(NAMESPACE, f"evidence:{subject}:{competency}:{object_key}")
