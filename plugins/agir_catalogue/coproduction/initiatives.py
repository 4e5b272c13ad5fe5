"""What do institutions propose to a call, who decided what, and who is to do what?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from agir_catalogue.domain import initiative as rules
from agir_catalogue.domain.call import CallNotOpen, CallState, CallUnknown
from agir_catalogue.domain.initiative import (
    ProposalState,
    ProposalUnfit,
    ProposalUnknown,
    TaskState,
    TaskUnknown,
)
from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.models import (
    Call,
    InitiativeTask,
    Institution,
    Proposal,
    ProposalStep,
)

PUBLIC: Final = tuple(one.value for one in ProposalState if one is not ProposalState.DRAFT)
WRITABLE: Final = (ProposalState.DRAFT, ProposalState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is proposed, as typed; ``competencies`` are identifiers that the caller has checked."""

    title: str
    text: str
    competencies: Sequence[UUID] = ()
    themes: Sequence[str] = ()
    starts: str = ""
    ready: str = ""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done by which day (ISO 8601, '' for no day), as typed."""

    title: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who acts, and the name that a decision is signed with."""

    subject: UUID
    name: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step of a proposal; ``name`` is told for decisions alone."""

    act: str
    reason: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with its history, the first step first."""

    id: UUID
    call: UUID
    institution: UUID
    state: ProposalState
    title: str
    text: str
    competencies: tuple[UUID, ...]
    themes: tuple[str, ...]
    starts_on: date | None
    ready_on: date | None
    at: datetime
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task of an institution; ``due_on`` is ``None`` where nobody said when."""

    id: int
    call: UUID
    institution: UUID
    title: str
    due_on: date | None
    state: TaskState


def proposals(call: UUID, houses: Iterable[UUID]) -> list[ProposalView]:
    """Return a call's proposals: the public ones, and drafts of ``houses``. Two SELECTs."""
    rows = Proposal.objects.filter(call_id=call)
    return _views(rows.filter(Q(state__in=PUBLIC) | Q(institution_id__in=list(houses))))


def of_house(institution: UUID, *, drafts: bool) -> list[ProposalView]:
    """Return an institution's proposals to every call. Two SELECTs."""
    rows = Proposal.objects.filter(institution_id=institution)
    return _views(rows if drafts else rows.filter(state__in=PUBLIC))


def house_of(proposal: UUID) -> UUID:
    """Return whose proposal it is; raise ``ProposalUnknown``. One SELECT."""
    found = Proposal.objects.filter(pk=proposal).values_list("institution_id", flat=True).first()
    if found is None:
        raise ProposalUnknown
    return found


def write(call: UUID, institution: UUID, plan: Plan, by: Signer, now: datetime) -> UUID:
    """Begin a draft; raise ``CallUnknown``, ``CallNotOpen``, ``ProposalUnfit``."""
    _open_call(call)
    with transaction.atomic():
        row = Proposal.objects.create(
            call_id=call, institution_id=institution, by=by.subject, at=now, **_fit(plan)
        )
        _step(row.pk, "written", by, now)
    return row.pk


def rewrite(proposal: UUID, plan: Plan, by: Signer, now: datetime) -> None:
    """Change a proposal that nobody decided on yet; raise ``ProposalMoved``, ``ProposalUnfit``."""
    told = _fit(plan)
    with transaction.atomic():
        rows = Proposal.objects.filter(pk=proposal, state__in=WRITABLE)
        if not rows.update(**told):
            _moved(proposal, "")
        _step(proposal, "changed", by, now)


def act(proposal: UUID, what: str, by: Signer, now: datetime, *, reason: str = "") -> None:
    """Hand in, withdraw, reopen, accept or decline; raise ``ProposalMoved``, ``ProposalUnknown``.

    A decision says why: ``reason`` is checked by the caller.
    """
    before, after = rules.MOVES.get(what, ((), ProposalState.DRAFT))
    with transaction.atomic():
        rows = Proposal.objects.filter(pk=proposal, state__in=before)
        if not rows.update(state=after):
            _moved(proposal, what)
        _step(proposal, what, by, now, reason=reason)


