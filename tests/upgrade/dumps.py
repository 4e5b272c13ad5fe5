"""What a release's tables held: Agir's own, and how far each of its apps was migrated.

A dump is SQL for SQLite, gzipped: tables, rows, indexes and triggers as that release made them.
On another engine its rows go into tables that were migrated to the same state.
"""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent / "dumps"
LARGEST: Final = 300 * 1024
"""Bytes that a dump may have in the repository."""
PREFIX: Final = "agir_"
LEDGER: Final = "django_migrations"

SAMPLED: Final = {"agir_certification_geographic_code": 200}
"""Tables of public reference rows, loaded again from their source: so many rows stand for all."""


def names() -> list[str]:
    """Return the releases of which a dump is kept, in the order of their names."""
    return sorted(path.name.removesuffix(".sql.gz") for path in HERE.glob("*.sql.gz"))


def written(database: Path, name: str) -> Path:
    """Keep what Agir holds in ``database`` under ``name``; return the file.

    Raises ``ValueError`` for a dump of more than ``LARGEST`` bytes. The bytes depend on the rows
    alone, so that the same database gives the same file.
    """
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as found:
        copy = sqlite3.connect(":memory:")
        found.backup(copy)
    _leave_own_tables(copy)
    packed = gzip.compress("\n".join(copy.iterdump()).encode(), compresslevel=9, mtime=0)
    if len(packed) > LARGEST:
        raise ValueError(f"{name}: {len(packed)} bytes, at most {LARGEST} are kept")
    path = HERE / f"{name}.sql.gz"
    path.write_bytes(packed)
    return path


def _leave_own_tables(copy: sqlite3.Connection) -> None:
    copy.execute("PRAGMA foreign_keys = OFF")
    found = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in found:
        if not table.startswith((PREFIX, "sqlite_")) and table != LEDGER:
            copy.execute(f'DROP TABLE "{table}"')
    copy.execute(f"DELETE FROM {LEDGER} WHERE app NOT LIKE 'agir\\_%' ESCAPE '\\'")
    for table, most in SAMPLED.items():
        if table in found:
            copy.execute(
                f'DELETE FROM "{table}" WHERE rowid NOT IN '
                f'(SELECT rowid FROM "{table}" ORDER BY rowid LIMIT {most})'
            )
    copy.commit()


def restored(name: str, database: Path | str = ":memory:") -> sqlite3.Connection:
    """Return a connection to ``database``, which must be empty, with the dump's tables in it."""
    made = sqlite3.connect(database)
    made.executescript(gzip.decompress((HERE / f"{name}.sql.gz").read_bytes()).decode())
    made.commit()
    return made


def states(kept: sqlite3.Connection) -> dict[str, str]:
    """Return by app the last migration that the dump's release had made."""
    return dict(kept.execute(f"SELECT app, max(name) FROM {LEDGER} GROUP BY app"))


def tables(kept: sqlite3.Connection) -> Iterator[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """Return each table of Agir that holds rows: its name, its columns, its rows."""
    found = kept.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'agir\\_%' "
        "ESCAPE '\\' ORDER BY name"
    ).fetchall()
    for (table,) in found:
        cursor = kept.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        if rows := cursor.fetchall():
            yield table, [column[0] for column in cursor.description], rows
