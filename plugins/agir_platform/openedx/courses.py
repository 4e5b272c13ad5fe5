"""What is a course of the real platform made of?"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from opaque_keys.edx.keys import CourseKey, UsageKey

from agir_platform.addresses import organisation_of
from agir_platform.openedx import course_facts, course_setup, openness, sites
from agir_platform.openedx.keys import course_key_of, usage_key_of
from agir_platform.ports import Block, CourseFacts, CourseSetup, CourseUnknown, Openness, Outline

LEVELS: Final = {
    "course": "course",
    "chapter": "section",
    "sequential": "subsection",
    "vertical": "unit",
}


class OpenEdxCourses:
    """Courses by the published block structure, single blocks by the modulestore."""

    def outline(self, course_key: str) -> Outline:
        """Return the published outline; raise ``CourseUnknown``."""
        key = course_key_of(course_key)
        structure = None if key is None else _structure(key)
        if structure is None:
            raise CourseUnknown(course_key=course_key)
        blocks = tuple(_walk(structure, structure.root_block_usage_key, None))
        return Outline(course_key=str(key), title=blocks[0].title, blocks=blocks)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all courses, sorted."""
        return tuple(sorted(str(key) for key in _overviews().objects.values_list("id", flat=True)))

    def level_of(self, object_key: str) -> Block | None:
        """Return the block an object key names (a course key gives its root), or ``None``."""
        from xmodule.modulestore.django import modulestore  # noqa: PLC0415
        from xmodule.modulestore.exceptions import ItemNotFoundError  # noqa: PLC0415

        course = course_key_of(object_key)
        if course is not None:
            usage = modulestore().make_course_usage_key(course)
        else:
            usage = usage_key_of(object_key)
        if usage is None or not usage.context_key.is_course:
            return None
        try:
            return _block_of(modulestore().get_item(usage))
        except ItemNotFoundError:
            return None

    def titles(self, usage_keys: Iterable[str]) -> dict[str, str]:
        """Return display names of the blocks that exist: one cache entry a course."""
        found: dict[str, str] = {}
        for course, usages in _by_course(usage_keys).items():
            structure = _structure(course)
            for usage in usages:
                if structure is not None and usage in structure:
                    found[str(usage)] = _title(structure, usage)
        return found

    def families(self, usage_keys: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return originals and other copies of blocks of libraries, where Studio runs.

        UNTESTED: by Studio's table of links to libraries, which the LMS does not have.
        """
        try:
            from cms.djangoapps.contentstore.models import ComponentLink  # noqa: PLC0415
        except (ImportError, RuntimeError):
            return {}
        rows = ComponentLink.objects
        asked = [usage for usage in map(usage_key_of, usage_keys) if usage is not None]
        mine = dict(
            rows.filter(downstream_usage_key__in=asked).values_list(
                "downstream_usage_key", "upstream_usage_key"
            )
        )
        copies = rows.filter(upstream_usage_key__in=set(mine.values())).order_by("created", "pk")
        found: dict[Any, list[Any]] = {}
        for copy, original in copies.values_list("downstream_usage_key", "upstream_usage_key"):
            found.setdefault(original, []).append(copy)
        return {
            str(key): (str(of), *(str(one) for one in found.get(of, ()) if one != key))
            for key, of in mine.items()
        }

    def url_of(self, usage_key: str) -> str:
        """Return the address at which a learner meets the block; '' for no block of a course."""
        usage = usage_key_of(usage_key)
        if usage is None or not usage.context_key.is_course:
            return ""
        root = sites.root_of(organisation_of(str(usage.context_key)))
        return f"{root}/courses/{usage.context_key}/jump_to/{usage}"

    def facts(self, course_key: str) -> CourseFacts | None:
        """Return what is said of a course, or ``None``."""
        return self.facts_of([course_key]).get(course_key)

    def facts_of(self, course_keys: Iterable[str]) -> dict[str, CourseFacts]:
        """Return what is said of these courses: two statements, and each course's settings."""
        asked = [key for key in map(course_key_of, course_keys) if key is not None]
        return course_facts.of(asked) if asked else {}

    def visible_to(self, course_key: str, mode: str) -> frozenset[str] | None:
        """Return what a learner of this mode is shown; ``None`` where that cannot be told."""
        key = course_key_of(course_key)
        return None if key is None else openness.visible_to(key, mode)

    def openness(self, course_key: str) -> Openness | None:
        """Return what the course gives without an account; ``None`` for no course."""
        key = course_key_of(course_key)
        structure = None if key is None else _structure(key)
        return None if structure is None else openness.of(self.outline(course_key))

    def setup(self, course_key: str) -> CourseSetup:
        """Return what the course's team chose; raise ``CourseUnknown``."""
        return course_setup.of(course_key)

    def set_up(self, course_key: str, setup: CourseSetup) -> None:
        """Write it; raise ``CourseUnknown``."""
        course_setup.write(course_key, setup)


def _overviews() -> Any:
    from openedx.core.djangoapps.content.course_overviews.models import (  # noqa: PLC0415
        CourseOverview,
    )

    return CourseOverview


def _structure(course: CourseKey) -> Any:
    """Return the course's published structure, ``None`` when there is no such course."""
    from openedx.core.djangoapps.content.block_structure.api import (  # noqa: PLC0415
        get_course_in_cache,
    )

    return get_course_in_cache(course) if _overviews().course_exists(course) else None


def _by_course(usage_keys: Iterable[str]) -> dict[Any, list[UsageKey]]:
    grouped: dict[Any, list[UsageKey]] = {}
    for text in usage_keys:
        usage = usage_key_of(text)
        if usage is not None and usage.context_key.is_course:
            grouped.setdefault(usage.context_key, []).append(usage)
    return grouped


def _walk(structure: Any, usage: UsageKey, parent: UsageKey | None) -> Iterator[Block]:
    """Yield the blocks in reading order; a course is at most some ten levels deep."""
    level = LEVELS.get(usage.block_type, "leaf")
    yield Block(
        usage_key=str(usage),
        block_type=usage.block_type,
        title=_title(structure, usage),
        parent=None if parent is None else str(parent),
        is_scored=level == "leaf" and bool(structure.get_xblock_field(usage, "has_score", False)),
        level=level,
    )
    for child in structure.get_children(usage):
        yield from _walk(structure, child, usage)


def _title(structure: Any, usage: UsageKey) -> str:
    return structure.get_xblock_field(usage, "display_name", None) or usage.block_id


def _block_of(item: Any) -> Block:
    usage = item.location.for_branch(None).for_version(None)
    level = LEVELS.get(usage.block_type, "leaf")
    parent = getattr(item, "parent", None)
    return Block(
        usage_key=str(usage),
        block_type=usage.block_type,
        title=item.display_name or usage.block_id,
        parent=None if parent is None else str(parent.for_branch(None).for_version(None)),
        is_scored=level == "leaf" and bool(getattr(item, "has_score", False)),
        level=level,
    )
