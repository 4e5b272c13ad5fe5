"""What would the ledger hold of a learner who gets these scores?

Current evidence that nobody has, for the ledger's own fold (``mastery.standing``): each answer is
a first attempt, a second after the one before it. Nothing here rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from agir_competencies.domain.evidence import Current
from agir_competencies.domain.mastery import Placed

STEP: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Answer:
    """A score on one linked block: ``share`` 0 to 1 with six decimals, ``weight`` its link's."""

    object_key: str
    kind: str
    share: Decimal
    weight: Decimal


def placed(answers: Sequence[Answer], begun_at: datetime) -> list[Placed]:
    """Return the current evidence that ``answers`` would be, in the order in which they come.

    ``begun_at`` is aware; a rule that was replaced before it says nothing of them any more.
    """
    return [_placed(at, answer, begun_at + STEP * at) for at, answer in enumerate(answers)]


def _placed(at: int, answer: Answer, moment: datetime) -> Placed:
    key = UUID(int=at)
    current = Current(
        share=answer.share,
        weight=answer.weight,
        first_at=moment,
        scored_at=moment,
        based_at=None,
        last_at=moment,
        evidence_id=key,
    )
    return Placed(key, answer.object_key, current, answer.kind)
