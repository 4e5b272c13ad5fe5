"""How does an author say, elsewhere than in Studio's drawer, that and how an object is linked?

A link is a tag first, so that the drawer shows the same; then what was chosen is kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from agir_competencies.data import LinkChanges
from agir_competencies.domain.link import Choice
from agir_competencies.linking import bearing
from agir_competencies.linking.settle import Pair
from agir_competencies.linking.sync import sync_objects
from agir_competencies.models import Competency, Link
from agir_kernel.errors import DomainError
from agir_platform.ports import Block, Courses, Outline

Wishes = Mapping[Pair, Choice | None]
"""What each link should be; ``None``: none at all."""


class ObjectUnknown(DomainError):
    """No block of a course here has this key. Facts: ``object_key``."""

    code: ClassVar[str] = "object_unknown"


class CompetencyNotHere(DomainError):
    """Nothing here has this identifier, code or label. Facts: ``competency``."""

    code: ClassVar[str] = "competency_not_here"


class CompetencyUntagged(DomainError):
    """The competency has no tag yet: its framework was not mirrored. Facts: ``competency``."""

    code: ClassVar[str] = "competency_untagged"


class CompetencyRetired(DomainError):
    """The competency is no longer in force. Facts: ``competency``, ``replaced_by`` or —."""

    code: ClassVar[str] = "competency_retired"


class NothingScored(DomainError):
    """Nothing inside of this block yields a score. Facts: ``object_key``."""

    code: ClassVar[str] = "nothing_scored"


@transaction.atomic
def write(
    course_key: str, wishes: Wishes, courses: Courses, now: datetime, *, origin: str = "author"
) -> LinkChanges:
    """Make these links what is wished, their tags too; raise ``ObjectFull``, ``CourseUnknown``.

    A constant number of statements, batches of writing apart. The caller checked every wish.
    """
    put = {pair: choice for pair, choice in wishes.items() if choice is not None}
    off = [pair for pair, choice in wishes.items() if choice is None]
    bearing.take_off(bearing.tagged(off) if off else ())
    bearing.put(bearing.tagged(put) if put else ())
    objects = sorted({object_key for object_key, _ in wishes})
    return sync_objects(course_key, objects, courses, now, choices=put, origin=origin)


def linkable(identifier: UUID, *, is_linked: bool = False) -> Competency:
    """Return a competency that may be linked anew; one that ``is_linked`` may be retired.

    Raises ``CompetencyNotHere``, ``CompetencyUntagged``, ``CompetencyRetired``. One SELECT.
    """
    found = Competency.objects.select_related("replaced_by", "framework")
    row = found.filter(identifier=identifier).first()
    if row is None:
        raise CompetencyNotHere(competency=str(identifier))
    check_linkable(row, is_linked=is_linked)
    return row


def check_linkable(row: Competency, *, is_linked: bool) -> None:
    """Raise why a competency cannot be linked."""
    if row.tag_id is None or row.framework.taxonomy_id is None:
        raise CompetencyUntagged(competency=str(row))
    if row.retired_at is not None and not is_linked:
        instead = str(row.replaced_by) if row.replaced_by else "—"
        raise CompetencyRetired(competency=str(row), replaced_by=instead)


def is_linked(object_key: str, competency: UUID) -> bool:
    """Tell whether a link is in force. One SELECT."""
    rows = Link.objects.filter(object_key=object_key, competency__identifier=competency)
    return rows.filter(removed_at=None).exists()


def scored_within(outline: Outline, block_key: str) -> list[str]:
    """Return the scored leaves inside of a block, or of a course by its key, in reading order.

    Raises ``ObjectUnknown``, ``NothingScored``.
    """
    root = outline.blocks[0].usage_key if block_key == outline.course_key else block_key
    inside = {root}
    found: list[str] = []
    is_there = False
    for block in outline.blocks:
        is_there = is_there or block.usage_key == root
        if block.parent in inside:
            inside.add(block.usage_key)
        if block.usage_key in inside and _is_answered(block):
            found.append(block.usage_key)
    if not is_there:
        raise ObjectUnknown(object_key=block_key)
    if not found:
        raise NothingScored(object_key=block_key)
    return found


def unlinked(object_keys: Iterable[str], competency: int) -> list[str]:
    """Return the objects that have no link in force to a competency, in order. One SELECT."""
    keys = list(object_keys)
    rows = Link.objects.filter(object_key__in=keys, competency_id=competency, removed_at=None)
    linked = set(rows.values_list("object_key", flat=True))
    return [key for key in keys if key not in linked]


def _is_answered(block: Block) -> bool:
    return block.is_scored and block.level == "leaf"
