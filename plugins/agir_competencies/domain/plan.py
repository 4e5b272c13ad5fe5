"""What would change if this document took the place of what is stored?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from agir_competencies.domain.framework import Document, Edge, Head, Item, Saying
from agir_competencies.domain.label import Named, labels

CREATE: Final = "create"
UPDATE: Final = "update"
RENAME: Final = "rename"
MOVE: Final = "move"
RETIRE: Final = "retire"
REVIVE: Final = "revive"
UNCHANGED: Final = "unchanged"


@dataclass(frozen=True, slots=True)
class StoredItem:
    """A competency as the table holds it; ``key`` is its row, ``since`` when it was retired."""

    key: int
    item: Item
    label: str
    retired: bool
    replaced_by: UUID | None = None
    tag: int | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A framework as the tables hold it; ``head`` is ``None`` before its first import."""

    head: Head | None = None
    items: Mapping[UUID, StoredItem] = field(default_factory=dict)
    edges: frozenset[Edge] = frozenset()
    sayings: frozenset[Saying] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens to one competency, as a person reads it."""

    action: str
    identifier: UUID
    label: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Diff:
    """What to write. ``labels`` covers every item, stored or new, retired ones too."""

    head: Head
    head_changed: bool
    create: tuple[Item, ...]
    update: tuple[Item, ...]
    retire: tuple[UUID, ...]
    revive: tuple[UUID, ...]
    relabel: tuple[UUID, ...]
    replace: Mapping[UUID, UUID | None]
    labels: Mapping[UUID, str]
    new_edges: frozenset[Edge]
    old_edges: frozenset[Edge]
    new_sayings: frozenset[Saying]
    old_sayings: frozenset[Saying]
    steps: tuple[Step, ...]
    counts: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has to be written."""
        return not (
            self.head_changed or self.create or self.update or self.retire or self.revive
            or self.relabel or self.replace or self.new_edges or self.old_edges
            or self.new_sayings or self.old_sayings
        )  # fmt: skip


def diff(document: Document, stored: Stored) -> Diff:
    """Return what separates ``stored`` from ``document``. Pure; nothing is deleted but edges."""
    ended = document.retired or {}
    items = {item.identifier: item for item in document.items}
    gone = [known for known in stored.items.values() if known.item.identifier not in items]
    names = label_items(document, gone)
    known = stored.items
    create = tuple(item for item in document.items if item.identifier not in known)
    kept = [item for item in document.items if item.identifier in known]
    update = tuple(item for item in kept if known[item.identifier].item != item)
    retire = tuple(old.item.identifier for old in gone if not old.retired) + tuple(
        item.identifier for item in kept
        if item.identifier in ended and not known[item.identifier].retired
    )  # fmt: skip
    revive = tuple(
        item.identifier for item in kept
        if item.identifier not in ended and known[item.identifier].retired
    )  # fmt: skip
    relabel = tuple(key for key, old in known.items() if old.label != names[key])
    replace = _replacements(document, stored)
    steps = _steps(document, stored, names)
    touched = {step.identifier for step in steps}
    counts = Counter(step.action for step in steps)
    counts[UNCHANGED] = sum(item.identifier not in touched for item in kept)
    edges, sayings = frozenset(document.edges), frozenset(document.sayings)
    # Of an item that the document does not name it says nothing: its relations and words stay.
    had_edges = {edge for edge in stored.edges if edge.origin in items}
    had_sayings = {saying for saying in stored.sayings if saying.item in items}
    return Diff(
        document.head, stored.head != document.head, create, update, retire, revive, relabel,
        replace, names, edges - had_edges, frozenset(had_edges - edges),
        sayings - had_sayings, frozenset(had_sayings - sayings), tuple(steps), dict(counts),
    )  # fmt: skip


def label_items(document: Document, gone: Sequence[StoredItem]) -> dict[UUID, str]:
    """Return the label of each item of the document and of each one it no longer holds."""
    ended = document.retired or {}
    named = [_named(item) for item in document.in_force]
    others = [old.item for old in gone]
    others += [item for item in document.items if item.identifier in ended]
    named += [
        _named(item, retired=True) for item in sorted(others, key=lambda one: str(one.identifier))
    ]
    return labels(named, document.head.language)


def _named(item: Item, *, retired: bool = False) -> Named:
    """Return what the label of ``item`` is made from."""
    return Named(item.identifier, item.short, item.statement, item.code, retired)


def _replacements(document: Document, stored: Stored) -> dict[UUID, UUID | None]:
    """Return the new replacement of each item whose replacement changes.

    Of an item that the document no longer holds only a new heir is learnt: that nothing is said
    of it any more takes no heir away.
    """
    wanted = document.replaced or {}
    had = {key: old.replaced_by for key, old in stored.items.items()}
    present = [item.identifier for item in document.items]
    absent = (had.keys() & wanted.keys()) - set(present)
    return {
        key: wanted.get(key)
        for key in (*present, *sorted(absent, key=str))
        if wanted.get(key) != had.get(key)
    }


def _steps(document: Document, stored: Stored, names: Mapping[UUID, str]) -> list[Step]:
    """Return what a person reads, in reading order, what goes away last."""
    steps: list[Step] = []
    ended = document.retired or {}
    for item in document.items:
        old = stored.items.get(item.identifier)
        label = names[item.identifier]
        if old is None:
            steps.append(Step(CREATE, item.identifier, label, after=item.statement))
            continue
        if item.identifier in ended and not old.retired:
            steps.append(Step(RETIRE, item.identifier, label, before=old.item.statement))
        steps += _changes(item, old, names, retired=item.identifier in ended)
    present = {item.identifier for item in document.items}
    steps += [
        Step(RETIRE, key, old.label, before=old.item.statement)
        for key, old in stored.items.items()
        if key not in present and not old.retired
    ]
    return steps


def _changes(
    item: Item, old: StoredItem, names: Mapping[UUID, str], *, retired: bool
) -> list[Step]:
    """Return what happens to a stored competency; ``retired`` says whether it will be so."""
    found: list[Step] = []
    label = names[item.identifier]
    if old.retired and not retired:
        found.append(Step(REVIVE, item.identifier, label, before=old.label, after=label))
    elif old.label != label and not retired:
        found.append(Step(RENAME, item.identifier, label, before=old.label, after=label))
    if (item.parent, item.position) != (old.item.parent, old.item.position):
        before = names.get(old.item.parent, "") if old.item.parent else ""
        after = names.get(item.parent, "") if item.parent else ""
        found.append(Step(MOVE, item.identifier, label, before=before, after=after))
    if _words(item) != _words(old.item):
        found.append(
            Step(UPDATE, item.identifier, label, before=old.item.statement, after=item.statement)
        )
    return found


def _words(item: Item) -> tuple[str, ...]:
    """Return what is said of an item, without where it stands."""
    return (item.uri, item.statement, item.short, item.code, item.item_type, item.language)
