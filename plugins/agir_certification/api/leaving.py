"""What happens to what is held of a learner who leaves?"""

from __future__ import annotations

from typing import Any
from uuid import UUID


def forget(subject: UUID) -> None:
    """Delete what is held of the learner, or let it mean nobody. Idempotent."""


def export(subject: UUID) -> dict[str, Any]:
    """Return what is held of the learner, in values that ``json`` can write."""
    return {}
