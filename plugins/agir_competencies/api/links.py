"""Links: which objects of a course show, or promise, which competencies, and how much that counts.

Who may: none of these functions asks; tags are written by those whom the platform lets write,
and pages ask before they call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from agir_competencies import link_cache
from agir_competencies.data import LinkChanges, LinkDefaultView, LinksPlan, LinkView
from agir_competencies.domain.link import LINK_KINDS, XBLOCK_ATTESTATION, Choice, checked
from agir_competencies.linking import choosing, defaulting, rerun, sync
from agir_competencies.linking.keys import course_of
from agir_competencies.models import Link
from agir_competencies.upkeep import link_export, link_import
from agir_kernel.clock import Clock, SystemClock
from agir_platform.select import platform

__all__ = [
    "KINDS",
    "apply_links",
    "copy_links",
    "course_default",
    "export_links",
    "links_of",
    "plan_links",
    "possible_kinds",
    "put_on_scored_blocks",
    "remove_link",
    "set_course_default",
    "set_framework_default",
    "set_link",
    "sync_course",
    "sync_object",
    "take_off",
    "weights_on",
]

KINDS: Final = LINK_KINDS


def sync_object(object_key: str, *, clock: Clock | None = None) -> LinkChanges:
    """Make the links of one object (a usage key or a course key) those of its tags.

    A key that names no block of a course here changes nothing and is logged. The course's link
    version rises in the same transaction, when and only when a link changed.
    """
    return sync.sync_object(object_key, platform().courses, _now(clock))


def sync_course(course_key: str, *, clock: Clock | None = None) -> LinkChanges:
    """Make the links of a whole course those of its tags; raise ``CourseUnknown``."""
    return sync.sync_course(course_key, platform().courses, _now(clock))


def copy_links(source: str, destination: str, *, clock: Clock | None = None) -> LinkChanges:
    """Copy tags and links of a course into its rerun, each once; raise ``CourseUnknown``.

    Kinds, weights and the course's default go along.
    """
    return rerun.copy_links(source, destination, platform().courses, _now(clock))


def links_of(course_key: str) -> list[LinkView]:
    """Return all links of a course, removed ones too, by object and label. One SELECT."""
    rows = Link.objects.filter(course_key=course_key).select_related("competency")
    return [
        LinkView(
            link_id=row.id,
            object_key=row.object_key,
            competency=row.competency.identifier,
            label=str(row.competency),
            kind=row.kind,
            weight=row.weight,
            origin=row.origin,
            created_at=row.created_at,
            removed_at=row.removed_at,
            chosen_kind=row.chosen_kind,
            chosen_weight=row.chosen_weight,
            part=row.part,
            weight_moved=row.weight_moved,
        )
        for row in rows.order_by("object_key", "competency__label", "id")
    ]


def weights_on(object_key: str, kind: str = XBLOCK_ATTESTATION) -> dict[UUID, Decimal]:
    """Return the weight of an object's links of a kind, by competency; weightless ones too.

    For a block of the suite that records what it found: what its author chose there. One SELECT
    where the process knows the course's links, else two; empty for what is no block of a course.
    """
    course_key = course_of(object_key)
    if course_key is None:
        return {}
    several = link_cache.load(course_key).by_object.get(object_key, ())
    return {link.identifier: link.weight for link in several if link.kind == kind}


def possible_kinds(course_key: str) -> dict[str, tuple[str, ...]]:
    """Return the kinds that an author may choose on each object of a course.

    Raises ``CourseUnknown``. No statement of our own.
    """
    blocks = sync.objects_of(course_key, platform().courses)
    return {key: sync.place_of(block).possible for key, block in blocks.items()}


def set_link(
    object_key: str,
    competency: UUID,
    *,
    kind: str = "",
    weight: Decimal | None = None,
    part: str = "",
    clock: Clock | None = None,
) -> LinkChanges:
    """Link an object to a competency, as an author chose: kind '' and weight ``None`` for none.

    The object is tagged where it was not, so that Studio's drawer shows the link. ``weight`` 0 to
    10, two decimals; 0 is shown and counts for nothing. ``part`` is asked by, and only by, the
    kinds ``ora_criterion`` and ``lti_lineitem``. What was answered before keeps the weight of
    then until ``api.weights.change_weights``. Raises ``ObjectUnknown``, ``CompetencyNotHere``,
    ``CompetencyUntagged``, ``CompetencyRetired``, ``KindImpossible``, ``WeightOutOfBounds``,
    ``PresenceWeighsNothing``, ``PartMisplaced``, ``ObjectFull``. One transaction.
    """
    course_key = _course(object_key)
    block = platform().courses.level_of(object_key)
    if block is None:
        raise choosing.ObjectUnknown(object_key=object_key)
    choice = checked(Choice(kind, weight, part), sync.place_of(block))
    is_linked = choosing.is_linked(object_key, competency)
    row = choosing.linkable(competency, is_linked=is_linked)
    wishes = {(object_key, row.pk): choice}
    return choosing.write(course_key, wishes, platform().courses, _now(clock))


def remove_link(object_key: str, competency: UUID, *, clock: Clock | None = None) -> LinkChanges:
    """Take a competency off an object, its tag too; evidence stays, and what was chosen.

    Raises ``ObjectUnknown``, ``CompetencyNotHere``, ``CompetencyUntagged``.
    """
    return take_off(_course(object_key), competency, [object_key], clock=clock)


def put_on_scored_blocks(
    block_key: str, competency: UUID, *, clock: Clock | None = None
) -> LinkChanges:
    """Put a competency on every scored block inside of a unit, subsection, section or course.

    Blocks that show it already stay as they are. ``LinkChanges.objects`` are those on which it
    was put: what ``take_off`` needs to undo exactly this. A constant number of statements.
    Raises ``ObjectUnknown``, ``NothingScored``, ``CompetencyNotHere``, ``CompetencyUntagged``,
    ``CompetencyRetired``, ``ObjectFull``.
    """
    course_key = _course(block_key)
    courses = platform().courses
    blocks = choosing.scored_within(courses.outline(course_key), block_key)
    row = choosing.linkable(competency)
    new = choosing.unlinked(blocks, row.pk)
    if not new:
        return LinkChanges()
    keeps = _kept(new, row.pk)
    wishes = {(key, row.pk): keeps.get(key, Choice()) for key in new}
    found = choosing.write(course_key, wishes, courses, _now(clock))
    return replace(found, objects=tuple(new))


def take_off(
    course_key: str,
    competency: UUID,
    objects: Collection[str],
    *,
    clock: Clock | None = None,
) -> LinkChanges:
    """Take a competency off these objects of a course, where they have it.

    Raises ``CourseUnknown``, ``ObjectUnknown`` for a key of another course, ``CompetencyNotHere``,
    ``CompetencyUntagged``.
    """
    for key in objects:
        if course_of(key) != course_key:
            raise choosing.ObjectUnknown(object_key=key)
    row = choosing.linkable(competency, is_linked=True)
    wishes = {(key, row.pk): None for key in objects}
    return choosing.write(course_key, wishes, platform().courses, _now(clock))


def course_default(course_key: str) -> LinkDefaultView:
    """Return what links of a course are where nobody chose. One SELECT."""
    return defaulting.of_course(course_key)


def set_course_default(
    course_key: str,
    *,
    kind: str = "",
    weight: Decimal | None = None,
    clock: Clock | None = None,
) -> LinkChanges:
    """Decide what links of a course are where nobody chose; return the links that changed.

    It goes before the framework's default and behind what was chosen for a link. Raises
    ``CourseUnknown``, ``KindImpossible``, ``WeightOutOfBounds``, ``PresenceWeighsNothing``.
    """
    choice = Choice(kind, weight)
    return defaulting.set_of_course(course_key, choice, platform().courses, _now(clock))


def set_framework_default(
    framework: UUID,
    *,
    kind: str = "",
    weight: Decimal | None = None,
    clock: Clock | None = None,
) -> LinkChanges:
    """Decide what links to a framework are where neither their course nor anybody chose.

    One transaction a course that links it; what a kill leaves undone, ``agir_sync_links`` does.
    Raises ``ScopeUnknown`` and the refusals of ``set_course_default``.
    """
    choice = Choice(kind, weight)
    return defaulting.set_of_framework(framework, choice, platform().courses, _now(clock))


def export_links(course_key: str) -> Iterator[bytes]:
    """Yield the links of a course as CSV (UTF-8 with a mark, commas), by reading order.

    No cell is run by a spreadsheet. Raises ``CourseUnknown`` before the first piece. Three
    SELECTs.
    """
    return link_export.as_csv(course_key, platform().courses)


def plan_links(course_key: str, content: bytes, *, replaces: bool = False) -> LinksPlan:
    """Return what a file of links would change in a course. Writes nothing.

    Blocks of another course, or of this one under another key, are found by their names.
    ``replaces``: links that the file does not name would be taken off. Raises ``CourseUnknown``,
    ``LinksUnreadable``. At most ten SELECTs, whatever the number of lines.
    """
    return link_import.plan(course_key, content, platform().courses, replaces=replaces)


def apply_links(plan: LinksPlan, *, clock: Clock | None = None) -> LinkChanges:
    """Do what the plan says, all of it or nothing, in one transaction.

    What is stored is compared again, so that an aged plan does no harm. Raises ``LinesRefused``
    where a line cannot be taken in, or could not any more, ``ObjectFull``, ``CourseUnknown``.
    """
    return link_import.apply(plan, platform().courses, _now(clock))


def _course(object_key: str) -> str:
    found = course_of(object_key)
    if found is None:
        raise choosing.ObjectUnknown(object_key=object_key)
    return found


def _kept(object_keys: list[str], competency: int) -> dict[str, Choice]:
    """Return what was chosen before for links that come back."""
    rows = Link.objects.filter(object_key__in=object_keys, competency_id=competency)
    return {
        key: Choice(kind, weight, part)
        for key, kind, weight, part in rows.values_list(
            "object_key", "chosen_kind", "chosen_weight", "part"
        )
    }


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
