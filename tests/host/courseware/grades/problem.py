"""What happens when a scored block publishes a grade, or somebody takes one away?

In the request and its transaction: the stored score, the completion, the score signals. After
the commit, as a worker would: the grade chain.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from host.courseware import completion
from host.courseware.grades import chain
from host.courseware.models import BlockRow, ProblemState
from host.door import signals
from host.door.transactions import SUBMITTED, get_event_transaction_type, transaction_of

TABLE = "csm"


def weighted(earned: Decimal, possible: Decimal, weight: Decimal | None) -> tuple[Decimal, Decimal]:
    """Return weighted points: raw 1 of 2 with weight 3 is 1.5 of 3; no weight leaves them raw."""
    if weight is None or possible == 0:
        return earned, possible
    return earned * weight / possible, weight


def receive(user: Any, row: BlockRow, event: dict[str, Any], attempts: int | None = None) -> None:
    """Take a ``grade`` event of a block: ``value`` of ``max_value``, both raw.

    With ``only_if_higher`` a share that is not higher changes nothing, as on the platform.
    Nobody's grades (an anonymous visitor) are dropped.
    """
    if user is None or not user.pk or event.get("value") is None:
        return
    raw = Decimal(str(event["value"])), Decimal(str(event["max_value"]))
    earned, possible = weighted(*raw, row.weight)
    state = ProblemState.objects.filter(user_id=user.pk, usage_key=row.usage_key).first()
    if event.get("only_if_higher") and not _is_higher(state, earned, possible):
        return
    now = timezone.now()
    state = state or ProblemState(user_id=user.pk, usage_key=row.usage_key, course=row.course)
    state.earned, state.possible, state.modified = earned, possible, now
    if attempts is not None:
        state.attempts = attempts
    state.save()
    told = get_event_transaction_type() or SUBMITTED
    with transaction_of(told):
        completion.submit(user, row.usage_key, 1.0)
        _tell(user, row, raw, (earned, possible), now, event.get("only_if_higher"))
    chain.after_commit(user.pk, row.usage_key, told)


def take_away(user: Any, row: BlockRow, transaction: str) -> None:
    """Forget the learner's score on a block: the signal says ``score_deleted``, completion 0.0."""
    ProblemState.objects.filter(user_id=user.pk, usage_key=row.usage_key).delete()
    nothing = Decimal(0), Decimal(0)
    with transaction_of(transaction):
        completion.submit(user, row.usage_key, 0.0)
        _tell(user, row, nothing, nothing, timezone.now(), None, is_deleted=True)
    chain.after_commit(user.pk, row.usage_key, transaction)


def _is_higher(state: ProblemState | None, earned: Decimal, possible: Decimal) -> bool:
    if state is None or not state.possible or state.earned is None:
        return True
    return bool(possible) and earned / possible > state.earned / state.possible


def _tell(
    user: Any,
    row: BlockRow,
    raw: tuple[Decimal, Decimal],
    points: tuple[Decimal, Decimal],
    modified: datetime,
    only_if_higher: bool | None,
    *,
    is_deleted: bool = False,
) -> None:
    """Send the score signals with the platform's payloads, in its order."""
    shared = {
        "user_id": user.pk,
        "course_id": row.course.key,
        "usage_id": row.usage_key,
        "only_if_higher": only_if_higher,
        "modified": modified,
        "score_db_table": TABLE,
        "score_deleted": is_deleted,
    }
    signals.PROBLEM_WEIGHTED_SCORE_CHANGED.send(
        sender=None,
        weighted_earned=_plain(points[0]),
        weighted_possible=_plain(points[1]),
        **shared,
    )
    signals.PROBLEM_RAW_SCORE_CHANGED.send(
        sender=None,
        raw_earned=_plain(raw[0]),
        raw_possible=_plain(raw[1]),
        weight=None if row.weight is None else _plain(row.weight),
        **shared,
    )
    if not is_deleted:
        signals.SCORE_PUBLISHED.send(
            sender=None,
            block=row,
            user=user,
            raw_earned=_plain(raw[0]),
            raw_possible=_plain(raw[1]),
            only_if_higher=only_if_higher,
            score_db_table=TABLE,
        )


def _plain(points: Decimal) -> float:
    """Return the figure as the platform carries it: a float."""
    return float(points)
