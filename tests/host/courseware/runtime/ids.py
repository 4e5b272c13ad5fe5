"""How are blocks named? By opaque keys; a block's definition is its usage."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from opaque_keys.edx.keys import CourseKey, UsageKey
from xblock.exceptions import NoSuchDefinition
from xblock.runtime import IdGenerator, IdReader


class HostIds(IdReader, IdGenerator):
    """Names of blocks in one course; a slug (``url_name``) is honoured."""

    def __init__(self, course_key: CourseKey | None = None) -> None:
        """Name blocks of this course, where new ones are made."""
        self.course_key = course_key

    def get_definition_id(self, usage_id: Any) -> Any:
        """Return the usage key: it is the definition."""
        return usage_id

    def get_block_type(self, def_id: Any) -> str:
        """Return the block type the key tells."""
        if not isinstance(def_id, UsageKey):
            raise NoSuchDefinition(repr(def_id))
        return str(def_id.block_type)

    def create_definition(self, block_type: str, slug: str | None = None) -> Any:
        """Return the key of a new block, under its slug where it has one."""
        if self.course_key is None:
            raise NoSuchDefinition("this runtime makes no blocks")
        return self.course_key.make_usage_key(block_type, slug or uuid4().hex)

    def create_usage(self, def_id: Any) -> Any:
        """Return the definition: it is the usage."""
        return def_id

    def get_usage_id_from_aside(self, aside_id: Any) -> Any:
        """Refuse: the host has no asides."""
        raise NoSuchDefinition(repr(aside_id))

    get_definition_id_from_aside = get_usage_id_from_aside
    get_aside_type_from_usage = get_usage_id_from_aside
    get_aside_type_from_definition = get_usage_id_from_aside

    def create_aside(self, definition_id: Any, usage_id: Any, aside_type: str) -> Any:
        """Refuse: the host has no asides."""
        raise NoSuchDefinition(aside_type)
