"""How do a manifest's frameworks, tags and badges enter? By the faces of their contexts.

Tags take the way of Studio's drawer: a value in a taxonomy, put on an object by the tagging API.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from typing import Any
from uuid import UUID

from django.utils import timezone

from agir_platform import contexts
from host.courseware import tags
from host.courseware.demo.manifest import BadgeEntry, Manifest, TagEntry
from host.courseware.models import Course

MOST = 100_000


class ManifestUnfit(Exception):
    """The manifest names something that is not there; the text says what."""


def import_frameworks(manifest: Manifest) -> int:
    """Import the frameworks; return how many changed."""
    from agir_competencies import api

    return sum(
        api.apply_plan(api.plan_import(path, format=kind)).frameworks
        for path, kind in manifest.frameworks
    )


def put_tags(course: Course, entries: Iterable[TagEntry]) -> int:
    """Put the tags on the course's objects; return how many objects changed."""
    wanted: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        key = _object(course, entry.object)
        for taxonomy, value in _handles(_identifiers(entry.framework, entry.competencies)):
            wanted[key][taxonomy].append(value)
    changed = 0
    for key, by_taxonomy in wanted.items():
        if _has(key) != {taxonomy: set(values) for taxonomy, values in by_taxonomy.items()}:
            tags.put(key, list(by_taxonomy.items()))
            changed += 1
    return changed


def make_badges(entries: Iterable[BadgeEntry]) -> int:
    """Make the badges that are not there yet; return how many."""
    if not contexts.is_on("badges"):
        return 0
    from agir_badges import api
    from agir_badges.rules import BadgeSlugTaken

    made = 0
    for entry in entries:
        items = [
            (found, entry.level) for found in _identifiers(entry.framework, entry.competencies)
        ]
        try:
            api.create_rule(
                entry.slug,
                entry.words,
                items,
                now=timezone.now(),
                threshold=entry.threshold,
                minimum=entry.minimum,
            )
            made += 1
        except BadgeSlugTaken:
            continue
    return made


def _object(course: Course, name: str) -> str:
    """Return the key of a block by its ``url_name``, or the key that was given."""
    if name in (course.key, "course"):
        return course.key
    rows = course.blocks.all()
    for row in rows.filter(usage_key__endswith=f"@{name}") | rows.filter(usage_key=name):
        return row.usage_key
    raise ManifestUnfit(f"{course.key} has no block {name}")


def _framework(name: str) -> UUID:
    """Return the framework that has the name as identifier, or in its address or title."""
    from agir_competencies import api

    for view in api.frameworks():
        if name == str(view.identifier) or name in view.uri or name in view.title:
            return view.identifier
    raise ManifestUnfit(f"there is no framework {name}")


def _identifiers(framework: str, names: Iterable[str]) -> list[UUID]:
    from agir_competencies import api

    views = api.find_competencies(framework=_framework(framework), limit=MOST)
    known = {view.code: view.identifier for view in views if view.code}
    known |= {str(view.identifier): view.identifier for view in views}
    missing = [name for name in names if name not in known]
    if missing:
        raise ManifestUnfit(f"{framework} has no competency {', '.join(missing)}")
    return [known[name] for name in names]


def _handles(identifiers: Iterable[UUID]) -> list[tuple[int, str]]:
    """Return (taxonomy, tag value) of each competency: its tag bears its identifier."""
    asked = [str(identifier) for identifier in identifiers]
    rows = _tag_model().objects.filter(external_id__in=asked)
    found = {row.external_id: (row.taxonomy_id, row.value) for row in rows}
    missing = [one for one in asked if one not in found]
    if missing:
        raise ManifestUnfit(f"no tag stands for {', '.join(missing)}")
    return [found[one] for one in asked]


def _tag_model() -> Any:
    return import_module(f"{tags.api().__name__.rpartition('.')[0]}.models").Tag


def _has(object_key: str) -> dict[int, set[str]]:
    return {
        entry["taxonomy_id"]: {tag["value"] for tag in entry["tags"]}
        for entry in tags.of(object_key)
    }
