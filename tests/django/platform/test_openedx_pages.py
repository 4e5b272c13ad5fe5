"""Two tables are read as one stream: each row once, in order, whatever the page.

Read from real tables of the host; the platform's own two have the same two columns.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from completion.models import BlockCompletion
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from opaque_keys.edx.keys import UsageKey

from agir_platform.openedx.pages import Position, Table, page
from agir_platform.ports import Score, ScoreCause

START = datetime(2026, 1, 1, tzinfo=UTC)


def _score_of(row: Any) -> Score | None:
    if row.completion == 0:
        return None
    points = Decimal(repr(row.completion))
    key = str(row.block_key)
    return Score(1, "c", key, "problem_score", points, Decimal(1), ScoreCause.ATTEMPT, row.modified)


def _tables() -> list[Table]:
    rows = BlockCompletion.objects.all()
    return [
        Table(rows.filter(block_type="problem"), _score_of),
        Table(rows.filter(block_type="sequential"), _score_of),
    ]


def _write(rows: list[tuple[str, int, float]]) -> None:
    """Write rows (type, second, completion): many share an instant."""
    user, _ = get_user_model().objects.get_or_create(username="awa")
    for place, (block_type, second, completion) in enumerate(rows):
        usage = UsageKey.from_string(f"block-v1:Agir+T+1+type@{block_type}+block@b{place}")
        row = BlockCompletion.objects.create(
            user=user,
            context_key=usage.context_key,
            block_key=usage,
            block_type=block_type,
            completion=completion,
        )
        modified = START + timedelta(seconds=second)
        BlockCompletion.objects.filter(pk=row.pk).update(modified=modified)


def _walk(limit: int) -> list[Score]:
    scores: list[Score] = []
    position = ""
    while True:
        found = page(_tables(), position, limit)
        assert len(found.scores) <= limit
        scores.extend(found.scores)
        if not found.position:
            return scores
        position = found.position


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["problem", "sequential"]),
        st.integers(0, 3),
        st.sampled_from([0.0, 0.5, 1.0]),
    ),
    max_size=12,
)


class AnyTables(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(ROWS, st.integers(1, 5))
    def test_any_page_size_gives_each_row_once_in_order(
        self, rows: list[tuple[str, int, float]], limit: int
    ) -> None:
        _write(rows)
        walked = _walk(limit)
        assert len(walked) == sum(completion > 0 for _, _, completion in rows)
        assert len({score.usage_key for score in walked}) == len(walked)
        assert [score.occurred_at for score in walked] == sorted(
            score.occurred_at for score in walked
        )
        assert walked == _walk(100)


@pytest.mark.django_db
def test_a_page_is_one_statement_a_table() -> None:
    _write([("problem", second, 1.0) for second in range(6)])
    position = page(_tables(), "", 2).position
    with CaptureQueriesContext(connection) as queries:
        page(_tables(), position, 2)
    assert len(queries) == 2


@pytest.mark.django_db
def test_rows_that_are_no_scores_do_not_end_the_stream() -> None:
    _write([("problem", 0, 0.0), ("problem", 1, 0.0), ("problem", 2, 1.0)])
    first = page(_tables(), "", 2)
    assert first.scores == ()
    assert first.position
    assert len(page(_tables(), first.position, 2).scores) == 1


@given(st.datetimes(timezones=st.just(UTC)), st.integers(0, 1), st.integers(1, 2**63 - 1))
def test_a_position_is_read_as_it_was_written(modified: datetime, table: int, row: int) -> None:
    position = Position(modified, table, row)
    assert Position.parse(str(position)) == position
    assert Position.parse("") is None
