"""How is a row made that everybody locks, when fifty need it in the same moment?

By an upsert and no plain INSERT: MySQL gives the loser of an INSERT a shared lock on the row, and
two losers that then want the row for themselves are a deadlock. The loser of an upsert waits for
the row itself.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Model, QuerySet


def make(row: Model) -> None:
    """Write a row unless its primary key is there; what is there stays as it is."""
    meta = row._meta  # noqa: SLF001  Django's public name for it
    if connection.vendor != "mysql":
        QuerySet(type(row)).bulk_create([row], ignore_conflicts=True)
        return
    fields = meta.concrete_fields
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    key = quoted(meta.pk.column)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({places}) "  # noqa: S608  own words
            f"ON DUPLICATE KEY UPDATE {key} = {key}",
            values,
        )
