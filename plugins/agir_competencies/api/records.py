"""A learner's own ledger, to be read: dated, filtered, a page at a time.

Who may: none of these functions asks; a caller gives a subject its own rows alone.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from agir_competencies.api.frameworks import find_competencies
from agir_competencies.models import Evidence
from agir_kernel.errors import DomainError
from agir_platform.select import platform

__all__ = ["CursorUnreadable", "LedgerChoices", "LedgerPage", "LedgerRow", "Wanted"]

MOST: Final = 200
COLUMNS: Final = (
    "id", "occurred_at", "recorded_at", "competency__identifier", "course_key", "object_key",
    "kind", "cause", "share", "weight",
)  # fmt: skip


class CursorUnreadable(DomainError):
    """A place in the ledger that no page of it gave."""

    code: ClassVar[str] = "cursor_unreadable"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the ledger: each '' or ``None`` asks nothing; ``since`` is in, ``until`` is out."""

    competency: UUID | None = None
    course_key: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One thing that happened. ``share`` is ``None`` where a score was taken away.

    ``title`` and ``label`` are '' for what the platform, or the site, does not know any more.
    """

    id: UUID
    occurred_at: datetime
    recorded_at: datetime
    competency: UUID
    label: str
    course_key: str
    object_key: str
    title: str
    kind: str
    cause: str
    share: Decimal | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Some rows, the latest first, and what asks for those before them ('' at the end)."""

    rows: tuple[LedgerRow, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class LedgerChoices:
    """What the ledger of a learner can be filtered by: (value, label) of each."""

    competencies: tuple[tuple[UUID, str], ...]
    courses: tuple[str, ...]


def ledger(
    subject: UUID, wanted: Wanted, *, cursor: str = "", limit: int = 50, language: str = ""
) -> LedgerPage:
    """Return a page of the ledger, 1 to 200 rows; raise ``CursorUnreadable``.

    One SELECT, one for labels, and the platform's constant number for titles.
    """
    size = max(1, min(limit, MOST))
    rows = _rows(subject, wanted)
    if cursor:
        at, key = _place(cursor)
        rows = rows.filter(Q(occurred_at__lt=at) | Q(occurred_at=at, id__lt=key))
    page = list(rows.order_by("-occurred_at", "-id").values(*COLUMNS)[: size + 1])
    shown = page[:size]
    more = _cursor(shown[-1]) if len(page) > size else ""
    return LedgerPage(tuple(_told(shown, language)), more)


def ledger_choices(subject: UUID, *, language: str = "") -> LedgerChoices:
    """Return the competencies and courses that a learner's ledger names."""
    rows = Evidence.objects.filter(subject=subject).order_by()
    found = set(rows.values_list("competency__identifier", flat=True).distinct())
    labels = _labels(found, language)
    courses = sorted(rows.values_list("course_key", flat=True).distinct())
    named = sorted(labels.items(), key=lambda one: one[1].casefold())
    return LedgerChoices(tuple(named), tuple(courses))


def _rows(subject: UUID, wanted: Wanted) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(subject=subject)
    if wanted.competency is not None:
        rows = rows.filter(competency__identifier=wanted.competency)
    if wanted.course_key:
        rows = rows.filter(course_key=wanted.course_key)
    if wanted.since is not None:
        rows = rows.filter(occurred_at__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(occurred_at__lt=wanted.until)
    return rows


def _told(rows: list[dict[str, Any]], language: str) -> list[LedgerRow]:
    keys = {row["object_key"] for row in rows}
    titles = platform().courses.titles(keys) if keys else {}
    labels = _labels({row["competency__identifier"] for row in rows}, language)
    return [
        LedgerRow(
            competency=(competency := row.pop("competency__identifier")),
            label=labels.get(competency, ""),
            title=titles.get(row["object_key"], ""),
            **row,
        )
        for row in rows
    ]


def _labels(identifiers: Iterable[UUID], language: str) -> dict[UUID, str]:
    wanted = sorted(identifiers)
    if not wanted:
        return {}
    found = find_competencies(identifiers=wanted, language=language, limit=len(wanted))
    return {view.identifier: view.label for view in found}


def _cursor(row: dict[str, Any]) -> str:
    place = f"{row['occurred_at'].isoformat()} {row['id']}"
    return urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[datetime, UUID]:
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        at, _, key = urlsafe_b64decode(padded).decode().partition(" ")
        moment, identifier = datetime.fromisoformat(at), UUID(key)
    except ValueError:
        raise CursorUnreadable from None
    if moment.tzinfo is None:
        raise CursorUnreadable
    return moment, identifier
