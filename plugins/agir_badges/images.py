"""Which image and which words has a badge, here and now?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from agir_badges.domain.artwork import Face, fingerprint
from agir_badges.domain.level import Level
from agir_badges.domain.wording import alt, caption, chosen, spoken


@dataclass(frozen=True, slots=True)
class Portrait:
    """The words and the image of one badge in one language."""

    name: str
    description: str
    level: Level
    image: str
    alt: str
    caption: str
    face: Face


def issuer() -> str:
    """Return the name whose initials every badge bears."""
    return str(getattr(settings, "AGIR_BADGES_ISSUER", "") or "Agir")


def portrait(
    rule: UUID,
    slug: str,
    hue: int,
    items: Iterable[tuple[UUID, int]],
    wordings: Mapping[str, tuple[str, str]],
    language: str,
) -> Portrait:
    """Return the portrait of a badge; ``items`` are (competency, level), one or more.

    ``wordings`` is name and description by language. The level of a badge is the highest that
    it asks for.
    """
    asked = list(items)
    level = Level(max((level for _, level in asked), default=int(Level.STARTED)))
    name = chosen({key: words[0] for key, words in wordings.items()}, language, slug)
    about = chosen({key: words[1] for key, words in wordings.items()}, language, "")
    text = alt(name, level, issuer(), language)
    face = Face(text, hue, level, tuple(one for one, _ in asked) or (rule,), issuer())
    return Portrait(
        name, about, level, address(rule, face, language), text, caption(level, language), face
    )


def address(rule: UUID, face: Face, language: str) -> str:
    """Return the path of the image; its ``v`` changes with the image, so caches may keep it.

    '' where badges are switched off and have no address.
    """
    try:
        path = reverse("agir_badges:image", args=[rule])
    except NoReverseMatch:
        return ""
    return f"{path}?lang={spoken(language)}&v={fingerprint(face)}"
