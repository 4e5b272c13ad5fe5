"""What did a learner say of their goal? Read without trusting it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError
from agir_xblocks.asking import RequestMalformed
from agir_xblocks.doors import Wanted
from agir_xblocks.form.chosen import identifier_of

MOST_SKILLS: Final = 100
WITHOUT_CHOICE: Final = ("explore", "unsure")


class DateUnreadable(DomainError):
    """A date that is none."""

    code: ClassVar[str] = "goal_horizon_out_of_bounds"


class CourseMissing(DomainError):
    """A block in no course (a library): a goal set here would be one for all courses."""

    code: ClassVar[str] = "goal_course_needed"


class ProposalUnnamed(DomainError):
    """No proposal has such a name."""

    code: ClassVar[str] = "goal_proposal_unknown"


class IntentMissing(DomainError):
    """Nothing was said of why somebody is here."""

    code: ClassVar[str] = "goal_word_unknown"


class GoalUnnamed(DomainError):
    """No goal has such a name."""

    code: ClassVar[str] = "goal_unknown"


def wanted(said: Mapping[str, Any]) -> Wanted:
    """Return the goal that was told; raise where it cannot be read. Other keys are ignored.

    ``skills`` are identifiers, ``levels`` maps some of them to 2 or 3 (2 where nothing is said);
    whoever looks around has chosen none.
    """
    intent, skills, levels = said.get("intent"), said.get("skills", []), said.get("levels", {})
    if not isinstance(intent, str) or not intent:
        raise IntentMissing
    if not isinstance(skills, list) or not isinstance(levels, dict) or len(skills) > MOST_SKILLS:
        raise RequestMalformed
    picked = [identifier_of(one) for one in skills]
    if None in picked:
        raise RequestMalformed
    chosen = {str(one): _level(levels.get(raw, 2)) for raw, one in zip(skills, picked, strict=True)}
    kept = () if intent in WITHOUT_CHOICE else tuple(chosen.items())
    return Wanted(intent, kept, _horizon(said.get("horizon")))


def goal_id(said: Mapping[str, Any]) -> UUID:
    """Return the goal that was named; raise ``GoalUnnamed``."""
    found = identifier_of(said.get("goal"))
    if found is None:
        raise GoalUnnamed
    return found


def proposal_id(said: Mapping[str, Any]) -> UUID:
    """Return the proposal that was named; raise ``ProposalUnnamed``."""
    found = identifier_of(said.get("proposal"))
    if found is None:
        raise ProposalUnnamed
    return found


def _level(raw: object) -> int:
    if isinstance(raw, bool) or raw not in (2, 3):
        raise RequestMalformed
    return int(str(raw))


def _horizon(raw: object) -> date | None:
    if raw in (None, ""):
        return None
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise DateUnreadable from None
