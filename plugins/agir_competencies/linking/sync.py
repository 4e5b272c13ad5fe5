"""From the tags of an object, or of a whole course, to its links."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from agir_competencies.data import LinkChanges
from agir_competencies.domain.link import kind_of_link
from agir_competencies.linking.keys import course_of
from agir_competencies.linking.reading import competencies_of, mirrored_taxonomies
from agir_competencies.linking.settle import settle
from agir_platform.ports import Block, Courses

log = logging.getLogger(__name__)


def sync_object(object_key: str, courses: Courses, now: datetime) -> LinkChanges:
    """Make the links of one object those of its tags.

    An object that is no block of a course here (a library's, a deleted one) is left alone.
    """
    taxonomies = mirrored_taxonomies()
    if not taxonomies:
        return LinkChanges()
    course_key, block = course_of(object_key), courses.level_of(object_key)
    if course_key is None or block is None:
        log.info("Tags of %s are no link: no block of a course has this key", object_key)
        return LinkChanges()
    found = competencies_of([object_key], taxonomies)
    return settle(course_key, [object_key], _wanted({object_key: block}, found), now)


def sync_course(
    course_key: str,
    courses: Courses,
    now: datetime,
    weights: Mapping[tuple[str, int], Decimal] | None = None,
) -> LinkChanges:
    """Make the links of all objects of a course those of their tags; few statements.

    Raises ``CourseUnknown``. Links of blocks that are no longer in the outline stay as they are.
    """
    taxonomies = mirrored_taxonomies()
    if not taxonomies:
        return LinkChanges()
    blocks = objects_of(course_key, courses)
    found = competencies_of(blocks.keys(), taxonomies)
    return settle(course_key, blocks.keys(), _wanted(blocks, found), now, weights=weights)


def objects_of(course_key: str, courses: Courses) -> dict[str, Block]:
    """Return what can be tagged in a course: its blocks, and the course by its own key."""
    outline = courses.outline(course_key)
    blocks = {block.usage_key: block for block in outline.blocks}
    roots: Iterable[Block] = (block for block in outline.blocks if block.parent is None)
    blocks.update((course_key, root) for root in roots)
    return blocks


def _wanted(
    blocks: Mapping[str, Block], found: Mapping[str, set[int]]
) -> dict[tuple[str, int], str]:
    """Return the kind of each link that the tags ask for."""
    wanted: dict[tuple[str, int], str] = {}
    for object_key, competencies in found.items():
        block = blocks[object_key]
        kind = kind_of_link(block.level, is_scored=block.is_scored)
        if kind:
            wanted.update(((object_key, competency), kind) for competency in competencies)
    return wanted
