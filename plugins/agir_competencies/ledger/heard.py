"""A score as the ledger takes it: checked, and reduced to a share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Final

from agir_competencies.domain.evidence import TAKEN_AWAY
from agir_competencies.domain.link import HEARD_KINDS, PART_KINDS
from agir_competencies.models import InboxEntry
from agir_kernel.errors import DomainError
from agir_kernel.figures import share
from agir_platform.ports import Score, ScoreCause

LONGEST_KEY: Final = 255


class ScoreAnonymous(DomainError):
    """Nobody in particular answered."""

    code: ClassVar[str] = "score_anonymous"


class ScoreUnusable(DomainError):
    """The score is of no known kind, has no date, no due part, or a key that is too long."""

    code: ClassVar[str] = "score_unusable"


class ScoreUnmeasured(DomainError):
    """There are no points, although the score was not taken away."""

    code: ClassVar[str] = "score_unmeasured"


@dataclass(frozen=True, slots=True)
class Heard:
    """One checked score; ``share`` is ``None`` exactly when it was taken away.

    ``part`` names a criterion or a line item of the object, '' for the object's own score.
    """

    user_id: int
    course_key: str
    object_key: str
    kind: str
    cause: ScoreCause
    share: Decimal | None
    occurred_at: datetime
    part: str = ""


def checked(score: Score) -> Heard:
    """Return ``score`` with its share; raise a ``DomainError`` naming what is wrong with it."""
    if isinstance(score.user_id, bool) or not isinstance(score.user_id, int) or score.user_id < 1:
        raise ScoreAnonymous
    keys = (score.course_key, score.usage_key)
    if score.kind not in HEARD_KINDS or any(not 0 < len(key) <= LONGEST_KEY for key in keys):
        raise ScoreUnusable
    if bool(score.part) != (score.kind in PART_KINDS) or len(score.part) > LONGEST_KEY:
        raise ScoreUnusable
    if score.occurred_at.tzinfo is None:
        raise ScoreUnusable
    cause = ScoreCause(score.cause)
    return Heard(
        score.user_id,
        score.course_key,
        score.usage_key,
        score.kind,
        cause,
        _share(score, cause),
        score.occurred_at,
        score.part,
    )


def _share(score: Score, cause: ScoreCause) -> Decimal | None:
    if cause in TAKEN_AWAY:
        return None
    if score.earned is None or score.possible is None:
        raise ScoreUnmeasured
    return share(score.earned, score.possible)


def of_entry(entry: InboxEntry) -> Heard:
    """Return what an inbox row holds."""
    return Heard(
        entry.user_id,
        entry.course_key,
        entry.object_key,
        entry.kind,
        ScoreCause(entry.cause),
        entry.share,
        entry.occurred_at,
        entry.part,
    )
