"""What may an author write on a card?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError
from agir_xblocks.competency.chosen import MOST, Chosen, identifier_of
from agir_xblocks.doors import Named

LONGEST: Final = {"display_name": 120, "intro": 2000, "question": 200}


class FormRefused(DomainError):
    """The author's form cannot be kept; ``field`` tells where, ``code`` why."""

    code: ClassVar[str] = "form_refused"


class TextMissing(FormRefused):
    """A card needs a title."""

    code: ClassVar[str] = "text_missing"


class TextMalformed(FormRefused):
    """A field is not text, or too long."""

    code: ClassVar[str] = "text_malformed"


class ChoiceMalformed(FormRefused):
    """The competencies are not a list of at most eight different identifiers."""

    code: ClassVar[str] = "choice_malformed"


class ChoiceUnknown(FormRefused):
    """A competency was added that the site does not know."""

    code: ClassVar[str] = "choice_unknown"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the author's form says, before competencies are named."""

    display_name: str
    intro: str
    question: str
    identifiers: tuple[UUID, ...]


def read(said: Mapping[str, Any]) -> Settings:
    """Return the form; raise a ``FormRefused``. Other keys are ignored."""
    texts = {name: _text(said.get(name, ""), name) for name in LONGEST}
    if not texts["display_name"]:
        raise TextMissing(field="display_name")
    return Settings(identifiers=_identifiers(said.get("competencies")), **texts)


def choose(
    wanted: Sequence[UUID], before: Sequence[Chosen], known: Mapping[UUID, Named]
) -> list[Chosen]:
    """Return what the block keeps; raise ``ChoiceUnknown``.

    One that the card already has may stay although this site does not know it.
    """
    kept = {one.identifier: one for one in before}
    chosen = []
    for identifier in wanted:
        now = known.get(identifier)
        if now is not None:
            chosen.append(Chosen(identifier, now.label, now.framework))
        elif identifier in kept:
            chosen.append(kept[identifier])
        else:
            raise ChoiceUnknown(field="competencies")
    return chosen


def _text(raw: object, name: str) -> str:
    if not isinstance(raw, str) or len(raw.strip()) > LONGEST[name] or "\x00" in raw:
        raise TextMalformed(field=name, limit=LONGEST[name])
    return raw.strip()


def _identifiers(raw: object) -> tuple[UUID, ...]:
    found = [identifier_of(one) for one in raw] if isinstance(raw, list) else [None]
    kept = tuple(one for one in found if one is not None)
    if len(kept) != len(found) or len(set(kept)) != len(kept) or len(kept) > MOST:
        raise ChoiceMalformed(field="competencies", limit=MOST)
    return kept
