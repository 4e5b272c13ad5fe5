"""Which themes do people miss, and what became of what they said?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from agir_catalogue.domain import initiative as rules
from agir_catalogue.domain.initiative import (
    MOST_WAITING,
    SuggestionState,
    SuggestionsTooMany,
    SuggestionUnknown,
)
from agir_catalogue.domain.themes.registry import theme
from agir_catalogue.models import ThemeSuggestion


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme that somebody misses; ``theme_id`` is the one it was found to be, '' for a new one.

    Who said it is told to nobody.
    """

    id: UUID
    title: str
    text: str
    state: SuggestionState
    theme_id: str
    reason: str
    at: datetime


def suggest(title: str, text: str, *, by: UUID, now: datetime) -> UUID:
    """Propose a theme, to be read by a moderator first.

    Raises ``ProposalUnfit``, ``SuggestionsTooMany``.
    """
    own = ThemeSuggestion.objects.filter(by=by, state=SuggestionState.WAITING)
    if own.count() >= MOST_WAITING:
        raise SuggestionsTooMany(most=MOST_WAITING)
    row = ThemeSuggestion.objects.create(
        title=rules.title_of(title), text=rules.text_of(text), by=by, at=now
    )
    return row.pk


def take_back(key: UUID, *, by: UUID | None) -> None:
    """Delete one's own suggestion while it waits; raise ``SuggestionUnknown``."""
    rows = ThemeSuggestion.objects.filter(pk=key, by=by, state=SuggestionState.WAITING)
    if by is None or not rows.delete()[0]:
        raise SuggestionUnknown


def decide(
    key: UUID, state: SuggestionState, reason: str, theme_id: str, *, by: UUID, now: datetime
) -> None:
    """Publish a suggestion or decline it, once; raise ``SuggestionUnknown``, ``ThemeUnknown``."""
    found = theme(theme_id).id if theme_id else ""
    rows = ThemeSuggestion.objects.filter(pk=key, state=SuggestionState.WAITING)
    changed = rows.update(state=state, reason=reason, theme_id=found, decided_by=by, decided_at=now)
    if not changed:
        raise SuggestionUnknown


def published() -> list[Suggestion]:
    """Return what everybody reads. One SELECT."""
    return _views(state=SuggestionState.PUBLISHED)


def waiting() -> list[Suggestion]:
    """Return what waits for a moderator, the oldest first. One SELECT."""
    return _views(state=SuggestionState.WAITING)


def of_person(subject: UUID | None) -> list[Suggestion]:
    """Return what a person suggested, answered or not. One SELECT."""
    return _views(by=subject) if subject else []


def _views(**wanted: object) -> list[Suggestion]:
    return [
        Suggestion(
            row.pk,
            row.title,
            row.text,
            SuggestionState(row.state),
            row.theme_id,
            row.reason,
            row.at,
        )
        for row in ThemeSuggestion.objects.filter(**wanted)
    ]
