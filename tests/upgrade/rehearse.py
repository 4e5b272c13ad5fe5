"""Bring a release's dump up to today and look at it; print one line of JSON.

Run by ``test_upgrades.py`` with the name of a dump, and ``leave`` to take Agir out at last, in an
empty ``AGIR_HOST_VAR``; on MariaDB in a database of its own, made and dropped here.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
ROOF_DOWN = (
    "agir_sponsorship",
    "agir_certification",
    "agir_catalogue",
    "agir_badges",
    "agir_competencies",
    "agir_platform",
)
"""The order of ``docs/uninstall.md``; its test holds both together."""
VERIFYING = ("agir_verify_states", "agir_sponsorship_verify")
OWN_DATABASE = "agir_upgrade"
ADDRESS = "AGIR_HOST_DATABASE_URL"


@contextmanager
def _own_database() -> Iterator[None]:
    """On MariaDB, stand on an empty database beside the one that was named."""
    address = os.environ.get(ADDRESS, "")
    if not address:
        yield
        return
    os.environ[ADDRESS] = address.rpartition("/")[0] + f"/{OWN_DATABASE}"
    import MySQLdb

    from host.database import database_of

    named = database_of({ADDRESS: address}, Path())
    server = MySQLdb.connect(
        host=named["HOST"], port=int(named["PORT"]), user=named["USER"], passwd=named["PASSWORD"]
    )
    ask = server.cursor()
    ask.execute(f"DROP DATABASE IF EXISTS {OWN_DATABASE}")
    ask.execute(f"CREATE DATABASE {OWN_DATABASE} CHARACTER SET utf8mb4")
    try:
        yield
    finally:
        ask.execute(f"DROP DATABASE {OWN_DATABASE}")
        server.close()


def _rehearse(name: str, *, leave: bool) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from upgrade import dumps

    kept = dumps.restored(name)
    before = {table: (columns, rows) for table, columns, rows in dumps.tables(kept)}
    if connection.vendor == "sqlite":
        dumps.restored(name, Path(connection.settings_dict["NAME"])).close()
    else:
        _fill(connection, kept)
    call_command("migrate", verbosity=0, interactive=False)
    told: dict[str, Any] = {
        "held": sum(len(rows) for _, rows in before.values()),
        "changed": [
            change
            for table, (columns, rows) in before.items()
            for change in _changes(connection, table, columns, rows)
        ],
        "verified": {command: _said(command) for command in VERIFYING},
    }
    for app in ROOF_DOWN if leave else ():
        call_command("migrate", app, "zero", verbosity=0, interactive=False)
    told["tables"] = sum(one.startswith(dumps.PREFIX) for one in _tables(connection))
    return told


def _fill(connection: Any, kept: Any) -> None:
    """Migrate to the state of the dump, and put its rows in."""
    from django.core.management import call_command
    from django.db.migrations.loader import MigrationLoader

    from upgrade import dumps

    loader = MigrationLoader(None)
    others = sorted(app for app in loader.migrated_apps if not app.startswith(dumps.PREFIX))
    # After each migration some app of the platform asks waffle: its tables come first.
    platform = dict.fromkeys(("waffle", *others))
    for app, migration in {**platform, **dumps.states(kept)}.items():
        target = [app] if migration is None else [app, migration]
        call_command("migrate", *target, verbosity=0, interactive=False)
    quote = connection.ops.quote_name
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table, columns, rows in dumps.tables(kept):
            cursor.execute(f"DELETE FROM {quote(table)}")
            cursor.executemany(
                f"INSERT INTO {quote(table)} ({', '.join(map(quote, columns))}) "
                f"VALUES ({', '.join(['%s'] * len(columns))})",
                rows,
            )


def _changes(
    connection: Any, table: str, columns: list[str], rows: list[tuple[Any, ...]]
) -> Iterator[str]:
    """Return what the upgrade did to a table: gone, a column gone, rows lost or not what they were.

    Engines write dates and flags each in their own way: on MariaDB rows are counted alone.
    """
    if table not in _tables(connection):
        yield f"{table}: the table is gone"
        return
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        here = [one.name for one in connection.introspection.get_table_description(cursor, table)]
        for gone in sorted(set(columns) - set(here)):
            yield f"{table}.{gone}: the column is gone"
        shared = [one for one in columns if one in here]
        cursor.execute(f"SELECT {', '.join(map(quote, shared))} FROM {quote(table)}")
        now = {_plain(row) for row in cursor.fetchall()}
    places = [columns.index(one) for one in shared]
    lost = [row for row in rows if _plain([row[place] for place in places]) not in now]
    if lost and connection.vendor == "sqlite":
        yield f"{table}: {len(lost)} of {len(rows)} rows are not what they were"
    elif len(now) < len(rows):
        yield f"{table}: {len(rows) - len(now)} of {len(rows)} rows are lost"


def _plain(row: Any) -> str:
    return json.dumps([str(int(one) if isinstance(one, bool) else one) for one in row])


def _tables(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def _said(command: str) -> str:
    from django.core.management import CommandError, call_command

    out = io.StringIO()
    try:
        call_command(command, stdout=out, stderr=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return ""


if __name__ == "__main__":
    sys.path.insert(0, str(TESTS))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    with _own_database():
        print(json.dumps(_rehearse(sys.argv[1], leave="leave" in sys.argv[2:])))
