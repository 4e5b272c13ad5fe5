"""The same work, for sites that schedule with Celery; commands do it as well (design: optional)."""

from uuid import UUID

from celery import shared_task

from agir_competencies import api
from agir_competencies.api import goals


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
