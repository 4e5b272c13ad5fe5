"""The same work, for sites that schedule with Celery; commands do it as well (design: optional)."""

from typing import Final
from uuid import UUID

from celery import shared_task

from agir_competencies import api
from agir_competencies.api import goals, imports, rules
from agir_platform import queueing

SLICE_SECONDS: Final = 20


@shared_task
def sweep_inbox() -> dict[str, int]:
    """Fold and announce what waits in the inbox."""
    outcome = api.sweep()
    return {"folded": outcome.folded, "failed": outcome.failed, "given_up": outcome.given_up}


@shared_task
def reconcile_evidence() -> dict[str, int]:
    """Record stored scores that nobody heard."""
    outcome = api.reconcile()
    return {"seen": outcome.seen, "recorded": outcome.recorded}


@shared_task
def settle_goals(subject: str, competencies: list[str]) -> int:
    """Settle the open goals of a learner that ask for these competencies."""
    return goals.settle(UUID(subject), competencies)


@shared_task
def settle_rules() -> dict[str, int]:
    """Carry a change of rule through, a slice at a time, so that no worker is held for long."""
    outcome = rules.settle_rules(seconds=SLICE_SECONDS)
    if outcome.done and rules.unsettled():
        after_rule()
    return {"done": outcome.done}


def after_rule() -> None:
    """Settle once the transaction is committed. Never raises."""
    queueing.later(settle_rules, twin="agir_change_rule --resume")


@shared_task
def work_on_import(job: str) -> str:
    """Plan or apply the import that waits; a second worker finds nothing to do."""
    return imports.work(UUID(job))


def after_import(job: UUID) -> None:
    """Work on an import once the transaction is committed. Never raises."""
    queueing.later(work_on_import, str(job), twin="its page, which offers to go on")
