"""How do the link rows of some objects come to say what their tags say?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from agir_competencies.data import LinkChanges
from agir_competencies.domain.identity import link_id
from agir_competencies.linking.version import bump
from agir_competencies.models import Competency, Link

BATCH = 500
Wanted = Mapping[tuple[str, int], str]
"""What each (object key, competency row) should be: a kind of link."""


@transaction.atomic
def settle(
    course_key: str,
    objects: Collection[str],
    wanted: Wanted,
    now: datetime,
    *,
    weights: Mapping[tuple[str, int], Decimal] | None = None,
) -> LinkChanges:
    """Make the links of ``objects`` those of ``wanted``; bump the version if that changes any.

    A link whose tag is gone is dated, never deleted; one whose tag came back is undated.
    ``weights`` are those of new links copied from another course (they are 1 otherwise).
    """
    if not _differs(_stored(course_key, objects), wanted):
        return LinkChanges()
    bump(course_key)  # the lock: two processes settle the same course one after the other
    stored = _stored(course_key, objects)
    return LinkChanges(
        added=_add(course_key, stored, wanted, now, weights),
        restored=_restore(stored, wanted),
        changed=_change(stored, wanted),
        removed=_remove(stored, wanted, now),
    )


def _stored(course_key: str, objects: Collection[str]) -> dict[tuple[str, int], Link]:
    """Return the links of these objects, removed ones too."""
    names = set(objects)
    rows = Link.objects.filter(course_key=course_key)
    if len(names) == 1:
        rows = rows.filter(object_key=next(iter(names)))
    return {(row.object_key, row.competency_id): row for row in rows if row.object_key in names}


def _differs(stored: Mapping[tuple[str, int], Link], wanted: Wanted) -> bool:
    """Tell whether any link has to be written."""
    live = {key: row.kind for key, row in stored.items() if row.removed_at is None}
    return live != dict(wanted)


def _add(
    course_key: str,
    stored: Mapping[tuple[str, int], Link],
    wanted: Wanted,
    now: datetime,
    weights: Mapping[tuple[str, int], Decimal] | None,
) -> int:
    """Insert the links that were never there."""
    new = sorted(key for key in wanted if key not in stored)
    names = _identifiers({competency for _, competency in new})
    copied = weights or {}
    rows = [
        Link(
            id=link_id(object_key, names[competency]),
            course_key=course_key,
            object_key=object_key,
            competency_id=competency,
            kind=wanted[(object_key, competency)],
            weight=copied.get((object_key, competency), Decimal(1)),
            origin="rerun" if (object_key, competency) in copied else "tag",
            created_at=now,
        )
        for object_key, competency in new
    ]
    Link.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _restore(stored: Mapping[tuple[str, int], Link], wanted: Wanted) -> int:
    """Undate the links whose tag came back."""
    rows = [row for key, row in stored.items() if key in wanted and row.removed_at is not None]
    for row in rows:
        row.removed_at, row.kind = None, wanted[(row.object_key, row.competency_id)]
    return _write(rows)


def _change(stored: Mapping[tuple[str, int], Link], wanted: Wanted) -> int:
    """Write the kinds that changed (a block that became scored)."""
    rows = [
        row for key, row in stored.items()
        if key in wanted and row.removed_at is None and row.kind != wanted[key]
    ]  # fmt: skip
    for row in rows:
        row.kind = wanted[(row.object_key, row.competency_id)]
    return _write(rows)


def _remove(stored: Mapping[tuple[str, int], Link], wanted: Wanted, now: datetime) -> int:
    """Date the links whose tag is gone."""
    rows = [row for key, row in stored.items() if key not in wanted and row.removed_at is None]
    for row in rows:
        row.removed_at = now
    return _write(rows)


def _write(rows: list[Link]) -> int:
    """Write what can change in a link; return how many."""
    if rows:
        Link.objects.bulk_update(rows, ["kind", "removed_at"], batch_size=BATCH)
    return len(rows)


def _identifiers(competencies: Collection[int]) -> dict[int, UUID]:
    """Return the identifier of each competency's row."""
    rows = Competency.objects.filter(pk__in=competencies)
    return dict(rows.values_list("pk", "identifier"))
