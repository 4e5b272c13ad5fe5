"""Who of a course stands where? Standings, by name, for the course team; never a goal."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from agir_competencies.domain.goal_progress import Stand
from agir_competencies.goals.naming import labels
from agir_competencies.indicators.data import Cell, Line, Matrix
from agir_competencies.indicators.reporting import assessed
from agir_competencies.models import CurrentEvidence, Participation, State
from agir_competencies.models.state import status_now
from agir_platform.learners import api as learners
from agir_platform.select import platform

MOST: int = 500


def matrix(course_key: str, after: str, limit: int, language: str) -> Matrix:
    """Return a page of active learners, in an order that means nothing, and their standings.

    ``after`` is the ``next`` of the page before; '' as ``next`` says that nobody follows. 9
    statements, whatever the number of lines.
    """
    keys = assessed(course_key)
    names = labels([str(one) for one in keys], language)
    columns = tuple(
        sorted(((one, names.get(str(one), str(one))) for one in keys), key=lambda one: one[1])
    )
    size = min(max(1, limit), MOST)
    found = _page(course_key, after, size + 1)
    subjects = found[:size]
    users = learners.users_of(subjects)
    people = platform().people.persons(users.values())
    held = _standings(course_key, subjects)
    lines = []
    for subject in subjects:
        person = people.get(users[subject]) if subject in users else None
        if person is None:
            continue
        cells = tuple(held.get((subject, one), Cell(0, None)) for one, _ in columns)
        lines.append(Line(person.user_id, person.username, person.name, cells))
    following = str(subjects[-1]) if len(found) > size else ""
    return Matrix(columns, tuple(lines), following)


def _page(course_key: str, after: str, limit: int) -> list[UUID]:
    rows = Participation.objects.filter(course_key=course_key, is_active=True)
    try:
        rows = rows.filter(subject__gt=UUID(after)) if after else rows
    except ValueError:
        return []
    return list(rows.order_by("subject").values_list("subject", flat=True)[:limit])


def _standings(course_key: str, subjects: list[UUID]) -> dict[tuple[UUID, UUID], Cell]:
    """Return where these learners stand on what they gave evidence of in this course."""
    here = set(
        CurrentEvidence.objects.filter(
            subject__in=subjects, course_key=course_key, share__isnull=False
        ).values_list("subject", "competency_id")
    )
    states = State.objects.filter(subject__in=subjects)
    rows = states.annotate(present_status=status_now(datetime.now(UTC))).values_list(
        "subject", "competency_id", "competency__identifier", "present_status", "certainty",
        "estimate", "demonstrated_at", "last_evidence_at",
    )  # fmt: skip
    return {
        (subject, identifier): Cell(stand.level, stand.estimate)
        for subject, competency, identifier, *rest in rows
        if (subject, competency) in here and (stand := Stand(*rest))
    }
