"""A file of a report: a spreadsheet computes nothing of it, and it leaves a piece at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_platform.documents import sheets


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1+1",
        "\u00a0=1",
        "\uff1d1+1",
        "=cmd|'/C calc'!A0",
    ],
)
def test_what_would_be_a_formula_is_text(text: str) -> None:
    assert sheets.guarded(text) == "'" + text


@pytest.mark.parametrize("cell", ["Awa", "3-1", "", 12, 0.5, -2])
def test_other_cells_are_as_they_are(cell: object) -> None:
    assert sheets.guarded(cell) == cell


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2
        ),
        max_size=5,
    )
)
def test_an_independent_reader_finds_every_cell(rows: list[list[str]]) -> None:
    text = "".join(sheets.lines(rows))
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert read == [[sheets.guarded(cell) for cell in row] for row in rows]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in read for cell in row)


def test_rows_are_read_as_they_leave() -> None:
    read = 0

    def rows() -> Iterator[list[int]]:
        nonlocal read
        for number in range(100_000):
            read += 1
            yield [number]

    pieces = sheets.lines(rows())
    next(pieces)
    assert read == sheets.CHUNK
