"""What does a certificate of the platform change? It proposes, and decides nothing.

Its twin reads who passed, so that an event that was lost is found at night.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from agir_certification.models import Registration
from agir_certification.passages import taking
from agir_platform.learners import api as learners
from agir_platform.select import platform


def on_certificate(user_id: int, course_key: str, now: datetime) -> int:
    """Propose the passages of a learner that this course gives evidence for; return how many."""
    subject = learners.known_subject(user_id)
    if subject is None:
        return 0
    rows = _waiting().filter(
        subject=subject, session__certification__courses__course_key=course_key
    )
    several = list(rows.values_list("pk", flat=True).distinct())
    return sum(taking.propose(one, course_key, now) for one in several)


def reconcile(now: datetime) -> int:
    """Propose what a lost event did not; return how many. Idempotent."""
    by_course: dict[str, dict[UUID, set[UUID]]] = defaultdict(lambda: defaultdict(set))
    told = _waiting().values_list("pk", "subject", "session__certification__courses__course_key")
    for registration, subject, course_key in told:
        if course_key:
            by_course[course_key][subject].add(registration)
    done = 0
    for course_key, mine in by_course.items():
        users = learners.users_of(mine)
        passed = platform().enrolments.passed(course_key, users.values())
        for subject, user_id in users.items():
            if user_id in passed:
                done += sum(taking.propose(one, course_key, now) for one in mine[subject])
    return done


def _waiting() -> QuerySet:
    rows = Registration.objects.filter(state__in=taking.SITS)
    return rows.exclude(passage__proposed_at__isnull=False)
