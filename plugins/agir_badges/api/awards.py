"""Awarding: by fact, and by walking everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from agir_badges import tasks
from agir_badges.announcing import announce
from agir_badges.awarding import candidates, decide, holdings, save
from agir_badges.data import Change
from agir_competencies import api as competencies
from agir_competencies.api.measured import measured


def award_for(subject: UUID, changed: Iterable[UUID], *, now: datetime) -> list[Change]:
    """Grant and withdraw what follows from a change of these competencies of one learner.

    ``now`` dates what changes. At most three statements: rules with awards, states, one upsert.
    Idempotent; events leave on commit. Authorisation is the caller's.
    """
    found = candidates(subject, changed)
    if not found:
        return []
    asked = set().union(*(one.asked() for one in found))
    decided = decide(subject, found, competencies.states(subject, asked), now)
    save(award for award, _ in decided)
    changes = [change for _, change in decided]
    if changes:
        transaction.on_commit(partial(announce, changes))
        tasks.after_awards(change.award for change in changes)
    return changes


def reconcile(*, now: datetime) -> list[Change]:
    """Bring every learner's awards to what the tables say, and return what changed.

    The twin of the receivers: a lost event costs until the next run and not a badge. At most
    three statements and one transaction a learner, learners read in pages. Idempotent.
    """
    changes: list[Change] = []
    for subject, shown in _everybody():
        with transaction.atomic():
            changes += award_for(subject, shown, now=now)
    return changes


def _everybody() -> Iterator[tuple[UUID, tuple[UUID, ...]]]:
    """Return who was measured on what, then who holds a badge for what they lost wholly."""
    last: UUID | None = None
    while page := measured(after=last):
        yield from page.items()
        last = next(reversed(page))
    yield from holdings()
