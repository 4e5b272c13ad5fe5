"""No upgrade holds a table that grew with learners for long: what would is listed, with its reason.

MySQL 8.4 and MariaDB add, rename and drop a column at once, and build an index while people
write. A changed type, a check, a unique constraint and a walk over rows copy or read the whole
table. A migration that makes a table finds it empty, so what it does to it is free.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.loader import MigrationLoader

APPS: Final = (
    "agir_badges",
    "agir_catalogue",
    "agir_certification",
    "agir_competencies",
    "agir_platform",
    "agir_sponsorship",
)
BIG: Final = {
    "agir_badges": {"credential"},
    "agir_certification": {"registration", "passage"},
    "agir_competencies": {"evidence", "currentevidence", "inboxentry", "state", "goal"},
    "agir_platform": {"learner"},
    "agir_sponsorship": {"ledgertransaction", "posting", "seatclaim"},
}
"""Tables with a row a learner, an answer or a payment, by app."""
ALLOWED: Final[dict[str, str]] = {
    "agir_catalogue.0001_changes RunPython": "writes the one row that counts changes",
    "agir_competencies.0010_case_identifiers RunPython": (
        "names items of frameworks: some hundreds to some thousands of rows, none of a learner"
    ),
}
"""What a big table bears all the same, and why."""
LONG: Final = (
    operations.AlterField,
    operations.AddConstraint,
    operations.AlterUniqueTogether,
    operations.AlterIndexTogether,
)


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    """Return the migrations of all apps, without a database."""
    return MigrationLoader(None)


def _of(loader: MigrationLoader, app: str) -> list[Migration]:
    leaves = loader.graph.leaf_nodes(app)
    assert len(leaves) == 1, f"{app} has several last migrations: {leaves}"
    plan = [key for key in loader.graph.forwards_plan(leaves[0]) if key[0] == app]
    return [loader.disk_migrations[key] for key in plan]


def _model(operation: Any) -> str:
    return str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()


def _is_long(operation: Any) -> bool:
    if isinstance(operation, operations.AddField):
        field = operation.field
        return field.unique or isinstance(field, models.ForeignKey)
    return isinstance(operation, LONG)


def _walked(migrations: list[Migration], big: set[str]) -> Iterator[str]:
    for migration in migrations:
        made: set[str] = set()
        for operation in migration.operations:
            name = type(operation).__name__
            if isinstance(operation, operations.CreateModel):
                made.add(operation.name.lower())
            elif isinstance(operation, operations.RunPython | operations.RunSQL):
                yield f"{migration.app_label}.{migration.name} {name}"
            elif _model(operation) in big - made and _is_long(operation):
                yield f"{migration.app_label}.{migration.name} {name} {_model(operation)}"


@pytest.mark.parametrize("app", APPS)
def test_migrations_of_an_app_are_one_line(loader: MigrationLoader, app: str) -> None:
    before = None
    for migration in _of(loader, app):
        own = [name for of, name in migration.dependencies if of == app]
        assert own == ([] if before is None else [before]), migration.name
        assert not migration.replaces, migration.name
        before = migration.name


def test_what_takes_long_on_a_big_table_is_listed(loader: MigrationLoader) -> None:
    found = [one for app in APPS for one in _walked(_of(loader, app), BIG.get(app, set()))]
    assert sorted(found) == sorted(ALLOWED), "say why a site can bear it, or do it otherwise"


def test_big_tables_are_there(loader: MigrationLoader) -> None:
    """A name that no model has would let everything pass."""
    known = {
        (app, operation.name.lower())
        for app in APPS
        for migration in _of(loader, app)
        for operation in migration.operations
        if isinstance(operation, operations.CreateModel)
    }
    named = {(app, name) for app, models_ in BIG.items() for name in models_}
    assert sorted(named - known) == [], sorted(known)


def test_a_long_change_would_be_found(loader: MigrationLoader) -> None:
    class Later(Migration):
        operations = (
            operations.AlterField("Evidence", "score", models.FloatField()),
            operations.AddField("Evidence", "note", models.TextField(default="")),
            operations.AlterField("Framework", "title", models.TextField()),
        )

    later = Later("later", "agir_competencies")
    assert list(_walked([later], BIG["agir_competencies"])) == [
        "agir_competencies.later AlterField evidence"
    ]
