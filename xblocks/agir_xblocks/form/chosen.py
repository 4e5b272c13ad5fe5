"""Which competencies did the author choose?

The block keeps each with its label and framework as they were then: a course that is exported to
a site without that framework can still say what it aims at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

MOST: Final = 8
LONGEST_LABEL: Final = 500


@dataclass(frozen=True, slots=True)
class Chosen:
    """One competency of a block, with the words it had when it was chosen ('' when unknown)."""

    identifier: UUID
    label: str
    framework: str

    def stored(self) -> dict[str, str]:
        """Return what the block's field holds."""
        return {
            "identifier": str(self.identifier),
            "label": self.label,
            "framework": self.framework,
        }


def identifier_of(raw: object) -> UUID | None:
    """Return an identifier, ``None`` for what is not one."""
    if not isinstance(raw, str):
        return None
    try:
        return UUID(raw)
    except ValueError:
        return None


def read(stored: object, most: int = MOST) -> tuple[Chosen, ...]:
    """Return what a field holds, each competency once, at most ``most``.

    Tolerant: OLX is written by hand too. A bare identifier is enough; what is none is left out.
    """
    found: dict[UUID, Chosen] = {}
    for raw in stored if isinstance(stored, list) else ():
        facts: dict[str, Any] = raw if isinstance(raw, dict) else {"identifier": raw}
        identifier = identifier_of(facts.get("identifier"))
        if identifier is not None:
            label, framework = _text(facts.get("label")), _text(facts.get("framework"))
            found.setdefault(identifier, Chosen(identifier, label, framework))
    return tuple(found.values())[:most]


def _text(raw: object) -> str:
    return raw[:LONGEST_LABEL] if isinstance(raw, str) else ""
