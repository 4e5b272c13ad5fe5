"""What is held of who said a theme or decided on a call, and how does it go when they leave?

Pseudonyms alone: what was said and decided stays, and no longer tells by whom. What somebody
supports goes with them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from agir_catalogue.diversity import calls
from agir_catalogue.themes import tagging


def forget(subject: UUID) -> None:
    """Delete the pseudonym of a person. Idempotent."""
    tagging.forget(subject)
    calls.forget(subject)


def export(subject: UUID) -> dict[str, Any]:
    """Return what a person said and decided, in values that ``json`` can write."""
    return {
        "themes": tagging.exported(subject),
        "calls": calls.exported(subject),
        "supports": calls.supported(subject),
    }
