"""How are thousands of new rows written at once?

``bulk_create`` makes a model of each row and asks each value twice what it is; here that is most of
an import's time. The values are prepared by the columns themselves, for whatever database it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final

from django.db import connections, models, router

BATCH: Final = 500


def insert(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, each a value by the name of its column; what is not named has its default.

    No signal is sent and no id is returned. One statement for each ``BATCH`` rows.
    """
    connection = connections[router.db_for_write(model)]
    meta = model._meta  # noqa: SLF001  Django's public name for it
    fields = [field for field in meta.local_concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608
    ready = (
        [
            field.get_db_prep_save(row.get(field.attname, field.get_default()), connection)
            for field in fields
        ]
        for row in rows
    )
    with connection.cursor() as cursor:
        while batch := list(islice(ready, BATCH)):
            cursor.executemany(statement, batch)
