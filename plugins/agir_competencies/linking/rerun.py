"""How do links follow a course into its rerun?

The platform copies no tags. Each tag is copied once: where the rerun already has a link for it,
even a removed one, its author has spoken since.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from agir_competencies.data import LinkChanges
from agir_competencies.linking.keys import twin_of
from agir_competencies.linking.reading import mirrored_taxonomies
from agir_competencies.linking.sync import objects_of, sync_course
from agir_competencies.models import Link
from agir_competencies.tagging import oel
from agir_platform.ports import Courses

Pair = tuple[str, int]


@transaction.atomic
def copy_links(source: str, destination: str, courses: Courses, now: datetime) -> LinkChanges:
    """Copy the tags of live links, and the links with their weights, into a rerun. Idempotent.

    Raises ``CourseUnknown`` when the destination is not there (yet). The destination's own
    tags are kept: putting tags on an object replaces those it has, so the union is put.
    """
    there = objects_of(destination, courses)
    settled = set(
        Link.objects.filter(course_key=destination).values_list("object_key", "competency_id")
    )
    copies: dict[Pair, Link] = {}
    rows = Link.objects.filter(course_key=source, removed_at=None)
    for link in rows.select_related("competency__framework"):
        pair = (twin_of(link.object_key, source, destination), link.competency_id)
        if pair[0] in there and pair not in settled:
            copies[pair] = link
    _put_tags(copies)
    weights = {pair: Decimal(link.weight) for pair, link in copies.items()}
    return sync_course(destination, courses, now, weights)


def _put_tags(copies: Mapping[Pair, Link]) -> None:
    """Add the copied tags to those that each object has."""
    more: dict[Pair, set[str]] = {}
    for (object_key, _), link in copies.items():
        taxonomy = link.competency.framework.taxonomy_id
        if taxonomy and link.competency.tag_id:
            more.setdefault((object_key, taxonomy), set()).add(link.competency.label)
    objects, taxonomies = {pair[0] for pair in more}, set(mirrored_taxonomies())
    has: dict[Pair, set[str]] = {}
    for row in oel.object_tags(objects, taxonomies) if objects else ():
        if row.tag is not None:
            has.setdefault((row.object_key, row.taxonomy), set()).add(row.value)
    for pair, values in sorted(more.items()):
        present = has.get(pair, set())
        if not values <= present:
            oel.put(*pair, sorted(values | present))
