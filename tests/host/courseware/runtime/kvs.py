"""Where do XBlock fields live? One row a scope, user, block and field.

``simplejson`` on purpose: it writes a named tuple as an object, and the problem block's score is
one. With the standard library's lists every later request would fail.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import simplejson
from django.db import connection
from opaque_keys.edx.keys import UsageKey
from xblock.fields import Scope, UserScope
from xblock.runtime import KeyValueStore

from host.courseware.models import FieldValue
from host.courseware.models.field_value import NOBODY

Place = tuple[str, int]
UNIQUE = ["block", "user_id", "scope", "field"]


class TableStore(KeyValueStore):
    """Fields in ``FieldValue``, read once a (block, user) and kept as long as the store."""

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read: dict[Place, dict[tuple[str, str], str]] = {}

    def prefetch(self, usage_keys: Iterable[str], user_id: int | None) -> None:
        """Read the fields of many blocks in one query."""
        keys, users = list(usage_keys), {NOBODY, user_id or NOBODY}
        for key in keys:
            for user in users:
                self._read.setdefault((key, user), {})
        for row in FieldValue.objects.filter(block__in=keys, user_id__in=users):
            self._read[row.block, row.user_id][row.scope, row.field] = row.value

    def get(self, key: Any) -> Any:
        """Return a field's value; raise ``KeyError`` where none is kept."""
        text = self._rows(_place(key))[_name(key)]
        return _revived(key.scope, simplejson.loads(text))

    def has(self, key: Any) -> bool:
        """Tell whether a value is kept."""
        return _name(key) in self._rows(_place(key))

    def set(self, key: Any, value: Any) -> None:
        """Keep one value."""
        self.set_many({key: value})

    def delete(self, key: Any) -> None:
        """Forget a value; raise ``KeyError`` where none is kept."""
        place, name = _place(key), _name(key)
        del self._rows(place)[name]
        FieldValue.objects.filter(
            block=place[0], user_id=place[1], scope=name[0], field=name[1]
        ).delete()

    def set_many(self, update_dict: dict[Any, Any]) -> None:
        """Keep several values in one statement; those that did not change are left."""
        changed = []
        for key, value in update_dict.items():
            place, name = _place(key), _name(key)
            text = simplejson.dumps(value, default=str)
            rows = self._rows(place)
            if rows.get(name) != text:
                rows[name] = text
                changed.append(_row(place, name, text))
        if changed:
            _upsert(changed)

    def _rows(self, place: Place) -> dict[tuple[str, str], str]:
        if place not in self._read:
            self.prefetch([place[0]], place[1])
        return self._read[place]


def _upsert(rows: list[FieldValue]) -> None:
    named = connection.features.supports_update_conflicts_with_target
    FieldValue.objects.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=["value"],
        unique_fields=UNIQUE if named else None,
    )


def _row(place: Place, name: tuple[str, str], text: str) -> FieldValue:
    return FieldValue(block=place[0], user_id=place[1], scope=name[0], field=name[1], value=text)


def _place(key: Any) -> Place:
    user = key.user_id if key.scope.user == UserScope.ONE else None
    return str(key.block_scope_id or ""), int(user or NOBODY)


def _name(key: Any) -> tuple[str, str]:
    return str(key.scope.name), str(key.field_name)


def _revived(scope: Any, value: Any) -> Any:
    """Return children and parents as keys, as they were stored."""
    if scope == Scope.children:
        return [UsageKey.from_string(text) for text in value]
    if scope == Scope.parent and value:
        return UsageKey.from_string(value)
    return value
