"""How is a request of the table seen, held and moved?"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from agir_sponsorship.domain.aid import WAITING, AidState, AidUnknown, Need, moved
from agir_sponsorship.models import AidRequest, AidStep
from agir_sponsorship.solidarity.data import AidStepView, AidView


def held(request: UUID) -> AidRequest:
    """Return a request's row, held until the transaction ends; raise ``AidUnknown``."""
    if not AidRequest.objects.filter(pk=request).update(state=F("state")):
        raise AidUnknown(request=str(request))
    return AidRequest.objects.get(pk=request)


def move(
    row: AidRequest,
    wanted: AidState,
    now: datetime,
    *,
    reason: str = "",
    by: UUID | None = None,
) -> None:
    """Bring a held request to ``wanted`` and say why; raise ``AidStateRefused``."""
    moved(AidState(row.state), wanted)
    row.state, row.changed_at = wanted.value, now
    row.waiting = True if wanted in WAITING else None
    row.save()
    note(row, now, reason=reason, by=by)


def note(row: AidRequest, now: datetime, *, reason: str = "", by: UUID | None = None) -> None:
    """Write down where a request stands."""
    AidStep.objects.create(request=row, state=row.state, reason=reason, by=by, at=now)


def one(request: UUID) -> AidView:
    """Return a request with its steps; raise ``AidUnknown``. Two SELECTs."""
    row = AidRequest.objects.filter(pk=request).first()
    if row is None:
        raise AidUnknown(request=str(request))
    return view(row, with_steps=True)


def of_subject(subject: UUID) -> list[AidView]:
    """Return a learner's requests, newest first, with their steps."""
    rows = AidRequest.objects.filter(subject=subject).order_by("-asked_at", "id")
    return [view(row, with_steps=True) for row in rows.prefetch_related("steps")]


def queue() -> list[AidView]:
    """Return requests that wait for a person, oldest first, then grants to look at."""
    waiting = AidRequest.objects.filter(state__in=[one.value for one in WAITING])
    checked = AidRequest.objects.filter(is_checked=True).exclude(pk__in=waiting.values("pk"))
    return [view(row, with_steps=True) for row in (*waiting, *checked)]


def view(row: AidRequest, *, with_steps: bool = False) -> AidView:
    """Return a row as it is seen from outside."""
    steps = tuple(
        AidStepView(AidState(step.state), step.reason, step.by, step.at)
        for step in (row.steps.all() if with_steps else ())
    )
    return AidView(
        row.pk, row.subject, row.certification, Need(row.need), row.amount_minor, row.currency,
        AidState(row.state), row.automatic, row.is_checked, row.appeal, row.asked_at, steps,
    )  # fmt: skip
