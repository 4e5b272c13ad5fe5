"""What did the database have to do?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
COUNTED = ("SELECT", *WRITES)


class Counts:
    """Statements of one block of code, without transaction control."""

    def __init__(self) -> None:
        """Start with none."""
        self.statements: list[str] = []

    @property
    def writes(self) -> list[str]:
        """Return those that write."""
        return [sql for sql in self.statements if sql.startswith(WRITES)]


@contextmanager
def counted() -> Iterator[Counts]:
    """Count the statements of the block."""
    counts = Counts()
    with CaptureQueriesContext(connection) as captured:
        yield counts
    statements = (query["sql"].lstrip("( ") for query in captured.captured_queries)
    counts.statements = [sql for sql in statements if sql.startswith(COUNTED)]
