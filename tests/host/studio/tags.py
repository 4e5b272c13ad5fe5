"""Which taxonomies may an author pick from, and which tags does an object bear?

Reads through ``openedx_tagging``'s own face, under either of its import paths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any


@dataclass(slots=True)
class TagNode:
    """One tag, whether the object bears it, and the tags below it."""

    value: str
    chosen: bool
    children: list[TagNode] = field(default_factory=list)

    @property
    def holds_choice(self) -> bool:
        """Tell whether this tag or one below it is chosen."""
        return self.chosen or any(child.holds_choice for child in self.children)


@dataclass(frozen=True, slots=True)
class TaxonomyTree:
    """One taxonomy of the drawer with its roots in order."""

    taxonomy_id: int
    name: str
    roots: list[TagNode]

    @property
    def holds_choice(self) -> bool:
        """Tell whether the object bears a tag of this taxonomy."""
        return any(root.holds_choice for root in self.roots)


def drawer(object_key: str) -> list[TaxonomyTree]:
    """Return every taxonomy that has tags, those of the object chosen."""
    api = _tagging()
    chosen: dict[int, set[str]] = {}
    for tag in api.get_object_tags(object_key):
        if tag.taxonomy_id is not None:
            chosen.setdefault(tag.taxonomy_id, set()).add(tag.value)
    trees = (
        TaxonomyTree(
            taxonomy.pk, taxonomy.name, _roots(api.get_tags(taxonomy), chosen.get(taxonomy.pk))
        )
        for taxonomy in api.get_taxonomies(enabled=True).order_by("name")
        if not taxonomy.allow_free_text
    )
    return [tree for tree in trees if tree.roots]


def counts(course_key: str) -> dict[str, int]:
    """Return how many tags each object of the course bears, the course itself included."""
    api = _tagging()
    run = course_key.partition(":")[2]
    found: dict[str, int] = dict(api.get_object_tag_counts(f"block-v1:{run}+*"))
    found.update(api.get_object_tag_counts(course_key))
    return found


def _roots(rows: Any, chosen: set[str] | None) -> list[TagNode]:
    nodes: dict[str, TagNode] = {}
    roots: list[TagNode] = []
    for row in rows:
        node = TagNode(row["value"], row["value"] in (chosen or ()))
        nodes[row["value"]] = node
        parent = nodes.get(row["parent_value"] or "")
        (parent.children if parent else roots).append(node)
    return roots


def _tagging() -> Any:
    new = find_spec("openedx_tagging") and find_spec("openedx_tagging.api")
    return import_module("openedx_tagging.api" if new else "openedx_tagging.core.tagging.api")
