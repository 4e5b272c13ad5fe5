"""What keeps standings true; for commands, tasks and operators. None belongs in a request."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from agir_competencies.upkeep import recompute as recomputing
from agir_competencies.upkeep import reconcile as reconciling
from agir_competencies.upkeep import verify as verifying
from agir_competencies.upkeep.recompute import Recomputation
from agir_competencies.upkeep.reconcile import BackfillPlan, Reconciliation
from agir_competencies.upkeep.verify import Verification


def verify(*, most: int = 100) -> Verification:
    """Replay every ledger and compare with what is stored; write nothing.

    A state made under a rule that was replaced since is stale, not wrong: it is replayed under
    its own rule. At most ``most`` differences are returned.
    """
    return verifying.verify(most)


def recompute(
    *, dry_run: bool = True, competencies: Collection[UUID] | None = None
) -> Recomputation:
    """Judge all evidence by the rules of today; a dry run tells who would gain or lose.

    ``competencies`` limits it, by identifier. Resumable by running it again: what was written
    differs no more. One short transaction a learner that differs.
    """
    return recomputing.recompute(dry_run=dry_run, only=competencies)


def reconcile() -> Reconciliation:
    """Record stored scores that nobody heard, from the watermark on; remove nothing.

    An answer older than its link is left to ``apply_backfill``. Idempotent.
    """
    return reconciling.reconcile()


def plan_backfill(course_key: str) -> BackfillPlan:
    """Tell what earlier answers of a course its links would count; raise ``CourseUnknown``."""
    return reconciling.plan_backfill(course_key)


def apply_backfill(course_key: str) -> Reconciliation:
    """Count earlier answers of a course; stopped half way, it resumes. Raise ``CourseUnknown``."""
    return reconciling.apply_backfill(course_key)
