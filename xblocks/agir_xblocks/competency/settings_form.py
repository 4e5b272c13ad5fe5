"""What may an author write on a card, besides its title and competencies?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from agir_xblocks.form import fields

LONGEST_QUESTION: Final = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """What the author's form says."""

    intro: str
    question: str


def read(said: Mapping[str, Any]) -> Settings:
    """Return the form; raise a ``FormRefused``. Other keys are ignored."""
    return Settings(
        intro=fields.text(said, "intro", fields.LONGEST_INTRO),
        question=fields.text(said, "question", LONGEST_QUESTION),
    )
