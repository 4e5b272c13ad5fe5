"""Which objects of a course feed which competencies, without asking the database each time?

Each process keeps the links of the courses it met, with the ``LinkVersion`` they were read at.
Whoever reads a course's version along with something else compares it and calls ``load`` when
it moved. Promises feed nothing and are not kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from threading import Lock
from typing import Final
from uuid import UUID

from agir_competencies.domain.link import PART_KINDS, PROMISE, PROVING_KINDS
from agir_competencies.models import Link, LinkVersion

MOST_COURSES: Final = 500


@dataclass(frozen=True, slots=True)
class ObjectLink:
    """One live link of an object: ``weight`` 0 to 10, ``kind`` is the port's score kind.

    ``part`` names the one criterion or line item that it hears, '' for the whole.
    """

    link_id: UUID
    competency_pk: int
    identifier: UUID
    kind: str
    weight: Decimal
    part: str = ""

    @property
    def proves(self) -> bool:
        """Tell whether what it hears counts for a skill; presence and weight 0 do not."""
        return self.kind in PROVING_KINDS and self.weight > 0

    def hears(self, kind: str, part: str = "") -> bool:
        """Tell whether a score of this kind, of this part of the object, is the link's business."""
        return self.kind == kind and (kind not in PART_KINDS or self.part == part)


@dataclass(frozen=True, slots=True)
class CourseLinks:
    """The live links of one course at ``version`` (0: the course never had a link)."""

    version: int
    by_object: Mapping[str, tuple[ObjectLink, ...]]


_kept: OrderedDict[str, CourseLinks] = OrderedDict()
_lock = Lock()


def cached(course_key: str) -> CourseLinks | None:
    """Return what this process remembers of the course, asking nothing; it may be stale."""
    with _lock:
        links = _kept.get(course_key)
        if links is not None:
            _kept.move_to_end(course_key)
        return links


def version_of(course_key: str) -> int:
    """Return the course's link version now, 0 when it never had a link. One SELECT."""
    found = LinkVersion.objects.filter(course_key=course_key).values_list("version", flat=True)
    return found.first() or 0


def load(course_key: str, version: int | None = None) -> CourseLinks:
    """Return the links of the course at ``version`` (the present one when ``None``).

    Costs nothing when they are remembered at that version, else one SELECT (two when
    ``version`` is ``None``). The version is read before the links, so that a change in between
    can only make them newer than they say, and they are read again at the next comparison.
    """
    if version is None:
        version = version_of(course_key)
    links = cached(course_key)
    if links is not None and links.version == version:
        return links
    links = CourseLinks(version, _read(course_key) if version else {})
    with _lock:
        _kept[course_key] = links
        _kept.move_to_end(course_key)
        while len(_kept) > MOST_COURSES:
            _kept.popitem(last=False)
    return links


def clear() -> None:
    """Forget everything; for tests and for a process that forks."""
    with _lock:
        _kept.clear()


def _read(course_key: str) -> dict[str, tuple[ObjectLink, ...]]:
    """Return the live links that give evidence, by object key, in a stable order."""
    rows = (
        Link.objects.filter(course_key=course_key, removed_at=None)
        .exclude(kind=PROMISE)
        .order_by("object_key", "id")
        .values_list(
            "object_key", "id", "competency_id", "competency__identifier", "kind", "weight", "part"
        )
    )
    by_object: dict[str, list[ObjectLink]] = {}
    for object_key, *values in rows:
        by_object.setdefault(object_key, []).append(ObjectLink(*values))
    return {key: tuple(links) for key, links in by_object.items()}
