"""How does a document take its place in the tables? In sets, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from agir_competencies.data import ImportOutcome, MirrorOutcome
from agir_competencies.domain.adopt import adopt
from agir_competencies.domain.framework import Document, Item
from agir_competencies.domain.keep import keep
from agir_competencies.domain.plan import Diff, Stored, StoredItem, diff
from agir_competencies.domain.refusals import LabelsCollide
from agir_competencies.frameworks import crossing
from agir_competencies.frameworks.handles import handles_of, names_of
from agir_competencies.frameworks.relations import write_relations
from agir_competencies.frameworks.rows import insert
from agir_competencies.frameworks.snapshot import HEAD, refuse_taken, snapshot
from agir_competencies.models import Competency, Framework, LabelAlias
from agir_competencies.tagging.handle import cover_of
from agir_competencies.tagging.mirror import mirror

BATCH = 500
WORDS = ("uri", "statement", "short", "code", "item_type", "language", "position", "depth",
         "rest")  # fmt: skip
HANDLE = ("label", "tag_id")


def settled(document: Document, stored: Stored) -> Document:
    """Return the document with what it could not say, and identities that its sentences have.

    What was retired before and still is stays where it was last seen: its place says nothing.
    """
    document = keep(document, stored)
    if document.head.source == "rncp" and not document.whole:
        document = adopt(document, stored)
    if not document.retired:
        return document
    return replace(
        document, items=tuple(_at_rest(item, document, stored) for item in document.items)
    )


def _at_rest(item: Item, document: Document, stored: Stored) -> Item:
    """Return an item where it stands; where it stood, when it was retired already."""
    old = stored.items.get(item.identifier)
    if old is None or not old.retired or item.identifier not in (document.retired or {}):
        return item
    return replace(item, parent=old.item.parent, position=old.item.position, depth=old.item.depth)


@transaction.atomic
def apply(document: Document, now: datetime) -> ImportOutcome:
    """Make the tables and the taxonomy say what the document says.

    The comparison is made again under a lock on the framework's row: a plan that was shown
    earlier may have aged. An import of what is already there writes nothing.
    """
    found = Framework.objects.select_for_update().filter(identifier=document.head.identifier)
    framework = found.first()
    stored = snapshot(framework)
    document = settled(document, stored)
    refuse_taken(document, stored, framework)
    change = diff(document, stored)
    outcome, tags = _mirror(document, change, stored, framework)
    framework = _write_head(framework, document, change, outcome.taxonomy_id, now)
    keys = _write_items(framework, document, stored, change, tags, now)
    _write_aliases(change, stored, now)
    write_relations(change, keys)
    if not change.is_empty:
        crossing.write(crossing.leads(document, framework), framework)
    wrote = not change.is_empty or outcome.wrote
    return ImportOutcome(int(wrote), dict(change.counts))


def _mirror(
    document: Document, change: Diff, stored: Stored, framework: Framework | None
) -> tuple[MirrorOutcome, dict[str, int]]:
    """Bring the taxonomy in line with the document; return tag ids by external id."""
    head = document.head
    try:
        return mirror(
            cover_of(head.title, head.uri, head.publisher, head.licence),
            handles_of(document.in_force, change.labels, stored),
            framework.taxonomy_id if framework else None,
            lambda: names_of(framework, change.labels, stored),
        )
    except IntegrityError as error:
        raise LabelsCollide(str(error)) from error


def _write_head(
    framework: Framework | None,
    document: Document,
    change: Diff,
    taxonomy: int,
    now: datetime,
) -> Framework:
    """Return the framework's row, written when anything of the framework says something else.

    ``imported_at`` and ``checksum`` are how readers elsewhere know that nothing changed.
    """
    if framework is None:
        framework = Framework(identifier=document.head.identifier)
    elif change.is_empty and framework.taxonomy_id == taxonomy:
        return framework
    for name in HEAD:
        setattr(framework, name, getattr(document.head, name))
    framework.taxonomy_id = taxonomy
    framework.checksum = document.checksum()
    framework.imported_at = now
    framework.save()
    return framework


def _write_items(
    framework: Framework,
    document: Document,
    stored: Stored,
    change: Diff,
    tags: Mapping[str, int],
    now: datetime,
) -> dict[UUID, int]:
    """Write the competencies; return the row of each identifier, stored or new."""
    keys = {key: old.key for key, old in stored.items.items()}
    new = sorted(change.create, key=lambda item: item.depth)
    for _, level in groupby(new, key=lambda item: item.depth):
        rows = [
            {"framework_id": framework.pk, "identifier": item.identifier}
            | _columns(item, keys, change, tags, _since(document, item))
            for item in level
        ]  # fmt: skip
        keys |= _insert(rows)
    _update_items(document, stored, change, tags, keys, now)
    _write_replacements(change, keys)
    return keys


def _columns(
    item: Item,
    keys: Mapping[UUID, int],
    change: Diff,
    tags: Mapping[str, int],
    retired: datetime | None,
) -> dict[str, object]:
    """Return what the row of an item says; ``retired`` is since when, ``None`` while in force."""
    return {name: getattr(item, name) for name in WORDS} | {
        "parent_id": keys[item.parent] if item.parent else None,
        "label": change.labels[item.identifier],
        "tag_id": tags.get(str(item.identifier)),
        "retired_at": retired,
    }


def _since(document: Document, item: Item) -> datetime | None:
    """Return since when an item of the document is retired: the first instant of that day."""
    day = (document.retired or {}).get(item.identifier)
    return datetime.combine(day, time.min, UTC) if day else None


def _stored_columns(old: StoredItem, keys: Mapping[UUID, int]) -> dict[str, object]:
    """Return what the row of a stored item says."""
    return {name: getattr(old.item, name) for name in WORDS} | {
        "parent_id": keys[old.item.parent] if old.item.parent else None,
        "label": old.label,
        "tag_id": old.tag,
        "retired_at": old.since,
    }


def _insert(rows: list[dict[str, Any]]) -> dict[UUID, int]:
    """Insert rows and read their ids back (MySQL does not return them)."""
    insert(Competency, rows)
    keys: dict[UUID, int] = {}
    for start in range(0, len(rows), BATCH):
        names = [row["identifier"] for row in rows[start : start + BATCH]]
        found = Competency.objects.filter(identifier__in=names)
        keys.update(found.values_list("identifier", "pk"))
    return keys


def _update_items(
    document: Document,
    stored: Stored,
    change: Diff,
    tags: Mapping[str, int],
    keys: Mapping[UUID, int],
    now: datetime,
) -> None:
    """Write the rows that say something else, and those that lost their place."""
    rows: list[Competency] = []
    columns: set[str] = set()
    for item in document.items:
        old = stored.items.get(item.identifier)
        if old is None:
            continue
        since = old.since if old.retired and _since(document, item) else _since(document, item)
        new = _columns(item, keys, change, tags, since)
        differing = {
            name for name, value in _stored_columns(old, keys).items() if value != new[name]
        }
        if differing:
            columns |= differing
            rows.append(Competency(pk=old.key, **new))
    if rows:
        Competency.objects.bulk_update(rows, sorted(columns), batch_size=BATCH)
    _retire(document, stored, change, tags, now)


def _retire(
    document: Document, stored: Stored, change: Diff, tags: Mapping[str, int], now: datetime
) -> None:
    """Write the rows of what the document no longer holds: kept, dated, nothing to give."""
    present = {item.identifier for item in document.items}
    newly: list[Competency] = []
    again: list[Competency] = []
    for key, old in stored.items.items():
        if key in present:
            continue
        tag, label = tags.get(str(key)), change.labels[key]
        row = Competency(pk=old.key, label=label, tag_id=tag, retired_at=now)
        if not old.retired:
            newly.append(row)
        elif old.label != label or old.tag != tag:
            again.append(row)
    for rows, columns in ((newly, (*HANDLE, "retired_at")), (again, HANDLE)):
        if rows:
            Competency.objects.bulk_update(rows, columns, batch_size=BATCH)


def _write_replacements(change: Diff, keys: Mapping[UUID, int]) -> None:
    """Write which competency takes the place of which."""
    rows = [
        Competency(pk=keys[old], replaced_by_id=keys[new] if new else None)
        for old, new in change.replace.items()
    ]
    if rows:
        Competency.objects.bulk_update(rows, ["replaced_by_id"], batch_size=BATCH)


def _write_aliases(change: Diff, stored: Stored, now: datetime) -> None:
    """Keep the labels that tags no longer bear."""
    LabelAlias.objects.bulk_create(
        [
            LabelAlias(
                competency_id=stored.items[key].key, label=stored.items[key].label, since=now
            )
            for key in change.relabel
            if stored.items[key].label
        ],
        batch_size=BATCH,
    )
