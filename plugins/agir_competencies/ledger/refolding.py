"""Where does a learner stand once somebody decided otherwise, or no more?

Nothing new was shown: what counts is read, folded with the open override, and written whole. A
change of status is announced after the commit, as a change by a score is.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agir_competencies import rules
from agir_competencies.domain import identity
from agir_competencies.domain.mastery import DEMONSTRATED, Mastery, standing
from agir_competencies.domain.override import overruled
from agir_competencies.ledger import held, rows
from agir_competencies.models import Override, State
from agir_competencies.xapi.telling import Happened, level, tell
from agir_events.data import CompetencyStandingData
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN
from agir_platform.learners import api as learners


def refold(decision: Override, now: datetime) -> None:
    """Write the state that ``decision`` opens or ends; the caller holds the learner's lock.

    A state that would say nothing at all (no evidence, no override) is removed.
    """
    subject, competency = decision.subject, decision.competency
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
    if (before == DEMONSTRATED) is not after.is_demonstrated:
        transaction.on_commit(lambda: _announce(decision, after, now), robust=True)


def _announce(decision: Override, after: Mastery, now: datetime) -> None:
    """Tell the suite, then the tracking log where the site asks, of a status that changed."""
    identifier = decision.competency.identifier
    signal = COMPETENCY_DEMONSTRATED if after.is_demonstrated else COMPETENCY_WITHDRAWN
    signal.send_event(
        standing=CompetencyStandingData(
            subject=str(decision.subject), competencies=[str(identifier)], occurred_at=now
        )
    )
    user_id = learners.user_of(decision.subject) if level() else None
    if user_id is None:
        return
    gained, lost = ([identifier], []) if after.is_demonstrated else ([], [identifier])
    key = f"override:{decision.pk}"
    estimates = {identifier: after.estimate}
    tell(Happened(user_id, decision.course_key, key, now, None, estimates, gained, lost))
