"""What follows a score once it is committed?

A worker recalculates the subsection that holds the block; the course's grade follows. It knows
no request; it is told the type of the event transaction that queued it. It repeats everything
even when nothing changed.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation

from host.courseware.grades import subsection
from host.courseware.models import BlockRow
from host.door.transactions import transaction_of


def after_commit(user_id: int, usage_key: str, told: str | None) -> None:
    """Queue the recalculation of the subsection that holds the block."""
    transaction.on_commit(lambda: recalculate(user_id, usage_key, told), robust=True)


def recalculate(user_id: int, usage_key: str, told: str | None) -> None:
    """Recalculate the subsection that holds the block, then tell it; the course follows."""
    user = get_user_model().objects.filter(pk=user_id).first()
    holder = subsection_of(usage_key)
    if user is None or holder is None:
        return
    with translation.override(None), transaction_of(told):
        grade = subsection.calculate(user, holder)
        subsection.tell(user, holder, grade)


def subsection_of(usage_key: str) -> BlockRow | None:
    """Return the subsection that is, or holds, the block; ``None`` outside of one."""
    row: Any = (
        BlockRow.objects.select_related("course", "parent__parent__parent")
        .filter(usage_key=usage_key)
        .first()
    )
    while row is not None and row.level != "subsection":
        row = row.parent
    return row
