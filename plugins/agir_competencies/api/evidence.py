"""Evidence as others bring it in: heard, folded, swept, forgotten, handed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from agir_competencies.attesting import leaving as attesting_leaving
from agir_competencies.claiming import leaving as claiming_leaving
from agir_competencies.goals import leaving as goals_leaving
from agir_competencies.importing import leaving as imports_leaving
from agir_competencies.indicators import counting
from agir_competencies.ledger import delivery, inbox, leaving, presence
from agir_competencies.models import InboxEntry
from agir_competencies.selfchecks import leaving as selfchecks_leaving
from agir_competencies.stream.publish import publish
from agir_platform.ports import Completion, Score

GRACE: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class SweepOutcome:
    """``folded`` rows went home, ``failed`` stay for the next time, ``given_up`` need a person."""

    folded: int
    failed: int
    given_up: int


def receive(score: Score) -> None:
    """Hear one score; never raises, and costs one INSERT in the score's own transaction.

    Anonymous, unlinked and impossible scores (a boolean, not a number, outside 0..possible,
    nothing possible) are left aside with a counter. What is kept is folded when the transaction
    commits; whatever happens to this process then, the sweeper finds it.
    """
    entry = inbox.keep(score)
    if entry is not None:
        transaction.on_commit(lambda: _deliver(entry), robust=True)


def receive_presence(completion: Completion) -> None:
    """Hear that somebody was at a block; costs next to nothing where no link asks for it.

    Presence is shown among the evidence of a link of the kind ``completion`` and weighs nothing.
    """
    score = presence.score_of(completion)
    if score is not None:
        receive(score)


def _deliver(entry: InboxEntry) -> None:
    """Leave the row to a consumer of the site's stream, or fold it here where there is none."""
    if not publish(entry):
        delivery.deliver(entry)


def fold(entry_ids: Iterable[int]) -> int:
    """Fold these inbox rows, in order of arrival; return how many went home. Never raises."""
    entries = InboxEntry.objects.filter(pk__in=list(entry_ids)).order_by("id")
    return sum(delivery.deliver(entry, again=True) for entry in entries)


def sweep(limit: int = 500, *, older_than: timedelta = GRACE) -> SweepOutcome:
    """Fold and announce again what waits longer than ``older_than``. Idempotent."""
    outcomes = [delivery.deliver(row, again=True) for row in delivery.waiting(limit, older_than)]
    given_up = InboxEntry.objects.filter(tries__gte=delivery.MOST_TRIES).count()
    return SweepOutcome(sum(outcomes), len(outcomes) - sum(outcomes), given_up)


def try_again() -> int:
    """Let the sweeper try what it gave up; return how many rows."""
    return InboxEntry.objects.filter(tries__gte=delivery.MOST_TRIES).update(tries=0)


def forget(subject: UUID) -> None:
    """Delete what is held of a learner, goals too; numbers without names remain. Idempotent."""
    goals_leaving.forget(subject)
    selfchecks_leaving.forget(subject)
    imports_leaving.forget(subject)
    attesting_leaving.forget(subject)
    claiming_leaving.forget(subject)
    counting.leave(subject)
    leaving.forget(subject)


def export(subject: UUID) -> dict[str, Any]:
    """Return what is held of a learner, in values that ``json`` can write."""
    return (
        leaving.export(subject)
        | attesting_leaving.export(subject)
        | {
            "goals": goals_leaving.export(subject),
            "self_assessments": selfchecks_leaving.export(subject),
            "counted": counting.export(subject),
            "imports": imports_leaving.export(subject),
            "claims": claiming_leaving.export(subject),
        }
    )
