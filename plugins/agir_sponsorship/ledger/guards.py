"""Which rows does the database itself refuse to change?

Triggers on SQLite, MariaDB and MySQL refuse UPDATE and DELETE of what is append-only, whoever asks:
the ledger, and the papers beside it of which no column ever changes lawfully (documents, acts, and
events that a provider signed). What a person may have erased, as the words of a refusal of aid, is
kept by its model alone.
MySQL with its binary log refuses to make a trigger for a user without the privilege (error 1419,
unless ``log_bin_trust_function_creators`` is on): the site then runs on the guards of the models
and on the chain, and ``agir_sponsorship_verify --show-guards`` says so. TRUNCATE and DROP fire no
trigger on any of them: the chain tells those.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any, Final

from django.db import DatabaseError, connections, transaction

from agir_sponsorship.ledger.data import Guard

log = logging.getLogger(__name__)

# By table, the columns of which none may come twice: SQLite's REPLACE deletes without a trigger.
GUARDED: Final[dict[str, str]] = {
    "agir_sponsorship_transaction": (
        "sequence = NEW.sequence OR uuid = NEW.uuid OR key_hash = NEW.key_hash"
    ),
    "agir_sponsorship_posting": (
        "id = NEW.id OR (transaction_id = NEW.transaction_id AND line = NEW.line)"
    ),
    "agir_sponsorship_snapshot": (
        "id = NEW.id OR (account = NEW.account AND currency = NEW.currency "
        "AND sequence = NEW.sequence)"
    ),
    "agir_sponsorship_document": "id = NEW.id OR once = NEW.once",
    "agir_sponsorship_act": "id = NEW.id",
    "agir_sponsorship_provider_event": "name = NEW.name",
}
SENTENCE: Final = "agir: this table is append-only"
_MYSQL: Final = "mysql"
_SQLITE: Final = "sqlite"


def install(using: str = "default") -> tuple[Guard, ...]:
    """Make the triggers that are missing, where the engine allows; return how they stand.

    Never raises for an engine that refuses: what is missing is logged once and reported. A table
    that a migration has not made yet, or has taken away, is passed over in silence.
    """
    standing = {guard.name for guard in stand(using) if guard.stands}
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for table, name, statement in _statements(connection.vendor):
        if name in standing or table not in tables:
            continue
        try:
            # A savepoint: an engine that refuses must not spoil the migration around. MySQL commits
            # by itself around a trigger's making, and has no savepoint left to release.
            apart = nullcontext() if connection.vendor == _MYSQL else transaction.atomic(using)
            with apart, connection.cursor() as cursor:
                cursor.execute(statement)
        except DatabaseError:
            log.warning("No trigger keeps %s append-only: the database refused it", table)
    return stand(using)


def lift(using: str = "default") -> None:
    """Take the triggers away. For migrations that rebuild a table and for empty test databases."""
    with connections[using].cursor() as cursor:
        for guard in stand(using):
            if guard.stands:
                cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}")


def stand(using: str = "default") -> tuple[Guard, ...]:
    """Return each trigger, and whether it is in the database now."""
    connection = connections[using]
    found = _found(connection)
    return tuple(
        Guard(table=table, name=name, stands=name in found)
        for table, name, _ in _statements(connection.vendor)
    )


def _statements(vendor: str) -> Iterator[tuple[str, str, str]]:
    """Yield table, trigger and the statement that makes it; none for an engine not known."""
    for table, same in GUARDED.items():
        short = table.removeprefix("agir_sponsorship_")
        for act in ("UPDATE", "DELETE"):
            name = f"agir_keep_{short}_{act.lower()}"
            if vendor == _SQLITE:
                yield (
                    table,
                    name,
                    (
                        f"CREATE TRIGGER {name} BEFORE {act} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
                    ),
                )
            elif vendor == _MYSQL:
                yield (
                    table,
                    name,
                    (
                        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW "
                        f"SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{SENTENCE}'"
                    ),
                )
        if vendor == _SQLITE:
            name = f"agir_keep_{short}_replace"
            yield (
                table,
                name,
                (
                    f"CREATE TRIGGER {name} BEFORE INSERT ON {table} "  # noqa: S608  own words
                    f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
                    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
                ),
            )


def _found(connection: Any) -> set[str]:
    if connection.vendor == _SQLITE:
        asked = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    elif connection.vendor == _MYSQL:
        asked = (
            "SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()"
        )
    else:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {row[0] for row in cursor.fetchall()}
