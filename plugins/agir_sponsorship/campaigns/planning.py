"""How does a campaign begin, and how do people stop it?"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction

from agir_platform import covenants
from agir_sponsorship.campaigns import acts, holding
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.refusals import CampaignNotOpen, PromiseMissing
from agir_sponsorship.domain.campaign import (
    ACTS,
    FUNDED_STATES,
    MAY_HOLD,
    CampaignUnfit,
    Kind,
    Plan,
    State,
    ensure_fit,
)
from agir_sponsorship.domain.machine import TransitionRefused, moved
from agir_sponsorship.models import Campaign, Milestone

_ASK_WHY: Final = frozenset({"reject", "withdraw", "fail", "hold"})


@transaction.atomic
def create(plan: Plan, done: Done) -> UUID:
    """Write a draft; raise ``CampaignUnfit``, ``AmountUnfit`` or ``CurrencyUnknown``."""
    ensure_fit(plan)
    row = Campaign.objects.create(created_at=done.at, **_columns(plan))
    _steps(row, plan)
    acts.note("campaign", row.id, act="create", states=("", row.state), done=done)
    return row.id


@transaction.atomic
def change(identifier: UUID, plan: Plan, done: Done) -> None:
    """Write a draft anew, whole; raise ``TransitionRefused`` for what is no draft any more."""
    ensure_fit(plan)
    row = holding.campaign(identifier)
    if row.state != State.DRAFT:
        raise TransitionRefused(act="change", state=row.state)
    Campaign.objects.filter(id=identifier).update(**_columns(plan))
    row.milestones.all().delete()
    _steps(row, plan)
    acts.note("campaign", row.id, act="change", states=(row.state, row.state), done=done)


@transaction.atomic
def promise(identifier: UUID, done: Done) -> None:
    """Sign that the course to be made will keep the free-track covenant. Idempotent."""
    row = holding.campaign(identifier)
    if row.promise is None:
        row.promise = uuid4()
        row.save(update_fields=["promise"])
        acts.note("campaign", row.id, act="promise", states=(row.state, row.state), done=done)


@transaction.atomic
def act(identifier: UUID, name: str, done: Done) -> str:
    """Carry out an act of ``domain.campaign`` that people do; return the state after.

    ``submit``, ``approve``, ``reject``, ``withdraw``, ``start``, ``fail``, ``hold``, ``resume``.
    Approving asks the covenant: ``CovenantNotKept``, ``CovenantSilent`` (an operator's override
    counts), or ``PromiseMissing`` while the course is to be made. ``TransitionRefused`` for an act
    that does not start here, ``ReasonMissing`` for one that asks why.
    """
    row = holding.campaign(identifier)
    if name in _ASK_WHY:
        acts.ensure_reason(done)
    after = _after(row, name)
    if name == "approve":
        _ensure_activable(row, done)
    before, row.state = row.state, after
    row.held_from = before if name == "hold" else ""
    row.save(update_fields=["state", "held_from"])
    acts.note("campaign", row.id, act=name, states=(before, after), done=done)
    return after


@transaction.atomic
def name_course(identifier: UUID, course_key: str, done: Done) -> None:
    """Name the course that was made; raise ``CampaignUnfit`` for no course key."""
    if not re.fullmatch(r"course-v1:[^\s/+]+\+[^\s/+]+\+[^\s/+]+", course_key):
        raise CampaignUnfit(field="course")
    row = holding.campaign(identifier)
    if row.kind != Kind.CREATE or row.state not in FUNDED_STATES:
        raise TransitionRefused(act="name_course", state=row.state)
    row.course_key = course_key[:255]
    row.save(update_fields=["course_key"])
    acts.note("campaign", row.id, act="name_course", states=(row.state, row.state), done=done)


def _after(row: Campaign, name: str) -> str:
    if name == "hold" and row.state in MAY_HOLD:
        return State.ON_HOLD.value
    if name == "resume" and row.state == State.ON_HOLD:
        return row.held_from
    if name not in ("submit", "approve", "reject", "withdraw", "start", "fail"):
        raise TransitionRefused(act=name[:20], state=row.state)
    return str(moved(ACTS, State(row.state), name))


def _ensure_activable(row: Campaign, done: Done) -> None:
    if row.closes_at <= done.at:
        raise CampaignNotOpen
    if row.course_key:
        covenants.ensure_kept(row.course_key)
    elif row.kind == Kind.CREATE and row.promise is None:
        raise PromiseMissing


def _columns(plan: Plan) -> dict[str, object]:
    return {
        "kind": plan.kind.value,
        "mode": plan.mode.value,
        "title": plan.title.strip(),
        "summary": plan.summary.strip(),
        "course_key": plan.course_key,
        "subject": plan.subject.strip(),
        "call": plan.call,
        "partner_name": plan.partner_name.strip(),
        "partner_url": plan.partner_url,
        "currency": plan.currency,
        "goal_minor": plan.goal_minor,
        "minimum_minor": plan.minimum_minor,
        "opens_at": plan.opens_at,
        "closes_at": plan.closes_at,
    }


def _steps(row: Campaign, plan: Plan) -> None:
    Milestone.objects.bulk_create(
        Milestone(
            campaign=row,
            position=at,
            title=step.title.strip(),
            deliverable=step.deliverable.strip(),
            amount_minor=step.amount_minor,
        )
        for at, step in enumerate(plan.steps)
    )
