"""What may a course team do to a learner's score? Each act tells its cause.

The cause travels as on the platform: in the type of the event transaction.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from opaque_keys.edx.keys import CourseKey, UsageKey

from host.courseware.grades import chain, problem, subsection
from host.courseware.models import BlockRow, FieldValue, ProblemState
from host.courseware.runtime import HostRuntime
from host.door import transactions


class NothingToGrade(Exception):
    """The learner has not answered, or the block cannot be graded again."""


def override(user: Any, usage_key: str, earned: Decimal) -> None:
    """Put weighted points by hand in the place of the learner's score on a problem.

    ``earned`` is 0 to the points that the problem offers.
    """
    row = _row(usage_key)
    state = ProblemState.objects.filter(user_id=user.pk, usage_key=usage_key).first()
    offered = (state.possible if state else None) or row.possible or row.weight or Decimal(1)
    if not 0 <= earned <= offered:
        raise ValueError(f"points must lie between 0 and {offered}")
    with transactions.transaction_of(transactions.OVERRIDDEN):
        _set(user, row, earned, offered)


def regrade(user: Any, usage_key: str) -> None:
    """Grade the learner's last answer with the problem as it is now.

    Raises ``NothingToGrade`` where there is no answer or the block knows no re-grading.
    """
    row, key = _row(usage_key), UsageKey.from_string(usage_key)
    block = HostRuntime(CourseKey.from_string(row.course.key), user).block(key)
    rescore = getattr(block, "rescore", None)
    if rescore is None or not getattr(block, "done", True):
        raise NothingToGrade(usage_key)
    with transactions.transaction_of(transactions.RESCORED):
        rescore(only_if_higher=False)
        block.save()


def set_score(user: Any, usage_key: str, earned: Decimal, possible: Decimal) -> None:
    """Score the learner anew, as a re-grade whose outcome is known."""
    with transactions.transaction_of(transactions.RESCORED):
        _set(user, _row(usage_key), earned, possible)


def reset(user: Any, usage_key: str) -> None:
    """Give the attempts back; the answer and the score are kept, and nothing is said."""
    row, key = _row(usage_key), UsageKey.from_string(usage_key)
    block = HostRuntime(CourseKey.from_string(row.course.key), user).block(key)
    if "attempts" in block.fields:
        block.attempts = 0
        block.save()
    ProblemState.objects.filter(user_id=user.pk, usage_key=usage_key).update(attempts=0)


def delete(user: Any, usage_key: str) -> None:
    """Delete the answer and its score: ``score_deleted``, completion 0.0."""
    row = _row(usage_key)
    FieldValue.objects.filter(user_id=user.pk, block=usage_key).delete()
    problem.take_away(user, row, transactions.STATE_DELETED)


def override_subsection(user: Any, usage_key: str, earned: Decimal, possible: Decimal) -> None:
    """Put a subsection's grade by hand in force.

    The grade chain runs in the request, inside its transaction, as in the platform's gradebook.
    """
    _override_subsection(user, usage_key, (earned, possible))


def undo_subsection_override(user: Any, usage_key: str) -> None:
    """Let the subsection's own points count again."""
    _override_subsection(user, usage_key, None)


def _override_subsection(user: Any, usage_key: str, points: tuple[Decimal, Decimal] | None) -> None:
    told = transactions.SUBSECTION_OVERRIDDEN
    with transactions.transaction_of(told):
        subsection.set_override(user, _row(usage_key), points)
    chain.recalculate(user.pk, usage_key, told)


def perform(act: str, user: Any, usage_key: str, points: Decimal | None = None) -> None:
    """Do one act of the gradebook by its name; raise ``KeyError`` for an unknown one."""
    if act == "override":
        override(user, usage_key, Decimal(points or 0))
    else:
        {"regrade": regrade, "reset": reset, "delete": delete}[act](user, usage_key)


def _set(user: Any, row: BlockRow, earned: Decimal, possible: Decimal) -> None:
    """Send weighted points through the same way as an answer's raw ones."""
    weight, row.weight = row.weight, None
    problem.receive(user, row, {"value": earned, "max_value": possible})
    row.weight = weight


def _row(usage_key: str) -> BlockRow:
    return BlockRow.objects.select_related("course").get(usage_key=usage_key)