def tasks(*, call: UUID | None = None, institution: UUID | None = None) -> list[TaskView]:
    """Return the tasks of a call, of an institution, or of one in the other. One SELECT."""
    rows = InitiativeTask.objects.all()
    if call is not None:
        rows = rows.filter(call_id=call)
    if institution is not None:
        rows = rows.filter(institution_id=institution)
    found = [
        TaskView(
            row.pk, row.call_id, row.institution_id, row.title, row.due_on, TaskState(row.state)
        )
        for row in rows
    ]
    order = list(TaskState)
    return sorted(found, key=lambda one: (order.index(one.state), one.due_on or date.max, one.id))


def add_task(call: UUID, institution: UUID, errand: Errand, *, by: UUID, now: datetime) -> int:
    """Write down what an institution is to do; raise ``CallUnknown``, ``ProposalUnfit``."""
    if not Call.objects.filter(pk=call).exists():
        raise CallUnknown(call=str(call))
    if not Institution.objects.filter(pk=institution).exists():
        raise ProposalUnfit(field="institution")
    due_on, _ = rules.dates_of(errand.due, "")
    row = InitiativeTask.objects.create(
        call_id=call, institution_id=institution, title=rules.title_of(errand.title), due_on=due_on,
        by=by, at=now,
    )  # fmt: skip
    return row.pk


def task(key: int) -> TaskView:
    """Return a task; raise ``TaskUnknown``. One SELECT."""
    row = InitiativeTask.objects.filter(pk=key).first()
    if row is None:
        raise TaskUnknown
    return TaskView(
        row.pk, row.call_id, row.institution_id, row.title, row.due_on, TaskState(row.state)
    )


def set_task(key: int, state: TaskState, *, by: UUID, now: datetime) -> None:
    """Close a task, or open it again. Idempotent. Raises ``TaskUnknown``."""
    is_open = state is TaskState.OPEN
    facts = {"closed_by": None if is_open else by, "closed_at": None if is_open else now}
    if not InitiativeTask.objects.filter(pk=key).update(state=state, **facts):
        raise TaskUnknown


def _open_call(key: UUID) -> None:
    state = Call.objects.filter(pk=key).values_list("state", flat=True).first()
    if state is None:
        raise CallUnknown(call=str(key))
    if state != CallState.OPEN:
        raise CallNotOpen(state=state)


def _fit(plan: Plan) -> dict[str, object]:
    starts_on, ready_on = rules.dates_of(plan.starts, plan.ready)
    competencies = [str(one) for one in dict.fromkeys(plan.competencies)]
    themes = list(dict.fromkeys(plan.themes))
    if len(competencies) > rules.MOST_COMPETENCIES:
        raise ProposalUnfit(field="competencies")
    if len(themes) > rules.MOST_THEMES or any(one not in BY_ID for one in themes):
        raise ProposalUnfit(field="themes")
    return {
        "title": rules.title_of(plan.title),
        "text": rules.text_of(plan.text),
        "competencies": competencies,
        "themes": themes,
        "starts_on": starts_on,
        "ready_on": ready_on,
    }


def _moved(proposal: UUID, what: str) -> None:
    """Raise why nothing was updated."""
    state = Proposal.objects.filter(pk=proposal).values_list("state", flat=True).first()
    if state is None:
        raise ProposalUnknown
    rules.moved(ProposalState(state), what)
    raise rules.ProposalMoved(state=state)


def _step(proposal: UUID, what: str, by: Signer, now: datetime, *, reason: str = "") -> None:
    ProposalStep.objects.create(
        proposal_id=proposal, act=what, reason=reason, by=by.subject,
        by_name=by.name if what in rules.DECISIONS else "", at=now,
    )  # fmt: skip


def _views(rows: QuerySet[Proposal]) -> list[ProposalView]:
    return [
        ProposalView(
            id=row.pk,
            call=row.call_id,
            institution=row.institution_id,
            state=ProposalState(row.state),
            title=row.title,
            text=row.text,
            competencies=tuple(map(UUID, row.competencies)),
            themes=tuple(row.themes),
            starts_on=row.starts_on,
            ready_on=row.ready_on,
            at=row.at,
            steps=tuple(Step(one.act, one.reason, one.by_name, one.at) for one in row.steps.all()),
        )
        for row in rows.prefetch_related("steps")
    ]
