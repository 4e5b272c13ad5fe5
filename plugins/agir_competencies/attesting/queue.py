"""What waits for a review, and what became of it? A page costs a constant number of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from agir_competencies.attesting import people
from agir_competencies.attesting.data import (
    FileView,
    ItemView,
    RequestPage,
    RequestView,
    StepView,
)
from agir_competencies.domain.prior import OPEN, Status
from agir_competencies.models import PriorLearning, PriorLearningItem
from agir_platform.learners import api as learners

PAGE: Final = 50
WAITING: Final = "open"


def of_learner(user_id: int, language: str, key: UUID | None = None) -> list[RequestView]:
    """Return the person's requests, the latest first; or the one that ``key`` names, with steps."""
    subject = learners.known_subject(user_id)
    if subject is None:
        return []
    rows = PriorLearning.objects.filter(subject=subject).order_by("-asked_at", "id")
    if key is not None:
        rows = rows.filter(pk=key)
    found = list(_whole(rows, steps=key is not None))
    return _views(found, language, viewer=None, names=False)


def page(
    course_key: str | None, status: str, after: str, language: str, *, viewer: UUID | None
) -> RequestPage:
    """Return a page of a course's queue, or of all (``None``), who waits longest first.

    ``status``: one of a request's, '' for all, ``open`` for what is not decided; ``after`` is the
    ``next`` of the page before. What a reviewer asked for themselves is not in their queue.
    """
    rows = PriorLearning.objects.all()
    if course_key is not None:
        rows = rows.filter(course_key=course_key)
    if viewer is not None:
        rows = rows.exclude(subject=viewer)
    counts = dict(rows.values_list("status").annotate(Count("id")).order_by())
    rows = _of_status(rows, status).order_by("asked_at", "id")
    found = list(_whole(_after(rows, after), steps=False)[: PAGE + 1])
    more = str(found[PAGE - 1].pk) if len(found) > PAGE else ""
    views = _views(found[:PAGE], language, viewer=viewer, names=True)
    return RequestPage(tuple(views), {str(one): counts.get(one, 0) for one in Status}, more)


def one(key: UUID, language: str, *, viewer: UUID | None) -> RequestView | None:
    """Return one request with its history, as a reviewer sees it."""
    rows = list(_whole(PriorLearning.objects.filter(pk=key), steps=True))
    return next(iter(_views(rows, language, viewer=viewer, names=True)), None)


def _of_status(rows: QuerySet[PriorLearning], status: str) -> QuerySet[PriorLearning]:
    if status == WAITING:
        return rows.filter(status__in=OPEN)
    return rows.filter(status=status) if status else rows


def _after(rows: QuerySet[PriorLearning], after: str) -> QuerySet[PriorLearning]:
    try:
        place = PriorLearning.objects.filter(pk=UUID(after)).first() if after else None
    except ValueError:
        place = None
    if place is None:
        return rows
    same = Q(asked_at=place.asked_at, id__gt=place.pk)
    return rows.filter(Q(asked_at__gt=place.asked_at) | same)


def _whole(rows: QuerySet[PriorLearning], *, steps: bool) -> QuerySet[PriorLearning]:
    items = Prefetch("items", PriorLearningItem.objects.select_related("competency"))
    return rows.prefetch_related(items, "steps") if steps else rows.prefetch_related(items)


def _views(
    rows: Sequence[PriorLearning], language: str, *, viewer: UUID | None, names: bool
) -> list[RequestView]:
    told = people.names((item.competency for row in rows for item in row.items.all()), language)
    persons = people.persons({row.subject for row in rows}) if names else {}
    titles = people.course_titles({row.course_key for row in rows})
    return [
        RequestView(
            id=row.pk,
            subject=row.subject,
            learner=persons[row.subject].name if row.subject in persons else "",
            username=persons[row.subject].username if row.subject in persons else "",
            course_key=row.course_key,
            course_title=titles[row.course_key],
            status=row.status,
            is_waiting=row.asked_more_at is not None,
            is_mine=viewer is not None and row.reviewer == viewer,
            items=tuple(
                ItemView(item.competency.identifier, told[item.competency_id], item.share)
                for item in row.items.all()
            ),
            note="" if _is_taken_back(row, names=names) else row.note,
            url="" if _is_taken_back(row, names=names) else row.url,
            file=None if _is_taken_back(row, names=names) else _file(row),
            asked_at=row.asked_at,
            reviewer=row.reviewer_name,
            decided_at=row.decided_at,
            comment=row.comment,
            steps=_steps(row, mute=_is_taken_back(row, names=names)),
        )
        for row in rows
    ]


def _is_taken_back(row: PriorLearning, *, names: bool) -> bool:
    """Tell whether a reviewer (``names``) no longer reads what the learner brought."""
    return names and row.status == Status.WITHDRAWN


def _steps(row: PriorLearning, *, mute: bool) -> tuple[StepView, ...]:
    """Return the steps that were read with the row, ``mute`` without the learner's words.

    A list reads none.
    """
    if "steps" not in getattr(row, "_prefetched_objects_cache", {}):
        return ()
    return tuple(
        StepView(
            step.action,
            "" if mute and step.by is None else step.comment,
            step.by_name,
            step.by is None,
            step.at,
        )
        for step in row.steps.all()
    )


def _file(row: PriorLearning) -> FileView | None:
    if not row.file_name:
        return None
    return FileView(row.file_name, row.file_kind, row.file_size, not row.file_key)
