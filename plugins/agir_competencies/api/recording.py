"""Evidence that no score of the platform tells of: attested, accepted, concluded.

Who may: none of these functions asks; whoever calls has asked who may say it of whom.
"""

from __future__ import annotations

from collections.abc import Sequence

from agir_competencies.domain.link import RECORDED_KINDS
from agir_competencies.ledger import recording
from agir_competencies.ledger.recording import Observation, ObservationUnusable

__all__ = ["RECORDED_KINDS", "Observation", "ObservationUnusable", "record"]


def record(observations: Sequence[Observation]) -> int:
    """Append what was observed, move standings, announce on commit; return the rows written.

    One transaction, all or nothing. Idempotent: what the ledger has, by (subject, competency,
    object, kind, cause, occurred_at, share), writes and announces nothing. In any order of
    hearing the tables end the same. A withdrawal is an observation of the same object with the
    cause ``DELETION`` or ``RESET`` and no share. Learners who have left are left out.

    Some ten statements, whatever the number of observations. Raises ``ObservationUnusable``
    (fact ``reason``: kind, competency, object_key, course_key, share, weight, occurred_at).
    """
    return recording.record(observations)
