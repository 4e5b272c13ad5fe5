"""How do the link rows of some objects come to say what their tags say?

The tag decides whether there is a link, its author what it is: what was chosen for a link stays
through every tagging, removal and return (decision 0012).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from agir_competencies.data import LinkChanges
from agir_competencies.domain.identity import link_id
from agir_competencies.domain.link import NOTHING, PROMISE, Choice, Place, in_force
from agir_competencies.linking import defaults
from agir_competencies.linking.version import bump
from agir_competencies.models import Competency, Link

BATCH: Final = 500
Pair = tuple[str, int]
"""An object key and a competency's row."""
Wanted = Mapping[Pair, Place]
"""What should be linked, and where the tag is."""

CHANGES: Final = (
    "kind", "weight", "chosen_kind", "chosen_weight", "part", "weight_moved", "removed_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """What one link should be."""

    kind: str
    weight: Decimal
    choice: Choice


@dataclass(frozen=True, slots=True)
class Words:
    """What is decided while links are settled: ``choices``, which come from ``origin``.

    ``inherit`` tells with what choices other new links begin.
    """

    choices: Mapping[Pair, Choice] = field(default_factory=dict)
    origin: str = "tag"
    inherit: Callable[[Collection[Pair]], Mapping[Pair, Choice]] | None = None


@transaction.atomic
def settle(
    course_key: str,
    objects: Collection[str],
    wanted: Wanted,
    now: datetime,
    words: Words | None = None,
) -> LinkChanges:
    """Make the links of ``objects`` those of ``wanted``; bump the version if that changes any.

    A link whose tag is gone is dated, never deleted; one whose tag came back is undated.
    What ``words`` do not decide stays as it was chosen.
    """
    words = words or Words()
    chosen = words.choices
    known = defaults.read(course_key, {competency for _, competency in wanted})
    if not _differs(_stored(course_key, objects), wanted, chosen, known):
        return LinkChanges()
    bump(course_key)  # the lock: two processes settle the same course one after the other
    stored = _stored(course_key, objects)
    origins = dict.fromkeys(chosen, words.origin)
    new = [pair for pair in wanted if pair not in stored and pair not in chosen]
    if new and words.inherit is not None:
        inherited = words.inherit(new)
        chosen = {**inherited, **chosen}
        origins |= dict.fromkeys(inherited, "copy")
    targets = _targets(stored, wanted, chosen, known)
    return LinkChanges(
        added=_add(course_key, stored, targets, now, origins),
        restored=_restore(stored, targets),
        changed=_change(stored, targets),
        removed=_remove(stored, wanted, now),
    )


def choice_of(row: Link) -> Choice:
    """Return what an author chose for a link."""
    return Choice(row.chosen_kind, row.chosen_weight, row.part)


def _stored(course_key: str, objects: Collection[str]) -> dict[Pair, Link]:
    """Return the links of these objects, removed ones too."""
    names = set(objects)
    rows = Link.objects.filter(course_key=course_key)
    if len(names) == 1:
        rows = rows.filter(object_key=next(iter(names)))
    return {(row.object_key, row.competency_id): row for row in rows if row.object_key in names}


def _targets(
    stored: Mapping[Pair, Link],
    wanted: Wanted,
    chosen: Mapping[Pair, Choice],
    known: defaults.Defaults,
) -> dict[Pair, Target]:
    """Return what each wanted link should be."""
    targets = {}
    for pair, place in wanted.items():
        row = stored.get(pair)
        choice = chosen.get(pair, choice_of(row) if row else NOTHING)
        kind, weight = in_force(place, (choice, *known.of(pair[1])))
        targets[pair] = Target(kind, weight, choice)
    return targets


def _differs(
    stored: Mapping[Pair, Link],
    wanted: Wanted,
    chosen: Mapping[Pair, Choice],
    known: defaults.Defaults,
) -> bool:
    """Tell whether any link has to be written."""
    live = {pair: _said(row) for pair, row in stored.items() if row.removed_at is None}
    return live != _targets(stored, wanted, chosen, known)


def _said(row: Link) -> Target:
    return Target(row.kind, row.weight, choice_of(row))


def _add(
    course_key: str,
    stored: Mapping[Pair, Link],
    targets: Mapping[Pair, Target],
    now: datetime,
    origins: Mapping[Pair, str],
) -> int:
    """Insert the links that were never there."""
    new = sorted(pair for pair in targets if pair not in stored)
    names = _identifiers({competency for _, competency in new}) if new else {}
    rows = []
    for pair in new:
        object_key, competency = pair
        row = Link(
            id=link_id(object_key, names[competency]),
            course_key=course_key,
            object_key=object_key,
            competency_id=competency,
            origin=origins.get(pair, "tag"),
            created_at=now,
        )
        _become(row, targets[pair])
        rows.append(row)
    Link.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _restore(stored: Mapping[Pair, Link], targets: Mapping[Pair, Target]) -> int:
    """Undate the links whose tag came back."""
    back = [
        (row, targets[pair])
        for pair, row in stored.items()
        if pair in targets and row.removed_at is not None
    ]
    return _write(back)


def _change(stored: Mapping[Pair, Link], targets: Mapping[Pair, Target]) -> int:
    """Write what is something else now: a block became scored, an author or a default spoke."""
    changed = [
        (row, targets[pair])
        for pair, row in stored.items()
        if pair in targets and _said(row) != targets[pair]
    ]
    return _write(changed)


def _remove(stored: Mapping[Pair, Link], wanted: Wanted, now: datetime) -> int:
    """Date the links whose tag is gone."""
    gone = [row.pk for pair, row in stored.items()
            if pair not in wanted and row.removed_at is None]  # fmt: skip
    for start in range(0, len(gone), BATCH):
        Link.objects.filter(pk__in=gone[start : start + BATCH]).update(removed_at=now)
    return len(gone)


def _weigh_anew(row: Link, target: Target) -> None:
    """Let a stored link become its target, and remember that older facts weigh otherwise."""
    proved = PROMISE not in (row.kind, target.kind)
    row.weight_moved = row.weight_moved or (proved and row.weight != target.weight)
    _become(row, target)


def _become(row: Link, target: Target) -> None:
    row.kind, row.weight = target.kind, target.weight
    row.chosen_kind, row.chosen_weight = target.choice.kind, target.choice.weight
    row.part = target.choice.part


def _write(pairs: Sequence[tuple[Link, Target]]) -> int:
    """Let stored links become their targets, and write the columns that this changes."""
    before = [_columns(row) for row, _ in pairs]
    for row, target in pairs:
        row.removed_at = None
        _weigh_anew(row, target)
    after = [_columns(row) for row, _ in pairs]
    changed = [
        column
        for place, column in enumerate(CHANGES)
        if any(was[place] != now[place] for was, now in zip(before, after, strict=True))
    ]
    if changed:
        Link.objects.bulk_update([row for row, _ in pairs], changed, batch_size=BATCH)
    return len(pairs)


def _columns(row: Link) -> list[object]:
    return [getattr(row, column) for column in CHANGES]


def _identifiers(competencies: Collection[int]) -> dict[int, UUID]:
    """Return the identifier of each competency's row."""
    rows = Competency.objects.filter(pk__in=competencies)
    return dict(rows.values_list("pk", "identifier"))
