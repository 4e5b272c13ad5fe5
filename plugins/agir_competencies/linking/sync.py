"""From the tags of an object, or of a whole course, to its links."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from agir_competencies.data import LinkChanges
from agir_competencies.domain.link import Choice, Place
from agir_competencies.linking.copies import inheriting
from agir_competencies.linking.keys import course_of
from agir_competencies.linking.reading import competencies_of, mirrored_taxonomies
from agir_competencies.linking.settle import Pair, Words, settle
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
    wanted = _wanted({object_key: block}, found)
    return settle(course_key, [object_key], wanted, now, Words(inherit=inheriting(courses)))


def sync_objects(
    course_key: str,
    object_keys: Collection[str],
    courses: Courses,
    now: datetime,
    *,
    choices: Mapping[Pair, Choice] | None = None,
    origin: str = "tag",
) -> LinkChanges:
    """Make the links of some objects of a course those of their tags, with these choices.

    Raises ``CourseUnknown``. Keys that name nothing in the course's outline are left alone.
    """
    there = objects_of(course_key, courses)
    blocks = {key: there[key] for key in object_keys if key in there}
    found = competencies_of(blocks.keys(), mirrored_taxonomies())
    wanted = _wanted(blocks, found)
    words = Words(choices or {}, origin, inheriting(courses))
    return settle(course_key, blocks.keys(), wanted, now, words)


def sync_course(
    course_key: str,
    courses: Courses,
    now: datetime,
    *,
    choices: Mapping[Pair, Choice] | None = None,
    origin: str = "tag",
) -> LinkChanges:
    """Make the links of all objects of a course those of their tags; few statements.

    Raises ``CourseUnknown``. Links of blocks that are no longer in the outline stay as they are.
    """
    taxonomies = mirrored_taxonomies()
    if not taxonomies:
        return LinkChanges()
    blocks = objects_of(course_key, courses)
    found = competencies_of(blocks.keys(), taxonomies)
    wanted = _wanted(blocks, found)
    words = Words(choices or {}, origin, inheriting(courses))
    return settle(course_key, blocks.keys(), wanted, now, words)


def objects_of(course_key: str, courses: Courses) -> dict[str, Block]:
    """Return what can be tagged in a course: its blocks, and the course by its own key."""
    outline = courses.outline(course_key)
    blocks = {block.usage_key: block for block in outline.blocks}
    roots: Iterable[Block] = (block for block in outline.blocks if block.parent is None)
    blocks.update((course_key, root) for root in roots)
    return blocks


def place_of(block: Block) -> Place:
    """Return where a tag on this block is."""
    return Place(block.level, block.block_type, block.is_scored)


def _wanted(blocks: Mapping[str, Block], found: Mapping[str, set[int]]) -> dict[Pair, Place]:
    """Return what the tags ask to be linked."""
    wanted: dict[Pair, Place] = {}
    for object_key, competencies in found.items():
        place = place_of(blocks[object_key])
        if place.kind:
            wanted.update(((object_key, competency), place) for competency in competencies)
    return wanted
