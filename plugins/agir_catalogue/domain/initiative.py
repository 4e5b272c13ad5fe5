"""What may be proposed to a call, by whom, and what becomes of it?

A proposal is an institution's: a draft is read by its members alone, a proposal that was handed in
by everybody. A named person decides, and says why. Deciding answers no call: a course does.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

LONGEST_TITLE: Final = 255
LONGEST_TEXT: Final = 4000
MOST_COMPETENCIES: Final = 30
MOST_THEMES: Final = 5
MOST_WAITING: Final = 5
"""So many themes a person may propose before the first is answered."""


class ProposalState(StrEnum):
    """Where a proposal stands; all but a draft is public."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class SuggestionState(StrEnum):
    """Where a theme that somebody proposed stands."""

    WAITING = "waiting"
    PUBLISHED = "published"
    DECLINED = "declined"


MOVES: Final = {
    "submit": ((ProposalState.DRAFT,), ProposalState.SUBMITTED),
    "withdraw": (
        (ProposalState.DRAFT, ProposalState.SUBMITTED, ProposalState.ACCEPTED),
        ProposalState.WITHDRAWN,
    ),
    "reopen": ((ProposalState.WITHDRAWN,), ProposalState.DRAFT),
    "accept": ((ProposalState.SUBMITTED, ProposalState.DECLINED), ProposalState.ACCEPTED),
    "decline": ((ProposalState.SUBMITTED, ProposalState.ACCEPTED), ProposalState.DECLINED),
}
"""What may be done, from where, to where; ``accept`` and ``decline`` are decisions."""
DECISIONS: Final = ("accept", "decline")


class ProposalUnknown(DomainError):
    """There is no such proposal, or not for this person."""

    code: ClassVar[str] = "proposal_unknown"


class ProposalMoved(DomainError):
    """A proposal is not where this could be done. Facts: ``state``."""

    code: ClassVar[str] = "proposal_moved"


class ProposalUnfit(DomainError):
    """Facts: ``field``: title, text, competencies, themes or dates."""

    code: ClassVar[str] = "proposal_unfit"


class TaskUnknown(DomainError):
    """There is no such task, or not for this person."""

    code: ClassVar[str] = "task_unknown"


class SuggestionUnknown(DomainError):
    """There is no such proposed theme, or it was answered."""

    code: ClassVar[str] = "suggestion_unknown"


class SuggestionsTooMany(DomainError):
    """A person waits for as many answers as one may. Facts: ``most``."""

    code: ClassVar[str] = "suggestions_too_many"


def title_of(text: str) -> str:
    """Return a title in one line; raise ``ProposalUnfit``."""
    title = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    if not title or len(title) > LONGEST_TITLE:
        raise ProposalUnfit(field="title")
    return title


def text_of(text: str) -> str:
    """Return a text, its lines kept; raise ``ProposalUnfit`` for nothing or too much."""
    told = text.replace("\r\n", "\n").strip()
    clean = "".join(one for one in told if one == "\n" or one.isprintable())
    if not clean or len(clean) > LONGEST_TEXT:
        raise ProposalUnfit(field="text")
    return clean


def dates_of(starts: str, ready: str) -> tuple[date | None, date | None]:
    """Return when work begins and when the course is ready, each ``None`` where unsaid.

    ISO 8601 (``2027-03-01``). Raises ``ProposalUnfit`` for no date, or an end before its begin.
    """
    try:
        first = date.fromisoformat(starts) if starts else None
        last = date.fromisoformat(ready) if ready else None
    except ValueError:
        raise ProposalUnfit(field="dates") from None
    if first and last and last < first:
        raise ProposalUnfit(field="dates")
    return first, last


def moved(state: ProposalState, act: str) -> ProposalState:
    """Return where a proposal stands after ``act``; raise ``ProposalMoved``."""
    before, after = MOVES.get(act, ((), state))
    if state not in before:
        raise ProposalMoved(state=state.value)
    return after
