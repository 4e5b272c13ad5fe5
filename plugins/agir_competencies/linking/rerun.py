"""How do links follow a course into its rerun?

The platform copies no tags. Each tag is copied once: where the rerun already has a link for it,
even a removed one, its author has spoken since. What was chosen for a link goes along, and the
course's default, where the rerun has none.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agir_competencies.data import LinkChanges
from agir_competencies.domain.link import Choice
from agir_competencies.linking import bearing, defaults
from agir_competencies.linking.keys import twin_of
from agir_competencies.linking.settle import Pair, choice_of
from agir_competencies.linking.sync import objects_of, sync_course
from agir_competencies.models import Link
from agir_platform.ports import Courses


@transaction.atomic
def copy_links(source: str, destination: str, courses: Courses, now: datetime) -> LinkChanges:
    """Copy the tags of live links, and what was chosen for them, into a rerun. Idempotent.

    Raises ``CourseUnknown`` when the destination is not there (yet). The destination's own tags
    are kept. A constant number of statements, batches of writing apart.
    """
    there = objects_of(destination, courses)
    settled = set(
        Link.objects.filter(course_key=destination).values_list("object_key", "competency_id")
    )
    copies: dict[Pair, Choice] = {}
    for link in Link.objects.filter(course_key=source, removed_at=None):
        pair = (twin_of(link.object_key, source, destination), link.competency_id)
        if pair[0] in there and pair not in settled:
            copies[pair] = choice_of(link)
    if copies and defaults.of_course(destination).is_empty and not settled:
        defaults.write(defaults.of_course(source), now, course_key=destination)
    bearing.put(bearing.tagged(copies))
    return sync_course(destination, courses, now, choices=copies, origin="rerun")
