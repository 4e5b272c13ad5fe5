"""Which row is an award?"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

NAMESPACE: Final = UUID("6f5d9d7c-4a53-5d29-9f0f-1f0d2b6d8a41")


def award_id(rule: UUID, subject: UUID) -> UUID:
    """Return the identifier of the award of ``rule`` to ``subject``, always the same."""
    return uuid5(NAMESPACE, f"award:{rule}:{subject}")
