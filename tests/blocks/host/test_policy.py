"""How subsections make a course's grade; each figure by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from host.courseware.grades.policy import Graded, letter, percent
from host.courseware.grades.problem import weighted
from host.courseware.privacy import style_without_foreign, without_foreign
from host.courseware.views.comma import pointed


def test_a_type_counts_by_its_weight_and_drops_its_lowest() -> None:
    """Exercises 1, 0.5, 0 with one dropped: mean 0.75, times 0.4; exam 1 times 0.6: 0.9."""
    policy = {
        "GRADER": [
            {"type": "Exercise", "weight": 0.4, "min_count": 3, "drop_count": 1},
            {"type": "Exam", "weight": 0.6, "min_count": 1, "drop_count": 0},
        ]
    }
    graded = [
        Graded("Exercise", Decimal(1)),
        Graded("Exercise", Decimal("0.5")),
        Graded("Exam", Decimal(1)),
    ]
    assert percent(policy, graded) == Decimal("0.9")


def test_without_types_all_count_alike() -> None:
    assert percent({}, [Graded("", Decimal(1)), Graded("x", Decimal(0))]) == Decimal("0.5")
    assert percent({}, []) == 0


def test_the_best_letter_that_is_reached() -> None:
    policy = {"GRADE_CUTOFFS": {"A": 0.9, "B": 0.5}}
    assert [letter(policy, Decimal(at)) for at in ("0.95", "0.9", "0.5", "0.49")] == [
        "A", "A", "B", "",
    ]  # fmt: skip


def test_weighted_points() -> None:
    half = weighted(Decimal(1), Decimal(2), Decimal(3))
    assert half == (Decimal("1.5"), Decimal(3))
    assert weighted(Decimal(1), Decimal(2), None) == (1, 2)
    assert weighted(Decimal(0), Decimal(0), Decimal(3)) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("3,14", "3.14"), ("-0,5", "-0.5"), (" 2,5 % ", " 2.5 % "), ("1,2,3", "1,2,3"),
     ("a,b", "a,b"), ("12", "12"), ("", "")],
)  # fmt: skip
def test_a_decimal_comma(typed: str, read: str) -> None:
    assert pointed(typed) == read


def test_nothing_is_loaded_from_elsewhere_and_links_stay() -> None:
    style = '@import url("https://fonts.example/x.css");a{background:url(//x.example/a.png)}'
    assert "example" not in style_without_foreign(style)
    page = '<img alt="" src="https://x.example/a.png"><a href="https://y.example/">y</a>'
    assert without_foreign(page) == '<img alt="" src=""><a href="https://y.example/">y</a>'
