"""The work that no learner waits for: signing what was awarded, and following what was lost.

Each has a twin, ``agir_reconcile_badges``, which finds what a lost task left undone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.db import transaction

from agir_badges.issuing import skills, walk
from agir_badges.issuing.settle import current_desk
from agir_kernel.clock import SystemClock

log = logging.getLogger(__name__)


@shared_task
def settle_awards(awards: list[str]) -> None:
    """Bring the documents of these awards to what the awards say."""
    walk.settle([UUID(one) for one in awards], now=SystemClock().now())


@shared_task
def settle_skills(subject: str, competencies: list[str]) -> None:
    """Bring what a learner claimed of these competencies to what they show."""
    now = SystemClock().now()
    changed = [UUID(one) for one in competencies]
    skills.moved(UUID(subject), changed, desk=current_desk(now), now=now)


@shared_task
def reconcile_credentials() -> None:
    """Do all that waits."""
    walk.issue_all(now=SystemClock().now())


def after_awards(awards: Iterable[UUID]) -> None:
    """Settle these awards once the transaction is committed. Costs no statement, never raises."""
    _later(settle_awards, [str(one) for one in awards])


def after_skills(subject: str, competencies: Iterable[str]) -> None:
    """Settle what a learner claimed of these competencies, as ``after_awards`` does."""
    _later(settle_skills, subject, list(competencies))


def _later(task: Any, *arguments: Any) -> None:
    if getattr(settings, "AGIR_SIGNING_KEYS", None):
        transaction.on_commit(partial(_queue, task, *arguments))


def _queue(task: Any, *arguments: Any) -> None:
    """Hand the work to Celery; a site without a worker does it here."""
    try:
        if getattr(settings, "CELERY_TASK_ALWAYS_EAGER", False):
            task.apply(args=arguments, throw=True)
        else:
            task.apply_async(args=arguments, retry=False)
    except Exception:
        log.exception("Signing waits for agir_reconcile_badges")
