"""What do badges do when a competency moves?

A receiver never raises: what it misses, ``api.reconcile`` finds at night. New evidence is heard
as well as a change of status, because a badge may ask for an estimate or a certainty that rises
without one. One fact sends both, evidence first; it is judged once.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agir_badges import api, tasks
from agir_events.data import CompetencyEvidenceData, CompetencyStandingData
from agir_platform import contexts

log = logging.getLogger(__name__)


class LastFact(threading.local):
    """The fact that this thread judged last, until the change of status it caused was heard."""

    subject = ""
    occurred_at: datetime | None = None
    competencies: frozenset[str] = frozenset()

    def keep(self, evidence: CompetencyEvidenceData) -> None:
        """Remember a fact that was just judged."""
        self.subject, self.occurred_at = evidence.subject, evidence.occurred_at
        self.competencies = frozenset(evidence.competencies)

    def covers(self, standing: CompetencyStandingData) -> bool:
        """Tell whether ``standing`` is part of the fact; each competency is covered once."""
        same = (self.subject, self.occurred_at) == (standing.subject, standing.occurred_at)
        if not same or not self.competencies.issuperset(standing.competencies):
            return False
        self.competencies -= frozenset(standing.competencies)
        return True


_last = LastFact()


def on_evidence(evidence: CompetencyEvidenceData, **_: Any) -> None:
    """Hear new evidence."""
    if _judged(evidence.subject, evidence.competencies, evidence.occurred_at):
        _last.keep(evidence)
    if contexts.is_on("badges"):
        tasks.after_evidence(evidence.subject, evidence.competencies)


def on_standing(standing: CompetencyStandingData, **_: Any) -> None:
    """Hear that competencies were demonstrated, or are demonstrated no more."""
    if not _last.covers(standing):
        _judged(standing.subject, standing.competencies, standing.occurred_at)
    if contexts.is_on("badges"):
        tasks.after_skills(standing.subject, standing.competencies)


def _judged(subject: str, competencies: list[str], occurred_at: datetime) -> bool:
    """Award what follows; ``False`` when badges are off or the attempt failed."""
    if not contexts.is_on("badges"):
        return False
    try:
        with transaction.atomic():
            api.award_for(UUID(subject), [UUID(one) for one in competencies], now=occurred_at)
    except Exception:
        log.exception("Badges of one learner wait for agir_reconcile_badges")
        return False
    return True
