"""A manager's duties as a calendar, behind a secret address that opens nothing else."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID

from agir_certification.api import duties, managers, repertoire
from agir_certification.domain.calendar_feed import DueDay, feed
from agir_certification.domain.hours import paris_day
from agir_certification.duties.log import DutyView
from agir_certification.models import CalendarKey
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.select import platform

__all__ = ["codes_of", "file", "new_secret", "since"]


def new_secret(subject: UUID, *, clock: Clock | None = None) -> str:
    """Return a new secret for a manager's calendar; it is told once, and the old one ends."""
    made = secrets.token_urlsafe(32)
    CalendarKey.objects.update_or_create(
        subject=subject,
        defaults={"digest": _digest(made), "made_at": (clock or SystemClock()).now()},
    )
    return made


def since(subject: UUID) -> datetime | None:
    """Return when the calendar address of a manager was made, ``None`` without one."""
    return CalendarKey.objects.filter(subject=subject).values_list("made_at", flat=True).first()


def file(secret: str, name: str, says: dict[str, str], *, clock: Clock | None = None) -> str | None:
    """Return the calendar of who has this secret, ``None`` for a wrong one or an ended role.

    ``says`` is what each kind of duty is called. It names dossiers and certifications, no person.
    """
    subject = (
        CalendarKey.objects.filter(digest=_digest(secret)).values_list("subject", flat=True).first()
    )
    user_id = learners.user_of(subject) if subject else None
    if user_id is None or not _may(user_id):
        return None
    now = (clock or SystemClock()).now()
    codes = codes_of(user_id, clock=clock)
    days = [_day(one, says) for one in duties.waiting(codes=codes, clock=clock)]
    month = paris_day(now) - timedelta(days=31)
    done = [one for one in duties.recent(codes=codes, clock=clock) if one.due_on >= month]
    return feed(name, [*days, *(_day(one, says) for one in done)])


def codes_of(user_id: int, *, clock: Clock | None = None) -> frozenset[str] | None:
    """Return the codes of the certifications a platform user manages; ``None`` is all."""
    scope = managers.scope_of(user_id)
    if scope is None:
        return None
    known = repertoire.every(only=scope, with_archived=True, clock=clock)
    return frozenset(one.code for one in known)


def _may(user_id: int) -> bool:
    return managers.holds(user_id) or platform().access.is_operator(user_id)


def _day(one: DutyView, says: dict[str, str]) -> DueDay:
    changed = one.done_at or datetime.combine(one.counted_from, time(), UTC)
    return DueDay(
        uid=f"{one.id}@agir", due_on=one.due_on,
        summary=f"{says.get(one.kind.value, one.kind.value)} · {one.label}",
        changed_at=changed, is_done=one.done_at is not None,
    )  # fmt: skip


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
