"""Who may be asked to look at somebody's work, and in which order are they and it locked?

Peers of the same course that have demonstrated the skill themselves, never who asks, and of two
people one alone answers for the other in a course: a favour is not returned.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from agir_competencies.domain.mastery import DEMONSTRATED
from agir_competencies.models import PeerAnswer, PeerPolicy, PeerWork, State
from agir_competencies.models.state import status_now
from agir_platform.select import platform


def queue_of(peer: UUID, courses: Iterable[str], now: datetime) -> QuerySet[PeerWork]:
    """Return the work that ``peer`` may answer for, who waits longest first.

    Open, of a course that is open to it and that they follow, on a skill that they have
    demonstrated; not their own, not answered, and not of somebody who answered for them.
    """
    own = State.objects.filter(subject=peer, competency=OuterRef("competency"))
    answered = PeerAnswer.objects.filter(work=OuterRef("pk"), peer=peer)
    returned = PeerAnswer.objects.filter(
        peer=OuterRef("subject"), work__subject=peer, work__course_key=OuterRef("course_key")
    )
    is_open = PeerPolicy.objects.filter(course_key=OuterRef("course_key"), is_open=True)
    rows = PeerWork.objects.filter(course_key__in=list(courses), status="open")
    return (
        rows.exclude(subject=peer)
        .annotate(own_status=Subquery(own.annotate(now=status_now(now)).values("now")[:1]))
        .filter(Exists(is_open), own_status=DEMONSTRATED)
        .exclude(Exists(answered))
        .exclude(Exists(returned))
        .order_by("asked_at", "id")
    )


def courses_of(user_id: int) -> list[str]:
    """Return the keys of the courses that somebody follows."""
    return [one.course_key for one in platform().enrolments.of_learner(user_id)]


def open_courses(keys: Iterable[str]) -> list[str]:
    """Return those of the courses in which work may be shown to peers. One SELECT."""
    rows = PeerPolicy.objects.filter(course_key__in=list(keys), is_open=True)
    return sorted(rows.values_list("course_key", flat=True))


def enough(work: PeerWork, now: datetime) -> bool:
    """Tell whether as many people as it needs have demonstrated the skill, the asker aside.

    It says no number: who has demonstrated what is nobody's to count. They may follow another
    course alone; it is a hint that the work may wait, and no promise.
    """
    rows: Any = State.objects.filter(competency_id=work.competency_id).exclude(subject=work.subject)
    shown = rows.annotate(now=status_now(now)).filter(now=DEMONSTRATED)
    return len(shown.values("pk")[: work.needed]) >= work.needed
