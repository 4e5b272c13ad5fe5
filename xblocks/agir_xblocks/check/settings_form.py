"""What may an author write on a test, besides its title and competencies?"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_xblocks.check import bank
from agir_xblocks.check.bank import Item
from agir_xblocks.form import fields
from agir_xblocks.questions import RowsMalformed

FEWEST_ASKED: Final = 3
MOST_ASKED: Final = 20
MOST_DAYS: Final = 365
MOST_POINTS: Final = 100


class NumberMalformed(fields.FormRefused):
    """A field is no whole number within its bounds. Facts: ``least``, ``limit``."""

    code: ClassVar[str] = "number_malformed"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the author's form says."""

    intro: str
    most_asked: int
    retake_days: int
    scored: bool
    weight: int
    items: tuple[Item, ...]


def read(said: Mapping[str, Any], wanted: Collection[UUID]) -> Settings:
    """Return the form; raise a ``FormRefused``. Other keys are ignored."""
    return Settings(
        intro=fields.text(said, "intro", fields.LONGEST_INTRO),
        most_asked=whole(said, "most_asked", FEWEST_ASKED, MOST_ASKED),
        retake_days=whole(said, "retake_days", 0, MOST_DAYS),
        scored=said.get("scored") is True,
        weight=whole(said, "weight", 1, MOST_POINTS),
        items=tuple(bank.form(rows(said, "items"), wanted)),
    )


def whole(said: Mapping[str, Any], name: str, least: int, limit: int) -> int:
    """Return one whole number; raise ``NumberMalformed``."""
    raw = str(said.get(name, "")).strip()
    if not (raw.isascii() and raw.isdigit() and len(raw) < 6 and least <= int(raw) <= limit):
        raise NumberMalformed(field=name, least=least, limit=limit)
    return int(raw)


def rows(said: Mapping[str, Any], name: str) -> object:
    """Return the rows of a list, which the form's script sends as JSON in one field."""
    raw = said.get(name)
    if not isinstance(raw, str):
        return raw
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise RowsMalformed(field=name, limit=0) from error
