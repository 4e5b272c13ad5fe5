"""How is a taxonomy brought in line with its framework?

In sets: one SELECT of the tags, a comparison, then a handful of statements for what differs.
What was changed in Studio's taxonomy pages is overwritten; ``differences`` tells it first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from agir_competencies.data import MirrorOutcome
from agir_competencies.domain.text import fold
from agir_competencies.tagging import oel
from agir_competencies.tagging.handle import Cover, Handle, by_level, lineages


@dataclass(slots=True)
class Work:
    """What a taxonomy needs, in rows."""

    insert: list[Handle] = field(default_factory=list)
    update: list[tuple[oel.TagRow, Handle]] = field(default_factory=list)
    remove: list[oel.TagRow] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def mirror(
    cover: Cover,
    handles: Sequence[Handle],
    taxonomy_key: int | None,
    names: Callable[[], Mapping[str, str]],
) -> tuple[MirrorOutcome, dict[str, int]]:
    """Make the taxonomy what it should be; return what it took, and tag ids by external id.

    ``handles`` come parents first. ``names`` tells which external id each folded label, present
    or past, means: it ties objects again to a tag that was deleted in Studio and is made anew.
    """
    key, covered = _cover(cover, taxonomy_key)
    rows = oel.tags(key)
    handles = kept(handles, rows)
    work = compare(handles, rows)
    _write(key, handles, work)
    relinked = _relink(key, handles, work.ids, names)
    outcome = MirrorOutcome(
        key, len(work.insert), len(work.update) + covered, len(work.remove), relinked
    )
    return outcome, work.ids


def compare(handles: Sequence[Handle], rows: Sequence[oel.TagRow]) -> Work:
    """Return what separates the rows from the handles, and the ids of the tags that stay."""
    known = _matched(handles, rows)
    work = Work(ids={external: row.key for external, row in known.items()})
    depths = lineages(handles)
    for handle in handles:
        row = known.get(handle.external_id)
        if row is None:
            work.insert.append(handle)
        elif not _same(row, handle, work.ids, depths[handle.external_id]):
            work.update.append((row, handle))
    kept = set(work.ids.values())
    work.remove = [row for row in rows if row.key not in kept]
    return work


def _matched(handles: Sequence[Handle], rows: Sequence[oel.TagRow]) -> dict[str, oel.TagRow]:
    """Return the row of each handle: by external id, else by the id it was last written under."""
    by_external = {row.external_id.lower(): row for row in rows if row.external_id}
    by_key = {row.key: row for row in rows}
    wanted = {handle.external_id for handle in handles}
    known: dict[str, oel.TagRow] = {}
    for handle in handles:
        row = by_external.get(handle.external_id) or by_key.get(handle.tag or 0)
        if row and (row.external_id == handle.external_id or row.external_id not in wanted):
            known[handle.external_id] = row
    return known


def _same(row: oel.TagRow, handle: Handle, ids: Mapping[str, int], place: tuple[int, str]) -> bool:
    """Tell whether a row says what its handle asks for."""
    parent = ids.get(handle.parent) if handle.parent else None
    if handle.parent and parent is None:
        return False
    if (row.value, row.external_id, row.parent) != (handle.value, handle.external_id, parent):
        return False
    return not oel.HAS_LINEAGE or (row.depth, row.lineage) == place


def _cover(cover: Cover, key: int | None) -> tuple[int, int]:
    """Return the taxonomy's id, and 1 when its own row had to be written."""
    row = oel.taxonomy(key=key) if key else None
    row = row or oel.taxonomy(export_id=cover.export_id)
    if row and row.as_it_should and cover == Cover(row.export_id, row.name, row.description):
        return row.key, 0
    written = oel.write_taxonomy(
        row.key if row else None, cover.export_id, cover.name, cover.description
    )
    return written, 1


def kept(handles: Sequence[Handle], rows: Sequence[oel.TagRow]) -> list[Handle]:
    """Return the handles without the retired ones that no object bears."""
    known = {row.external_id.lower(): row.key for row in rows}
    retired = {h.external_id: known[h.external_id] for h in handles
               if not h.keep and h.external_id in known}  # fmt: skip
    borne = oel.used(list(retired.values())) if retired else set()
    return [h for h in handles if h.keep or retired.get(h.external_id) in borne]


def _write(key: int, handles: Sequence[Handle], work: Work) -> None:
    """Write the difference in an order that no unique value of the platform forbids."""
    places = lineages(handles)
    changed = [row for row, handle in work.update if row.value != handle.value
               or row.external_id != handle.external_id]  # fmt: skip
    leaving, aside = changed + work.remove, dict[int, oel.TagRow]()
    if leaving and (work.insert or changed):
        aside = {row.key: row for row in oel.set_aside(key, leaving)}
    new = {handle.external_id for handle in work.insert}
    for level in by_level(handles) if new else ():
        made = [_row(0, handle, work.ids, places) for handle in level if handle.external_id in new]
        if made:
            work.ids.update(oel.insert(key, made))
    if work.update:
        pairs = [
            (aside.get(row.key, row), _row(row.key, handle, work.ids, places))
            for row, handle in work.update
        ]
        oel.update(key, pairs)
        oel.refresh(key)
    if work.remove:
        oel.delete([row.key for row in work.remove])


def _row(
    key: int, handle: Handle, ids: Mapping[str, int], places: Mapping[str, tuple[int, str]]
) -> oel.TagRow:
    """Return the row that a handle asks for."""
    parent = ids[handle.parent] if handle.parent else None
    return oel.TagRow(key, handle.value, handle.external_id, parent, *places[handle.external_id])


def _relink(
    key: int,
    handles: Sequence[Handle],
    ids: Mapping[str, int],
    names: Callable[[], Mapping[str, str]],
) -> int:
    """Tie the objects whose tag was deleted to the tag made anew; return how many."""
    orphans = oel.orphans(key)
    if not orphans:
        return 0
    values = {handle.external_id: handle.value for handle in handles}
    known, pairs = names(), []
    for row in orphans:
        external = known.get(fold(row.value))
        if external and external in ids and external in values:
            pairs.append((row, ids[external], values[external]))
    return oel.relink(pairs) if pairs else 0
