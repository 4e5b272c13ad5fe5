"""What does the rest of the suite hear of a change, and in which order?

First that evidence was recorded, then what is demonstrated, then what is no longer. One event
carries all competencies that changed by one fact. Then, where the site asks, the tracking log.
"""

from __future__ import annotations

from uuid import UUID

from agir_competencies.ledger.fold import Change, Step
from agir_competencies.xapi.telling import Happened, tell
from agir_events.data import CompetencyEvidenceData, CompetencyStandingData
from agir_events.signals import (
    COMPETENCY_DEMONSTRATED,
    COMPETENCY_EVIDENCE_RECORDED,
    COMPETENCY_WITHDRAWN,
)
from agir_platform.ports import ScoreCause


def announce(change: Change, *, again: bool = False) -> None:
    """Send the events of ``change``.

    ``again``: nobody knows whether a dead process announced it, so each standing that this score
    may have moved is said as it is now. Receivers are idempotent.
    """
    heard = change.heard
    COMPETENCY_EVIDENCE_RECORDED.send_event(
        evidence=CompetencyEvidenceData(
            subject=str(change.subject),
            course_key=heard.course_key,
            object_key=heard.object_key,
            kind=heard.kind,
            competencies=[str(step.identifier) for step in change.steps],
            occurred_at=heard.occurred_at,
        )
    )
    gained = [step.identifier for step in change.steps if _gained(step, again=again)]
    lost = [step.identifier for step in change.steps if _lost(step, change, again=again)]
    _say(COMPETENCY_DEMONSTRATED, change, gained)
    _say(COMPETENCY_WITHDRAWN, change, lost)
    _tell(change, again=again)


def _tell(change: Change, *, again: bool) -> None:
    """Tell the tracking log, which keeps history, of what this score moved and of no more.

    Said again, that is only what this score completed: where a process died between the commit
    and the announcement, a withdrawal may go untold, and nothing is told that did not happen.
    """
    heard = change.heard
    if not heard.course_key:  # a statement names the course it happened in
        return
    tell(
        Happened(
            heard.user_id,
            heard.course_key,
            heard.object_key,
            heard.occurred_at,
            heard.share,
            {step.identifier: step.after.estimate for step in change.steps},
            [step.identifier for step in change.steps if _completed(step, change, again=again)],
            [step.identifier for step in change.steps if _lost(step, change, again=False)],
        )
    )


def _completed(step: Step, change: Change, *, again: bool) -> bool:
    by_this = step.after.demonstrated_at == change.heard.occurred_at
    return _gained(step, again=again and by_this)


def _gained(step: Step, *, again: bool) -> bool:
    return step.after.is_demonstrated and (again or not step.before.is_demonstrated)


def _lost(step: Step, change: Change, *, again: bool) -> bool:
    """Tell whether a demonstration was taken away; an attempt alone never takes one."""
    if step.after.is_demonstrated:
        return False
    maybe = again and change.heard.cause is not ScoreCause.ATTEMPT
    return step.before.is_demonstrated or maybe


def _say(signal: object, change: Change, identifiers: list[UUID]) -> None:
    if identifiers:
        signal.send_event(  # type: ignore[attr-defined]
            standing=CompetencyStandingData(
                subject=str(change.subject),
                competencies=[str(one) for one in identifiers],
                occurred_at=change.heard.occurred_at,
            )
        )
