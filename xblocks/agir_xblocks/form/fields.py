"""What may an author write in a block's form?

Pure rules: what was posted goes in, what is kept comes out, and a refusal names its field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError
from agir_xblocks.doors import Named
from agir_xblocks.form.chosen import MOST, Chosen, identifier_of

LONGEST_TITLE: Final = 120
LONGEST_INTRO: Final = 2000


class FormRefused(DomainError):
    """The author's form cannot be kept; ``field`` tells where, ``code`` why."""

    code: ClassVar[str] = "form_refused"


class TextMissing(FormRefused):
    """A block needs a title."""

    code: ClassVar[str] = "text_missing"


class TextMalformed(FormRefused):
    """A field is not text, or too long. Facts: ``limit``."""

    code: ClassVar[str] = "text_malformed"


class ChoiceMalformed(FormRefused):
    """The competencies are not a list of different identifiers. Facts: ``limit``."""

    code: ClassVar[str] = "choice_malformed"


class ChoiceUnknown(FormRefused):
    """A competency was added that the site does not know."""

    code: ClassVar[str] = "choice_unknown"


class OptionUnknown(FormRefused):
    """A field that offers some values got another."""

    code: ClassVar[str] = "option_unknown"


def title(said: Mapping[str, Any]) -> str:
    """Return the block's title; raise ``TextMissing`` or ``TextMalformed``."""
    found = text(said, "display_name", LONGEST_TITLE)
    if not found:
        raise TextMissing(field="display_name")
    return found


def text(said: Mapping[str, Any], name: str, limit: int) -> str:
    """Return one field without the space around it, '' when absent; raise ``TextMalformed``."""
    raw = said.get(name, "")
    if not isinstance(raw, str) or len(raw.strip()) > limit or "\x00" in raw:
        raise TextMalformed(field=name, limit=limit)
    return raw.strip()


def option(said: Mapping[str, Any], name: str, known: Sequence[str]) -> str:
    """Return one of ``known``, the first when absent; raise ``OptionUnknown``."""
    raw = said.get(name, known[0])
    if not isinstance(raw, str) or raw not in known:
        raise OptionUnknown(field=name)
    return raw


def identifiers(said: Mapping[str, Any], most: int = MOST) -> tuple[UUID, ...]:
    """Return the competencies, at most ``most`` different ones; raise ``ChoiceMalformed``."""
    raw = said.get("competencies")
    found = [identifier_of(one) for one in raw] if isinstance(raw, list) else [None]
    kept = tuple(one for one in found if one is not None)
    if len(kept) != len(found) or len(set(kept)) != len(kept) or len(kept) > most:
        raise ChoiceMalformed(field="competencies", limit=most)
    return kept


def choose(
    wanted: Sequence[UUID], before: Sequence[Chosen], known: Mapping[UUID, Named]
) -> list[Chosen]:
    """Return what the block keeps; raise ``ChoiceUnknown``.

    One that the block already has may stay although this site does not know it.
    """
    kept = {one.identifier: one for one in before}
    found = []
    for identifier in wanted:
        now = known.get(identifier)
        if now is not None:
            found.append(Chosen(identifier, now.label, now.framework))
        elif identifier in kept:
            found.append(kept[identifier])
        else:
            raise ChoiceUnknown(field="competencies")
    return found
