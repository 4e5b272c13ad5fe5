"""How does somebody say that what a peer says of a course is not so?

In public and without a name: the page shows the doubt and the answer, not the person. Who wrote
it is kept as a pseudonym, so that they may take it with them, or leave.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from agir_catalogue.domain.plain_text import clean
from agir_catalogue.federation.incoming.refusals import (
    DisputesTooMany,
    DisputeUnfit,
    DisputeUnknown,
)
from agir_catalogue.federation.incoming.shown import course as shown_course
from agir_catalogue.models import PeerDispute

LONGEST: Final = 2000
OPEN_ALLOWED: Final = 10
"""The open disputes of one person, so that nobody floods a page."""


def file(course: int, subject: UUID, text: str, now: datetime) -> int:
    """Put a dispute beside a course; return its number. Raises a refusal of this room."""
    said = _said(text)
    shown_course(course)
    with transaction.atomic():
        own = PeerDispute.objects.select_for_update().filter(by=subject, answered_at=None)
        if own.count() >= OPEN_ALLOWED:
            raise DisputesTooMany(limit=OPEN_ALLOWED)
        return PeerDispute.objects.create(course_id=course, by=subject, text=said, at=now).pk


def answer(number: int, text: str, now: datetime) -> None:
    """Answer a dispute, once; the operator's word stands beside it."""
    said = _said(text)
    unanswered = PeerDispute.objects.filter(pk=number, answered_at=None)
    if not unanswered.update(answer=said, answered_at=now):
        raise DisputeUnknown(dispute=number)


def forget(subject: UUID) -> None:
    """Let a person leave: what they wrote is public and stays, nobody's any more. Idempotent."""
    PeerDispute.objects.filter(by=subject).update(by=None)


def export(subject: UUID) -> dict[str, Any]:
    """Return what a person wrote, in values that ``json`` can write."""
    own = PeerDispute.objects.filter(by=subject).select_related("course")
    return {
        "disputes": [
            {"course": row.course.uri, "text": row.text, "at": row.at.isoformat(),
             "answer": row.answer}
            for row in own
        ]
    }  # fmt: skip


def _said(text: str) -> str:
    said = clean(text, LONGEST + 1)
    if not said or len(said) > LONGEST:
        raise DisputeUnfit(limit=LONGEST)
    return said
