"""The work that no learner waits for: signing what was awarded, and following what was lost.

Each has a twin, ``agir_reconcile_badges``, which finds what a lost task left undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings

from agir_badges.issuing import corrections, skills, telling, walk
from agir_badges.issuing.settle import current_desk
from agir_kernel.clock import SystemClock
from agir_platform import queueing


@shared_task
def settle_awards(awards: list[str]) -> None:
    """Bring the documents of these awards to what the awards say.

    Other plugins hear of a badge by its document; on a site without a key, by its award.
    """
    names = [UUID(one) for one in awards]
    walk.settle(names, now=SystemClock().now())
    telling.tell_unsigned(names)


@shared_task
def settle_skills(subject: str, competencies: list[str]) -> None:
    """Bring what a learner claimed of these competencies to what they show."""
    now = SystemClock().now()
    changed = [UUID(one) for one in competencies]
    skills.moved(UUID(subject), changed, desk=current_desk(now), now=now)


@shared_task
def correct_results(subject: str, competencies: list[str]) -> None:
    """Bring the results that a learner shows of these competencies to what they are."""
    changed = [UUID(one) for one in competencies]
    corrections.moved(UUID(subject), changed, desk=current_desk(SystemClock().now()))


def after_awards(awards: Iterable[UUID]) -> None:
    """Settle these awards once the transaction is committed. Costs no statement, never raises."""
    _later(settle_awards, [str(one) for one in awards])


def after_skills(subject: str, competencies: Iterable[str]) -> None:
    """Settle what a learner claimed of these competencies, as ``after_awards`` does."""
    if _signs():
        _later(settle_skills, subject, list(competencies))


def after_evidence(subject: str, competencies: Iterable[str]) -> None:
    """Correct what a learner shows of these competencies, as ``after_awards`` does."""
    if _signs():
        _later(correct_results, subject, list(competencies))


def _signs() -> bool:
    """Tell whether the site names keys, without a statement."""
    return bool(getattr(settings, "AGIR_SIGNING_KEYS", None))


def _later(task: Any, *arguments: Any) -> None:
    queueing.later(task, *arguments, twin="agir_reconcile_badges")
