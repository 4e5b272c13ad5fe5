"""How are a course's rows written? In one transaction, the same again when imported again.

Blocks that the folder no longer holds go; what learners answered stays.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from opaque_keys.edx.keys import CourseKey
from opaque_keys.edx.locator import CourseLocator
from xblock.fields import ScopeIds

from host.courseware import publishing
from host.courseware.grades.problem import weighted
from host.courseware.models import BlockRow, Course, FieldValue
from host.courseware.models.field_value import NOBODY
from host.courseware.olx.reading import Node, OlxCourse, read_course
from host.courseware.runtime import HostRuntime
from host.courseware.runtime.types import class_of, is_known

log = logging.getLogger(__name__)
INHERITED = ("graded", "format")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: the course, its number of blocks, the tags nothing here runs."""

    course: Course
    blocks: int
    unknown: tuple[str, ...]


def import_course(folder: Path | str, key: CourseKey | None = None) -> Imported:
    """Import a folder of OLX; under its own key unless another is given.

    Raises ``OlxUnreadable`` and then writes nothing.
    """
    read = read_course(Path(folder))
    course_key = key or CourseLocator(read.org, read.course, read.run)
    with transaction.atomic():
        course = _course(read, str(course_key))
        writer = _Writer(course, course_key, str(read.folder))
        writer.clear()
        writer.write(read.root, None, 0, {})
        writer.drop_others()
        publishing.publish(course)
    return Imported(course, len(writer.kept), tuple(sorted(writer.unknown)))


def _course(read: OlxCourse, key: str) -> Course:
    settings = read.root.settings
    image = settings.get("course_image", "")
    return Course.objects.update_or_create(
        key=key,
        defaults={
            "org": CourseKey.from_string(key).org,
            "title": read.root.title,
            "language": settings.get("language", "fr"),
            "intro": read.intro,
            "image": f"/assets/courseware/{key}/{image}" if image else "",
            "grading": read.grading,
            "source": str(read.folder),
            "starts_at": _instant(settings.get("start", "")),
            "ends_at": _instant(settings.get("end", "")),
            "visibility": settings.get("course_visibility", "private"),
            "licence": settings.get("license", ""),
        },
    )[0]


def _instant(text: str) -> datetime | None:
    """Return an instant of OLX, which may stand in quotes and mean UTC without saying so."""
    found = parse_datetime(text.strip('"'))
    return found if found is None or found.tzinfo else found.replace(tzinfo=UTC)


class _Writer:
    """Writes one course's blocks."""

    def __init__(self, course: Course, key: CourseKey, folder: str) -> None:
        self.course, self.key = course, key
        self.runtime = HostRuntime(key, folder=folder)
        self.kept: set[str] = set()
        self.unknown: set[str] = set()

    def clear(self) -> None:
        """Forget the authored fields of the former import."""
        keys = list(self.course.blocks.values_list("usage_key", flat=True))
        FieldValue.objects.filter(
            block__in=keys, user_id=NOBODY, scope__in=("content", "settings", "children", "parent")
        ).delete()

    def write(
        self, node: Node, parent: BlockRow | None, position: int, inherited: dict[str, str]
    ) -> None:
        """Write a node and what is below it."""
        name = "course" if node.tag == "course" else node.name
        usage = self.key.make_usage_key(node.tag, name)
        handed = inherited | {key: node.settings[key] for key in INHERITED if key in node.settings}
        row = self._row(usage, node, parent, position)
        row.graded = handed.get("graded", "false").lower() == "true"
        row.format = handed.get("format", "")[:100]
        if node.element is not None:
            self._fields(usage, node, row)
        row.save()
        self.kept.add(row.usage_key)
        for place, child in enumerate(node.children):
            self.write(child, row, place, handed)

    def drop_others(self) -> None:
        """Remove the blocks that the folder no longer holds."""
        self.course.blocks.exclude(usage_key__in=self.kept).delete()

    def _row(self, usage: Any, node: Node, parent: BlockRow | None, position: int) -> BlockRow:
        row = BlockRow.objects.filter(usage_key=str(usage)).first() or BlockRow(
            usage_key=str(usage), course=self.course
        )
        row.block_type, row.title, row.level = node.tag, node.title, node.level
        row.parent, row.position = parent, position
        row.is_scored, row.weight, row.possible = False, None, None
        if node.tag == "library_content":
            row.weight = Decimal(node.settings.get("max_count", "1"))
        return row

    def _fields(self, usage: Any, node: Node, row: BlockRow) -> None:
        """Let the block's own class read its XML, and keep what it says of its score."""
        if not is_known(node.tag):
            self.unknown.add(node.tag)
            log.warning("Nothing installed runs <%s>: %s", node.tag, usage)
            return
        element = node.element
        for key, value in node.settings.items():
            element.set(key, value)
        element.attrib.pop("url_name", None)
        block = parse(self.runtime, element, usage)
        block.graded, block.format = row.graded, row.format
        block.save()
        row.title = (getattr(block, "display_name", None) or row.title)[:255]
        row.is_scored = bool(getattr(block, "has_score", False))
        if row.is_scored:
            row.weight, row.possible = offers(block)


def parse(runtime: HostRuntime, element: Any, usage: Any) -> Any:
    """Return the block that its class reads from the element."""
    mixed = runtime.mixologist.mix(class_of(usage.block_type))
    keys = ScopeIds(None, usage.block_type, usage, usage)
    reader = getattr(mixed, "parse_xml_new_runtime", None) or mixed.parse_xml
    return reader(element, runtime, keys)


def offers(block: Any) -> tuple[Decimal | None, Decimal | None]:
    """Return the block's weight and the weighted points it offers, ``None`` when it cannot say."""
    weight = getattr(block, "weight", None)
    own = None if weight is None else Decimal(str(weight))
    try:
        raw = block.max_score()
    except Exception:  # noqa: BLE001  a problem whose script may not run offers its weight
        log.warning("%s cannot say its points", block.scope_ids.usage_id)
        raw = None
    if raw is None:
        return own, own
    return own, weighted(Decimal(0), Decimal(str(raw)), own)[1]
