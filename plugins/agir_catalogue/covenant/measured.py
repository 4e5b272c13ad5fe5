"""Where is a measure kept, and which one counts? The newest of a course."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.db import transaction

from agir_catalogue.domain import measures
from agir_catalogue.domain.measures import CourseMeasure
from agir_catalogue.models import CourseMeasured


def keep(found: Iterable[CourseMeasure]) -> int:
    """Keep measures, each unless a newer one of its course is there; return how many were kept."""
    kept = 0
    for one in found:
        told = {
            "facts": json.dumps(measures.facts(one)),
            "tool": one.tool,
            "measured_at": one.measured_at,
        }
        with transaction.atomic():
            row, is_new = CourseMeasured.objects.select_for_update().get_or_create(
                course_key=one.course_key, defaults=told
            )
            if not is_new and row.measured_at < one.measured_at:
                CourseMeasured.objects.filter(pk=row.pk).update(**told)
                is_new = True
        kept += is_new
    return kept


def of(course_key: str) -> CourseMeasure | None:
    """Return the newest measure of a course. One SELECT."""
    row = CourseMeasured.objects.filter(course_key=course_key).first()
    if row is None:
        return None
    return measures.of_facts(course_key, json.loads(row.facts), row.measured_at, row.tool)
