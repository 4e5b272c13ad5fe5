"""Documents, acts and a provider's events are added and never changed, whoever asks the database.

On SQLite and, in ``make test-services``, on MariaDB.
"""

from __future__ import annotations

from typing import Any

import pytest
from campaign_world import NOW, a_pledge, an_open_campaign
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from agir_sponsorship.ledger import guards
from agir_sponsorship.models import Act, Document, ProviderEvent
from agir_sponsorship.models.append_only import FinalModel

pytestmark = pytest.mark.django_db

TABLES: dict[type[FinalModel], tuple[str, str]] = {
    Document: ("amount_minor = amount_minor + 1", "content = '{}'"),
    Act: ("reason = ''", "after = 'funded'"),
    ProviderEvent: ("received_minor = 0", "digest = ''"),
}


@pytest.fixture
def rows() -> None:
    """Return once each table holds a row."""
    pledge = a_pledge(an_open_campaign())  # acts are written on the way
    Document.objects.create(
        pledge=pledge, kind="agreement", number="A-2026-1", is_draft=False, amount_minor=500_00,
        currency="EUR", content={"words": "as issued"}, digest="0" * 64, once="agreement:1",
        issued_at=NOW,
    )  # fmt: skip
    ProviderEvent.objects.create(
        name="stripe:evt_1", digest="1" * 64, kind="charge.succeeded", received_minor=500_00, at=NOW
    )


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_no_statement_changes_a_row_that_is_final(model: type[FinalModel]) -> None:
    table = model._meta.db_table
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in model._meta.concrete_fields)
    before = list(model.objects.order_by("pk").values_list())
    assert before
    for statement in (
        *(f"UPDATE {table} SET {change}" for change in TABLES[model]),
        f"DELETE FROM {table}",
        f"REPLACE INTO {table} ({columns}) SELECT {columns} FROM {table}",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            _raw(statement)
        assert list(model.objects.order_by("pk").values_list()) == before, statement


@pytest.mark.usefixtures("rows")
def test_rows_are_added_all_the_same() -> None:
    """A guard stands in the way of a change and of nothing else."""
    before = ProviderEvent.objects.count()
    ProviderEvent.objects.create(name="stripe:evt_2", digest="2" * 64, kind="charge.failed", at=NOW)
    assert ProviderEvent.objects.count() == before + 1


def test_every_table_of_final_rows_has_its_triggers(capsys: Any) -> None:
    """What a model keeps from being changed, the database keeps too, and the command tells it."""
    final = {
        model._meta.db_table
        for model in apps.get_app_config("agir_sponsorship").get_models()
        if issubclass(model, FinalModel)
    }
    assert final == set(guards.GUARDED)
    call_command("agir_sponsorship_verify", "--show-guards")
    told = capsys.readouterr().out
    for table in final:
        for act in ("update", "delete"):
            name = f"agir_keep_{table.removeprefix('agir_sponsorship_')}_{act}"
            assert f"{table} {name}: stands" in told


def _raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
