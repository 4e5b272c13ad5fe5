"""The public file costs a visitor next to nothing, and is the ledger's all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agir_kernel.clock import FixedClock
from agir_sponsorship.api import ledger, transparency
from agir_sponsorship.api.ledger import Posting, accounts
from agir_sponsorship.models import LedgerTransaction
from agir_sponsorship.models import Posting as PostingRow
from agir_sponsorship.transparency import publishing

pytestmark = pytest.mark.django_db

JANUARY = datetime(2026, 1, 15, 12, tzinfo=UTC)
MARCH = FixedClock(datetime(2026, 3, 1, tzinfo=UTC))
APRIL = FixedClock(datetime(2026, 4, 1, tzinfo=UTC))
ADDRESS = "/agir/sponsorship/ledger.csv"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


def book(at: datetime, amount: int = 500) -> None:
    side = accounts.pledge(UUID(int=1))
    lines = [Posting(accounts.bank(), amount, "EUR"), Posting(side, -amount, "EUR")]
    ledger.post("pay", lines, idempotency_key=str(uuid4()), occurred_at=at)


def sent(clock: FixedClock) -> str:
    return "".join(transparency.as_csv(clock=clock))


def computed(clock: FixedClock) -> str:
    return "".join(publishing.as_csv(publishing.closing(clock.now())))


def file() -> tuple[str, str]:
    answer = Client().get(ADDRESS)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode(), answer["ETag"]  # type: ignore[attr-defined]


def test_the_second_visitor_costs_one_statement(django_assert_num_queries: Any) -> None:
    for _ in range(20):
        book(JANUARY)
    first = sent(MARCH)
    assert first == computed(MARCH)
    with django_assert_num_queries(1):
        assert sent(MARCH) == first


def test_a_posting_and_a_month_make_another_file() -> None:
    book(JANUARY)
    march, name = sent(MARCH), transparency.version(clock=MARCH)
    book(MARCH.instant)
    assert (sent(MARCH), transparency.version(clock=MARCH)) == (march, name), "March still runs"
    april = sent(APRIL)
    assert april == computed(APRIL)
    assert april.startswith(march)
    assert len(april) > len(march)
    assert transparency.version(clock=APRIL) != name


def test_another_smallest_cell_makes_another_file(settings: Any) -> None:
    book(JANUARY)
    name = transparency.version(clock=MARCH)
    settings.AGIR_SPONSORSHIP_SMALLEST_CELL = 20
    assert transparency.version(clock=MARCH) != name


@pytest.mark.parametrize("size", [1, 300, 100_000])
def test_a_piece_that_was_lost_is_computed_again(monkeypatch: Any, size: int) -> None:
    monkeypatch.setattr(publishing, "PIECE", size)
    for _ in range(6):
        book(JANUARY)
    whole = sent(MARCH)
    assert whole == computed(MARCH)
    key = f"agir_sponsorship:ledger-csv:{transparency.version(clock=MARCH)}"
    number = len(list(publishing.as_csv(publishing.closing(MARCH.now()))))
    assert cache.get(f"{key}:{number}") == b"", "an end after the last piece"
    for place in range(number + 1):
        cache.delete(f"{key}:{place}")
        assert sent(MARCH) == whole, place


def test_who_leaves_half_way_leaves_no_half_a_file(monkeypatch: Any) -> None:
    monkeypatch.setattr(publishing, "PIECE", 1)
    for _ in range(6):
        book(JANUARY)
    reading = transparency.as_csv(clock=MARCH)
    next(reading)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert sent(MARCH) == computed(MARCH)


def test_who_has_the_file_is_told_so() -> None:
    book(JANUARY)
    whole, name = file()
    assert whole.count("\n") > 3
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(ADDRESS, HTTP_IF_NONE_MATCH=name)
    assert sum("SELECT" in one["sql"] for one in asked) == 1
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", name)
    assert Client().get(ADDRESS, HTTP_IF_NONE_MATCH='"older"').status_code == 200


def test_what_runs_is_not_read_for_what_ended() -> None:
    """The file of months that ended never reads the month that runs, however long that is."""
    book(JANUARY)
    until = publishing.closing(MARCH.now())
    book(MARCH.instant)
    last = LedgerTransaction.objects.order_by("-sequence").first()
    assert last is not None
    assert until.sequence == last.sequence - 1
    assert PostingRow.objects.filter(transaction_id__gt=until.sequence).exists()
    assert computed(MARCH) == "".join(publishing.as_csv(until))
