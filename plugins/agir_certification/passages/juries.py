"""Who sat in a jury, when, and where are its signed minutes?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from agir_certification.domain.attendance import JuryMalformed, JuryUnknown
from agir_certification.models import EarlierMinutes, Jury, JuryMember, Session
from agir_certification.passages import files

MOST_MEMBERS = 50


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who sits in a jury, as the minutes name them."""

    name: str
    capacity: str = ""
    is_president: bool = False


@dataclass(frozen=True, slots=True)
class MinutesView:
    """Signed minutes that later ones replaced; ``path`` is in private storage."""

    id: int
    path: str
    sha256: str
    signed_on: date
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class JuryView:
    """A jury; ``minutes_sha256`` is '' and ``signed_on`` ``None`` until its minutes are there."""

    id: UUID
    session: UUID
    meets_on: date
    members: tuple[Member, ...]
    minutes: str
    minutes_sha256: str
    signed_on: date | None
    earlier: tuple[MinutesView, ...] = ()


def convene(session: UUID, meets_on: date, members: Sequence[Member], now: datetime) -> UUID:
    """Keep a jury: at least one member, and one president.

    Raises ``JuryMalformed`` (also before the session's first day).
    """
    named = [member for member in members if member.name.strip()]
    row = Session.objects.filter(pk=session).first()
    faults = (
        ("members", not 1 <= len(named) <= MOST_MEMBERS or len(named) != len(members)),
        ("president", sum(member.is_president for member in named) != 1),
        ("session", row is None),
        ("meets_on", row is not None and meets_on < row.starts_at.date()),
    )
    for field, is_so in faults:
        if is_so:
            raise JuryMalformed(field=field)
    with transaction.atomic():
        jury = Jury.objects.create(session_id=session, meets_on=meets_on, created_at=now)
        JuryMember.objects.bulk_create(
            JuryMember(
                jury=jury, name=one.name.strip()[:160], capacity=one.capacity.strip()[:160],
                is_president=one.is_president,
            )
            for one in named
        )  # fmt: skip
    return jury.pk


def sign(jury: UUID, content: bytes, signed_on: date, now: datetime) -> str:
    """Keep the signed minutes, return their SHA-256; earlier ones stay beside a later file.

    Raises ``JuryUnknown``, ``JuryMalformed`` (signed before it met, or on a day to come),
    ``ProofRefused``.
    """
    with transaction.atomic():
        row = Jury.objects.select_for_update().filter(pk=jury).first()
        if row is None:
            raise JuryUnknown
        if not row.meets_on <= signed_on <= now.date():
            raise JuryMalformed(field="signed_on")
        if row.minutes and row.signed_on is not None:
            EarlierMinutes.objects.create(
                jury=row, path=row.minutes, sha256=row.minutes_sha256, signed_on=row.signed_on,
                replaced_at=now,
            )  # fmt: skip
        row.minutes, row.minutes_sha256 = files.keep("minutes", content)
        row.signed_on = signed_on
        row.save()
    return row.minutes_sha256


def one(jury: UUID) -> JuryView:
    """Return a jury; raise ``JuryUnknown``."""
    row = Jury.objects.filter(pk=jury).first()
    if row is None:
        raise JuryUnknown
    return _view(row)


def of_session(session: UUID) -> list[JuryView]:
    """Return the juries of a session by date."""
    rows = Jury.objects.filter(session_id=session).prefetch_related("members", "earlier")
    return [_view(row) for row in rows]


def _view(row: Jury) -> JuryView:
    members = tuple(Member(one.name, one.capacity, one.is_president) for one in row.members.all())
    return JuryView(
        row.pk, row.session_id, row.meets_on, members, row.minutes, row.minutes_sha256,
        row.signed_on,
        tuple(
            MinutesView(one.pk, one.path, one.sha256, one.signed_on, one.replaced_at)
            for one in row.earlier.all()
        ),
    )  # fmt: skip
