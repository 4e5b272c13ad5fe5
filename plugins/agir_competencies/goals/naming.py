"""How is what somebody chose called?"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from agir_competencies.models import Competency, CompetencyTranslation
from agir_platform.select import platform


def labels(refs: Iterable[str], language: str) -> dict[str, str]:
    """Return the names of competencies by identifier in text. Two SELECTs, none for none."""
    wanted = {UUID(ref) for ref in refs}
    if not wanted:
        return {}
    rows = list(Competency.objects.filter(identifier__in=wanted))
    short = language[:2].lower()
    said = CompetencyTranslation.objects.filter(
        competency_id__in=[row.pk for row in rows], language__istartswith=short
    ).order_by("-language")
    better = {one.competency_id: one.short or one.statement for one in said}
    return {str(row.identifier): better.get(row.pk) or str(row) for row in rows}


def course_title(course_key: str) -> str:
    """Return a course's title; '' for no course, its key for one that is gone."""
    if not course_key:
        return ""
    root = platform().courses.level_of(course_key)
    return root.title if root is not None else course_key
