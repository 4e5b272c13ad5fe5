"""How do calls open, find their answer, and close?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from agir_catalogue.diversity.figures import Counted
from agir_catalogue.domain.call import (
    CallNotOpen,
    CallState,
    CallThere,
    CallUnknown,
    after_count,
)
from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.domain.themes.scheme import Theme
from agir_catalogue.models import Call, CallStep, CallSupport
from agir_events.data import CallData
from agir_events.signals import CALL_CHANGED


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a call at an instant; ``by`` is ``None`` where the counting decided."""

    state: CallState
    course_key: str
    reason: str
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CallView:
    """A call. ``course_key`` is the course that answered, ``reason`` why it was closed.

    ``supporters`` is how many people want a course on its theme.
    """

    id: UUID
    theme: Theme
    state: CallState
    course_key: str
    reason: str
    opened_at: datetime
    changed_at: datetime
    steps: tuple[Step, ...] = ()
    supporters: int = 0


def refresh(counted: Counted, now: datetime) -> list[CallView]:
    """Open, answer and reopen calls as the themes now stand; return those that changed.

    Idempotent. Two statements, and two for each that changed. One transaction.
    """
    with transaction.atomic():
        rows = {row.theme_id: row for row in Call.objects.select_for_update()}
        changed = []
        for line in counted.lines:
            row = rows.get(line.theme_id)
            before = CallState(row.state) if row else None
            after = after_count(before, line.covered)
            if after is None or after is before:
                continue
            if row is None:
                row = Call(theme_id=line.theme_id, opened_at=now)
            changed.append(_move(row, after, now, course_key=line.course_key))
    return changed


def decide(call_id: UUID, state: CallState, reason: str, *, by: UUID, now: datetime) -> CallView:
    """Close a call, or open it again, by a person who says why.

    Raises ``CallUnknown``, and ``CallThere`` where it stands there already. One transaction.
    """
    with transaction.atomic():
        row = Call.objects.select_for_update().filter(pk=call_id).first()
        if row is None:
            raise CallUnknown(call=str(call_id))
        if row.state == state:
            raise CallThere(state=state.value)
        return _move(row, state, now, reason=reason, by=by)


def every() -> list[CallView]:
    """Return all calls whose theme is still in a scheme, by state and age. One SELECT."""
    order = list(CallState)
    rows = Call.objects.annotate(supporters=Count("supports"))
    found = [_view(row) for row in rows if row.theme_id in BY_ID]
    return sorted(found, key=lambda one: (order.index(one.state), one.opened_at, one.theme.id))


def one(call_id: UUID) -> CallView:
    """Return a call with its steps; raise ``CallUnknown``. Two SELECTs."""
    row = Call.objects.annotate(supporters=Count("supports")).filter(pk=call_id).first()
    if row is None or row.theme_id not in BY_ID:
        raise CallUnknown(call=str(call_id))
    return _view(row, tuple(_step(step) for step in row.steps.all()))


def support(call_id: UUID, subject: UUID, now: datetime) -> None:
    """Say that somebody wants a course on this; saying it again is saying it once.

    Raises ``CallUnknown``, ``CallNotOpen``. Nothing is said of who it is.
    """
    row = Call.objects.filter(pk=call_id).first()
    if row is None:
        raise CallUnknown(call=str(call_id))
    if row.state != CallState.OPEN:
        raise CallNotOpen(state=row.state)
    CallSupport.objects.get_or_create(call=row, subject=subject, defaults={"at": now})


def stop_support(call_id: UUID, subject: UUID) -> None:
    """Take somebody's support back. Idempotent."""
    CallSupport.objects.filter(call_id=call_id, subject=subject).delete()


def is_supported(call_id: UUID, subject: UUID) -> bool:
    """Tell whether somebody supports a call. One SELECT."""
    return CallSupport.objects.filter(call_id=call_id, subject=subject).exists()


def forget(subject: UUID) -> None:
    """Delete what somebody who leaves supports, and their pseudonym elsewhere. Idempotent."""
    CallSupport.objects.filter(subject=subject).delete()
    CallStep.objects.filter(by=subject).update(by=None)


def supported(subject: UUID) -> list[dict[str, object]]:
    """Return what somebody supports, in values that ``json`` can write."""
    rows = CallSupport.objects.filter(subject=subject).select_related("call").order_by("at", "id")
    return [{"theme": row.call.theme_id, "at": row.at.isoformat()} for row in rows]


def exported(subject: UUID) -> list[dict[str, object]]:
    """Return what somebody decided of calls, in values that ``json`` can write."""
    rows = CallStep.objects.filter(by=subject).select_related("call")
    return [
        {
            "theme": row.call.theme_id,
            "state": row.state,
            "reason": row.reason,
            "at": row.at.isoformat(),
        }
        for row in rows
    ]


def _move(
    row: Call,
    state: CallState,
    now: datetime,
    *,
    course_key: str = "",
    reason: str = "",
    by: UUID | None = None,
) -> CallView:
    row.state, row.course_key, row.reason = state.value, course_key, reason
    row.changed_at = now
    row.save()
    CallStep.objects.create(
        call=row, state=state.value, course_key=course_key, reason=reason, by=by, at=now
    )
    transaction.on_commit(partial(_announce, row.pk, row.theme_id, state, now), robust=True)
    return _view(row)


def _announce(call: UUID, theme_id: str, state: CallState, now: datetime) -> None:
    CALL_CHANGED.send_event(
        call=CallData(call=str(call), theme=theme_id, state=state.value, occurred_at=now)
    )


def _view(row: Call, steps: tuple[Step, ...] = ()) -> CallView:
    return CallView(
        id=row.pk,
        theme=BY_ID[row.theme_id],
        state=CallState(row.state),
        course_key=row.course_key,
        reason=row.reason,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        steps=steps,
        supporters=getattr(row, "supporters", 0),
    )


def _step(row: CallStep) -> Step:
    return Step(CallState(row.state), row.course_key, row.reason, row.by, row.at)
