"""How are tags put on a block? By the real package, with the platform's two events."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db import transaction
from openedx_events.content_authoring import signals as events
from openedx_events.content_authoring.data import ContentObjectChangedData, ContentObjectData


class TagsRefused(Exception):
    """The taxonomy does not exist or has no such tag; the text says which."""


def api() -> Any:
    """Return the package's face, under either of its import paths."""
    new = find_spec("openedx_tagging") and find_spec("openedx_tagging.api")
    return import_module("openedx_tagging.api" if new else "openedx_tagging.core.tagging.api")


def put(object_id: str, asked: list[tuple[int, list[str]]]) -> None:
    """Replace the object's tags of these taxonomies, all or none, and tell it once."""
    face = api()
    try:
        with transaction.atomic():
            for taxonomy_id, values in asked:
                taxonomy = face.get_taxonomy(taxonomy_id)
                if taxonomy is None:
                    raise TagsRefused(f"There is no taxonomy {taxonomy_id}.")
                face.tag_object(object_id, taxonomy, values)
    except TagsRefused:
        raise
    except Exception as problem:
        if type(problem).__name__ in ("DoesNotExist", "TagDoesNotExist") or isinstance(
            problem, ValueError
        ):
            raise TagsRefused(str(problem)) from problem
        raise
    tell(object_id)


def tell(object_id: str) -> None:
    """Send the two events that the platform sends after a change of tags."""
    events.CONTENT_OBJECT_ASSOCIATIONS_CHANGED.send_event(
        content_object=ContentObjectChangedData(object_id=object_id, changes=["tags"])
    )
    events.CONTENT_OBJECT_TAGS_CHANGED.send_event(
        content_object=ContentObjectData(object_id=object_id)
    )


def of(object_id: str) -> list[dict[str, Any]]:
    """Return the object's tags, by taxonomy, as the platform's API shows them."""
    found: dict[int, dict[str, Any]] = {}
    for tag in api().get_object_tags(object_id):
        if tag.taxonomy_id is None:
            continue
        entry = found.setdefault(
            tag.taxonomy_id,
            {"name": tag.taxonomy.name, "taxonomy_id": tag.taxonomy_id, "tags": []},
        )
        entry["tags"].append({"value": tag.value, "lineage": list(tag.get_lineage())})
    return list(found.values())
