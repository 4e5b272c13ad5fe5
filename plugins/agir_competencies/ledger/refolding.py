"""Where does a learner stand once somebody decided otherwise, or no more?

Nothing new was shown: what counts is read, folded with the open override, and written whole. A
change of status is announced after the commit, as a change by a score is.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agir_competencies import rules
from agir_competencies.domain import identity
from agir_competencies.domain.mastery import DEMONSTRATED, standing
from agir_competencies.domain.override import overruled
from agir_competencies.ledger import held, rows
from agir_competencies.models import Competency, State
from agir_events.data import CompetencyStandingData
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN


def refold(subject: UUID, competency: Competency, now: datetime) -> None:
    """Write the state again; the caller's transaction holds the learner's lock.

    A state that would say nothing at all (no evidence, no override) is removed.
    """
    found = held.holdings({subject: {competency.pk}})
    pair = (subject, competency.pk)
    rule, override = rules.present([competency.pk]).of(competency.pk), found.overrides.get(pair)
    after = overruled(standing(found.placed[pair].values(), rule), override)
    key = identity.state_id(subject=subject, competency=competency.identifier)
    before = State.objects.filter(pk=key).values_list("status", flat=True).first()
    if override is None and not found.placed[pair]:
        State.objects.filter(pk=key).delete()
    else:
        row = rows.state_row(key, subject, competency.pk, after, rule, now)
        rows.upsert(State.objects, [rows.overridden(row, override)], rows.WHOLE_STATE)
    if (before == DEMONSTRATED) is after.is_demonstrated:
        return
    signal = COMPETENCY_DEMONSTRATED if after.is_demonstrated else COMPETENCY_WITHDRAWN
    told = CompetencyStandingData(
        subject=str(subject), competencies=[str(competency.identifier)], occurred_at=now
    )
    transaction.on_commit(lambda: signal.send_event(standing=told), robust=True)
