"""How are two growing tables read as one stream that can be resumed?

Ordered by (modified, table, id). A position is that triple in text. Both tables are indexed by
``modified``, so that a page costs its own length, however long the tables are.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from agir_platform.ports import Score, ScorePage


class Table(NamedTuple):
    """Rows with ``modified`` and ``id``, and how one becomes a score (``None``: it is none)."""

    rows: Any
    score_of: Callable[[Any], Score | None]


class Position(NamedTuple):
    """Where a reading stopped: the instant, the place of the table, the row's id."""

    modified: datetime
    table: int
    row_id: int

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Return the position a text writes, ``None`` for the beginning."""
        if not text:
            return None
        modified, table, row_id = text.split("|")
        return cls(datetime.fromisoformat(modified), int(table), int(row_id))

    def __str__(self) -> str:
        """Write the position so that ``parse`` reads it."""
        return f"{self.modified.isoformat()}|{self.table}|{self.row_id}"


def page(tables: Sequence[Table], position: str, limit: int) -> ScorePage:
    """Return the scores of the next ``limit`` rows of the merged tables, and where it stopped."""
    after = Position.parse(position)
    found: list[tuple[Position, Any]] = []
    for place, table in enumerate(tables):
        waiting = table.rows if after is None else table.rows.filter(_behind(after, place))
        next_rows = waiting.order_by("modified", "id")[:limit]
        found.extend((Position(row.modified, place, row.pk), row) for row in next_rows)
    found = sorted(found, key=lambda pair: pair[0])[:limit]
    scores = (tables[where.table].score_of(row) for where, row in found)
    return ScorePage(
        scores=tuple(score for score in scores if score is not None),
        position=str(found[-1][0]) if found else "",
    )


def _behind(after: Position, table: int) -> Q:
    """Select what comes after the position in the table at this place."""
    later = Q(modified__gt=after.modified)
    if table < after.table:
        return later
    same = Q(modified=after.modified)
    if table == after.table:
        same &= Q(id__gt=after.row_id)
    return Q(modified__gte=after.modified) & (later | same)
