"""A database of one's own on MariaDB, and its rows kept aside to begin from again and again.

What SQLite does by copying a file. Rows go by TRUNCATE, since triggers keep some from being
deleted, and only where a table differs from what was kept.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from host.database import ADDRESS, database_of

KEPT, MIGRATED = "_kept", "_migrated"


class Rows:
    """The rows of the database at an address, and copies of them beside it."""

    def __init__(self, address: str) -> None:
        import MySQLdb

        told = database_of({ADDRESS: address}, Path())
        self.address = address
        self.name: str = told["NAME"]
        self._server = MySQLdb.connect(
            user=told["USER"], password=told["PASSWORD"], host=told["HOST"],
            port=int(told["PORT"]), charset="utf8mb4", autocommit=True,
        )  # fmt: skip
        self.ask("SET SESSION foreign_key_checks = 0")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Return the rows of a statement."""
        with self._server.cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    def make(self) -> None:
        """Make the database anew, without a table."""
        self.drop()
        self.ask(f"CREATE DATABASE {self.name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")

    def drop(self) -> None:
        """Take the database and its copies away."""
        for suffix in ("", KEPT, MIGRATED):
            self.ask(f"DROP DATABASE IF EXISTS {self.name}{suffix}")

    def keep(self, suffix: str = KEPT) -> None:
        """Put the rows there are now aside; what was kept under this name is forgotten."""
        kept = f"{self.name}{suffix}"
        self.ask(f"DROP DATABASE IF EXISTS {kept}")
        self.ask(f"CREATE DATABASE {kept} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
        for table, told in self._digests(self.name).items():
            if told:
                self.ask(f"CREATE TABLE {kept}.{table} LIKE {self.name}.{table}")
                self.ask(f"INSERT INTO {kept}.{table} SELECT * FROM {self.name}.{table}")

    def restore(self, suffix: str = KEPT) -> None:
        """Bring back the rows that were kept."""
        kept = self._digests(f"{self.name}{suffix}")
        for table, told in self._digests(self.name).items():
            if told == kept.get(table, 0):
                continue
            self.ask(f"TRUNCATE TABLE {self.name}.{table}")
            if table in kept:
                copy = f"{self.name}{suffix}.{table}"
                self.ask(f"INSERT INTO {self.name}.{table} SELECT * FROM {copy}")

    def _digests(self, database: str) -> dict[str, int]:
        """Return by table a sum over its rows, 0 for a table without any."""
        tables = [
            row[0]
            for row in self.ask(
                "SELECT table_name FROM information_schema.tables"
                f" WHERE table_schema = '{database}' AND table_type = 'BASE TABLE'"
            )
        ]
        if not tables:
            return {}
        told = self.ask("CHECKSUM TABLE " + ", ".join(f"{database}.{name}" for name in tables))
        return {row[0].partition(".")[2]: row[1] for row in told}


def apart() -> str:
    """Return the address of a database of this process's own, on the host's server."""
    return f"{os.environ[ADDRESS].rpartition('/')[0]}/agir_killed_{os.getpid()}"


def die_before(turn: int) -> None:
    """Let SIGKILL fall before the driver's call ``turn``: a statement, COMMIT or ROLLBACK.

    The server undoes what was open once it finds nobody at the other end.
    """
    from django.db import connection

    connection.ensure_connection()
    driver, left = connection.connection, turn

    def counted(call: Any) -> Any:
        def called(*words: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*words)

        return called

    for name in ("query", "autocommit", "commit", "rollback"):
        setattr(driver, name, counted(getattr(driver, name)))
