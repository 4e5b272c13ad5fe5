"""Themes: which there are, and which a course is about.

Who may: none of these functions asks. A course's team says the themes of its own course and an
operator those of any; what is said is public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from agir_catalogue.api import notices
from agir_catalogue.domain.themes import registry
from agir_catalogue.domain.themes.formacode import OF_SHEET
from agir_catalogue.domain.themes.registry import SCHEMES, scheme, theme
from agir_catalogue.domain.themes.scheme import Scheme, Theme
from agir_catalogue.domain.themes.shares import Tag, ThemeShare, shares, spread
from agir_catalogue.themes import tagging
from agir_catalogue.themes.tagging import Change, Said
from agir_competencies.api import find_competencies, links
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.ports import ThemeName

__all__ = [
    "Change",
    "Said",
    "Scheme",
    "Tag",
    "Theme",
    "ThemeShare",
    "Themes",
    "about",
    "history",
    "lineage",
    "proposed",
    "said_of",
    "save",
    "scheme",
    "schemes",
    "tag",
    "theme",
    "themes_of",
    "undo",
]

_SHEET: Final = re.compile(r"/(rncp|rs)/(\d{1,6})(?:/|$|#)", re.IGNORECASE)

said_of = tagging.said_of
history = tagging.history
lineage = registry.lineage


def schemes() -> tuple[Scheme, ...]:
    """Return the schemes: the manifesto's, ISCED-F 2013, the goals for 2030, a cut of FORMACODE."""
    return SCHEMES


def proposed(course_key: str) -> tuple[Theme, ...]:
    """Return themes that the certifications behind a course's competencies bear, not said yet.

    Of sheets of the RNCP and RS that this site knows the fields of; a person says them, or not.
    """
    wanted = {one.competency for one in links.links_of(course_key) if one.removed_at is None}
    if not wanted:
        return ()
    found = find_competencies(identifiers=wanted, limit=len(wanted))
    sheets = {sheet for one in found if (sheet := sheet_of(one.uri))}
    said = {one.theme_id for one in tagging.said_of([course_key]).get(course_key, ())}
    named = dict.fromkeys(theme_id for sheet in sorted(sheets) for theme_id in OF_SHEET[sheet])
    return tuple(theme(one) for one in named if one not in said)


def sheet_of(uri: str) -> str:
    """Return the sheet (``RNCP35959``) that an address of the register names, '' for none known."""
    match = _SHEET.search(uri)
    sheet = f"{match[1].upper()}{match[2]}" if match else ""
    return sheet if sheet in OF_SHEET else ""


def themes_of(course_keys: Iterable[str]) -> dict[str, tuple[ThemeShare, ...]]:
    """Return the themes of these courses and their shares, which sum to 1 in each scheme.

    In the order of the schemes; courses without a theme are absent. One SELECT.
    """
    said = tagging.said_of(course_keys)
    return {key: shares(one.tag for one in several) for key, several in said.items()}


def about(course_keys: Iterable[str]) -> frozenset[str]:
    """Return the ids of all themes that these courses, taken together, are about.

    What is said of them, the wider themes, and what other schemes call the same. One SELECT.
    """
    found = set()
    for several in tagging.said_of(course_keys).values():
        found |= {one.id for said in several for one in registry.lineage(said.theme_id)}
        tags = [said.tag for said in several]
        found |= {one for known in SCHEMES for one in spread(tags, known)}
    return frozenset(found)


class Themes:
    """The themes of courses, as ``agir_platform.ports.CourseThemes`` asks for them."""

    def named(self) -> tuple[ThemeName, ...]:
        """Return the widest themes of each scheme that is here as a whole."""
        language = get_language() or "en"
        return tuple(
            ThemeName(one.id, one.name(language), known.title(language))
            for known in SCHEMES
            if not known.is_cut
            for one in known.counted
        )

    def about(self, course_keys: Iterable[str]) -> frozenset[str]:
        """Return the ids of all themes that these courses are about."""
        return about(course_keys)


def tag(
    course_key: str,
    theme_id: str,
    weight: int,
    by: int | None,
    source: str,
    *,
    clock: Clock | None = None,
) -> int:
    """Say that a course is about a theme, or how much (``weight`` 1 to 100); 0 takes it off.

    ``by`` is the platform user, ``None`` for a machine; ``source`` is ``author``, ``machine`` or
    ``reviewer``. Returns the number of the change. Raises what ``save`` does.
    """
    read = tagging.number_of(course_key)
    before = [one.tag for one in tagging.said_of([course_key]).get(course_key, ())]
    kept = [one for one in before if one.theme_id != theme_id]
    wanted = [*kept, Tag(theme(theme_id).id, weight)] if weight else kept
    return save(course_key, wanted, by=by, source=source, read=read, clock=clock)


def save(
    course_key: str,
    tags: Sequence[Tag],
    *,
    by: int | None,
    source: str,
    read: int | None = None,
    clock: Clock | None = None,
) -> int:
    """Make the themes of a course exactly these; return the number of the change.

    ``read`` is the number that the writer saw (0 for none): another one now is ``ThemesMoved``.
    Raises ``ThemeUnknown``, ``WeightOutOfBounds``, ``TooManyThemes`` as well. One transaction,
    which the course's notice follows.
    """
    now = (clock or SystemClock()).now()
    with transaction.atomic():
        number = tagging.save(course_key, tags, by=_who(by), source=source, at=now, read=read)
        notices.refresh([course_key], clock=clock)
    return number


def undo(
    course_key: str, *, read: int, by: int | None, source: str, clock: Clock | None = None
) -> int:
    """Take the last change of a course's themes back, by a change that can be taken back too.

    Raises ``NothingToUndo``, ``ThemesMoved``. One transaction.
    """
    now = (clock or SystemClock()).now()
    with transaction.atomic():
        number = tagging.undo(course_key, read=read, by=_who(by), source=source, at=now)
        notices.refresh([course_key], clock=clock)
    return number


def _who(user_id: int | None) -> UUID | None:
    return None if user_id is None else learners.subject_of(user_id)
