"""What does the suite hold of a learner, in words?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agir_competencies.api import records as ledger
from agir_competencies.api.records import LedgerChoices, LedgerPage, LedgerRow, Wanted
from agir_dashboard import sentences
from agir_dashboard.skills import percent
from agir_platform.learners import api as learners
from agir_platform.select import platform

CAUSES = {
    "attempt": gettext_noop("answer"),
    "regrade": gettext_noop("marked again"),
    "override": gettext_noop("set by the course team"),
    "reset": gettext_noop("attempts reset"),
    "deletion": gettext_noop("result removed"),
}
NOTHING = LedgerPage((), "")
SENTENCES = {
    "cursor_unreadable": gettext_noop(
        "This page of your data cannot be found. Begin again with the latest."
    ),
    "filter_unreadable": gettext_noop(
        "The filter cannot be read: an identifier of a skill, or a date such as 2026-11-30, was "
        "expected."
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, in words. ``url`` is '' when the activity has no address."""

    date: str
    iso: str
    activity: str
    url: str
    skill: str
    what: str
    result: str
    weight: str


@dataclass(frozen=True, slots=True)
class Form:
    """What the filter says, as it was typed, and whether it could be read."""

    skill: str = ""
    course: str = ""
    since: str = ""
    until: str = ""

    @property
    def is_active(self) -> bool:
        """Tell whether anything was asked."""
        return bool(self.skill or self.course or self.since or self.until)


def form_of(query: Mapping[str, str]) -> Form:
    """Return what a query asks."""
    return Form(*(query.get(name, "").strip()[:255] for name in Form.__slots__))


def wanted(form: Form) -> Wanted | None:
    """Return what is asked of the ledger, ``None`` where it cannot be read. Days are inclusive."""
    try:
        last = _day(form.until)
        return Wanted(
            competency=UUID(form.skill) if form.skill else None,
            course_key=form.course,
            since=_midnight(_day(form.since)),
            until=_midnight(last + timedelta(days=1) if last else None),
        )
    except (ValueError, OverflowError):
        return None


def page_of(
    user_id: int, asked: Wanted, *, cursor: str = "", limit: int = 50, language: str = ""
) -> LedgerPage:
    """Return a page of a person's ledger; an empty one when the suite never met them."""
    subject = learners.known_subject(user_id)
    if subject is None:
        return NOTHING
    return ledger.ledger(subject, asked, cursor=cursor, limit=limit, language=language)


def choices_of(user_id: int, language: str) -> LedgerChoices:
    """Return what a person's ledger can be filtered by."""
    subject = learners.known_subject(user_id)
    if subject is None:
        return LedgerChoices((), ())
    return ledger.ledger_choices(subject, language=language)


def line(row: LedgerRow) -> Line:
    """Return one row in words."""
    return Line(
        date=sentences.day(row.occurred_at),
        iso=row.occurred_at.isoformat(),
        activity=row.title or sentences.untitled(row.kind),
        url=platform().courses.url_of(row.object_key) if row.title else "",
        skill=row.label,
        what=_(CAUSES.get(row.cause, row.cause)),
        result=sentences.result(percent(row.share)),
        weight="" if row.weight == 1 else _plain(row.weight),
    )


def _plain(weight: Decimal) -> str:
    return f"{weight.normalize():f}"


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None
