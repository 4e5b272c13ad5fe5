"""Work on calls: proposals of institutions, decisions with their reasons, tasks; missing themes.

Who may: an institution's members write its proposals and close its tasks, which is asked here
(``NotOfInstitution``); that who decides or moderates runs the site is asked by the caller. Drafts
are handed out to the members of their institution alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from agir_catalogue.coproduction import houses, initiatives, suggestions
from agir_catalogue.coproduction.initiatives import (
    Errand,
    Plan,
    ProposalView,
    Signer,
    Step,
    TaskView,
)
from agir_catalogue.coproduction.suggestions import Suggestion
from agir_catalogue.domain.call import checked_reason
from agir_catalogue.domain.initiative import (
    DECISIONS,
    ProposalMoved,
    ProposalState,
    ProposalUnfit,
    ProposalUnknown,
    SuggestionState,
    SuggestionsTooMany,
    SuggestionUnknown,
    TaskState,
    TaskUnknown,
)
from agir_competencies.api import matching
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.select import platform

__all__ = [
    "Errand",
    "Plan",
    "ProposalMoved",
    "ProposalState",
    "ProposalUnfit",
    "ProposalUnknown",
    "ProposalView",
    "Step",
    "Suggestion",
    "SuggestionState",
    "SuggestionUnknown",
    "SuggestionsTooMany",
    "TaskState",
    "TaskUnknown",
    "TaskView",
    "act",
    "add_task",
    "competencies_named",
    "decide",
    "moderate",
    "proposals",
    "proposals_of",
    "published",
    "rewrite",
    "set_task",
    "suggest",
    "suggestions_of",
    "take_back",
    "tasks",
    "waiting",
    "write",
]

tasks = initiatives.tasks
published = suggestions.published
waiting = suggestions.waiting


def proposals(call: UUID, user_id: int | None) -> list[ProposalView]:
    """Return a call's proposals: all but drafts, and drafts of the reader's own institutions.

    Four SELECTs.
    """
    own = houses.of_person(learners.known_subject(user_id)) if user_id else {}
    return initiatives.proposals(call, own)


def proposals_of(institution: UUID, user_id: int | None) -> list[ProposalView]:
    """Return an institution's proposals, its drafts to its members alone. Four SELECTs."""
    subject = learners.known_subject(user_id) if user_id else None
    return initiatives.of_house(institution, drafts=bool(houses.role_of(institution, subject)))


def write(
    call: UUID, institution: UUID, plan: Plan, *, by: int, clock: Clock | None = None
) -> UUID:
    """Begin an institution's proposal to an open call, as a draft; return its identifier.

    Raises ``NotOfInstitution``, ``CallUnknown``, ``CallNotOpen``, ``ProposalUnfit``.
    """
    _member(institution, by)
    return initiatives.write(call, institution, plan, _signer(by), _now(clock))


def rewrite(proposal: UUID, plan: Plan, *, by: int, clock: Clock | None = None) -> None:
    """Change a draft, or a proposal that nobody decided on yet; raise what ``write`` does."""
    _of_proposal(proposal, by)
    initiatives.rewrite(proposal, plan, _signer(by), _now(clock))


def act(proposal: UUID, what: str, *, by: int, clock: Clock | None = None) -> None:
    """Hand a proposal in (``submit``), ``withdraw`` it, or ``reopen`` it as a draft.

    Raises ``ProposalUnknown`` to who is no member and reads no draft, ``ProposalMoved``.
    """
    if what in DECISIONS:
        raise ProposalMoved(state=what)
    _of_proposal(proposal, by)
    initiatives.act(proposal, what, _signer(by), _now(clock))


def decide(proposal: UUID, what: str, reason: str, *, by: int, clock: Clock | None = None) -> None:
    """Accept or decline a proposal in one's own name, for a reason that everybody reads.

    ``what`` is ``accept`` or ``decline``. Raises ``ReasonMissing``, ``ProposalMoved``,
    ``ProposalUnknown``.
    """
    if what not in DECISIONS:
        raise ProposalMoved(state=what)
    said = checked_reason(reason)
    initiatives.act(proposal, what, _signer(by), _now(clock), reason=said)


def add_task(
    call: UUID,
    institution: UUID,
    errand: Errand,
    *,
    by: int,
    is_operator: bool = False,
    clock: Clock | None = None,
) -> int:
    """Write down what an institution is to do for a call, by which day.

    Its own members do, or who runs the site (``is_operator``). Raises ``NotOfInstitution``,
    ``CallUnknown``, ``ProposalUnfit``.
    """
    if not is_operator:
        _member(institution, by)
    subject = learners.subject_of(by)
    return initiatives.add_task(call, institution, errand, by=subject, now=_now(clock))


def set_task(
    key: int, state: str, *, by: int, is_operator: bool = False, clock: Clock | None = None
) -> None:
    """Say that a task is ``done``, ``dropped``, or ``open`` again. Idempotent.

    Raises ``NotOfInstitution``, ``TaskUnknown``.
    """
    if not is_operator:
        _member(initiatives.task(key).institution, by)
    if state not in set(TaskState):
        raise TaskUnknown
    subject = learners.subject_of(by)
    initiatives.set_task(key, TaskState(state), by=subject, now=_now(clock))


def suggest(title: str, text: str, *, by: int, clock: Clock | None = None) -> UUID:
    """Propose a theme that is missing; a moderator reads it before everybody does.

    Raises ``ProposalUnfit``, ``SuggestionsTooMany``.
    """
    return suggestions.suggest(title, text, by=learners.subject_of(by), now=_now(clock))


def suggestions_of(user_id: int) -> list[Suggestion]:
    """Return what a person suggested and what was answered. Two SELECTs."""
    return suggestions.of_person(learners.known_subject(user_id))


def take_back(key: UUID, *, by: int) -> None:
    """Take one's own suggestion back while it waits; raise ``SuggestionUnknown``."""
    suggestions.take_back(key, by=learners.known_subject(by))


def moderate(
    key: UUID,
    *,
    publish: bool,
    reason: str,
    theme_id: str = "",
    by: int,
    clock: Clock | None = None,
) -> None:
    """Publish a suggested theme or decline it; ``theme_id`` names the theme that it is already.

    Raises ``ReasonMissing``, ``SuggestionUnknown``, ``ThemeUnknown``.
    """
    said = checked_reason(reason)
    state = SuggestionState.PUBLISHED if publish else SuggestionState.DECLINED
    subject = learners.subject_of(by)
    suggestions.decide(key, state, said, theme_id, by=subject, now=_now(clock))


def competencies_named(told: Sequence[str]) -> list[UUID]:
    """Return the competencies that these addresses mean; raise ``ProposalUnfit`` for a stranger."""
    wanted = [one.strip() for one in told if one.strip()]
    known = matching.meant_by(wanted)
    if len(known) < len(set(wanted)):
        raise ProposalUnfit(field="competencies")
    return [known[one] for one in dict.fromkeys(wanted)]


def _member(institution: UUID, by: int) -> None:
    houses.one(institution)
    houses.ensure(institution, learners.known_subject(by))


def _of_proposal(proposal: UUID, by: int) -> None:
    """Raise ``ProposalUnknown`` for who is no member: a draft of others is not told of."""
    house = initiatives.house_of(proposal)
    if not houses.role_of(house, learners.known_subject(by)):
        raise ProposalUnknown


def _signer(user_id: int) -> Signer:
    person = platform().people.person(user_id)
    name = (person.name or person.username if person else "")[:255]
    return Signer(learners.subject_of(user_id), name)


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
