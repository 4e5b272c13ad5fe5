"""Reports of measures: read whole or not at all, and what follows from them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_catalogue.domain import measured, measures
from agir_catalogue.domain.measures import CourseMeasure, MeasuresUnreadable, UnitMeasure
from agir_catalogue.domain.spoken import language_of

AT = datetime(2026, 11, 27, 4, tzinfo=UTC)
TODAY = AT.date()
FIGURES = st.none() | st.integers(0, 10**9)
UNITS = st.builds(
    UnitMeasure, st.text(max_size=40), FIGURES, FIGURES, st.sampled_from(["", "fr", "pt-BR"])
)
MEASURES = st.builds(
    CourseMeasure, st.text(min_size=1, max_size=40), st.just(AT), st.just("axe"),
    st.lists(UNITS, max_size=5).map(tuple), st.just(4), st.integers(0, 4),
)  # fmt: skip
GOOD = CourseMeasure("c", AT, "axe", (UnitMeasure("u", 0, 400_000, "fr"),), 2, 2)
STATED = ("https://campus.example/a11y", date(2026, 3, 1))


def report(**more: Any) -> bytes:
    told = {"format": "agir-measures", "version": 1, "tool": "axe", "measured_at": AT.isoformat(),
            "courses": [{"course": "c", "units": [{"unit": "u", "violations": 0}]}]}  # fmt: skip
    return json.dumps(told | more).encode()


@given(st.lists(MEASURES, max_size=3, unique_by=lambda one: one.course_key))
def test_a_report_is_read_as_it_was_written(found: list[CourseMeasure]) -> None:
    assert measures.read(json.dumps(measures.written(found, "axe", AT)).encode()) == found


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"{", "JSON"),
        (b"\xff", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b"[]", "format"),
        (report(version=2), "format"),
        (report(measured_at="2026-11-27"), "measured_at"),
        (report(measured_at=7), "measured_at"),
        (report(courses={}), "courses"),
        (report(courses=[{"course": "c"}, {"course": "c"}]), "courses"),
        (report(courses=[{"course": ""}]), "courses.0.course"),
        (report(courses=[{"course": "c", "units": [7]}]), "courses.0.units.0"),
        (report(courses=[{"course": "c", "units": [{"unit": "u", "bytes": -1}]}]),
         "courses.0.units.0.bytes"),
        (report(courses=[{"course": "c", "units": [{"unit": "u", "violations": True}]}]),
         "courses.0.units.0.violations"),
        (report(courses=[{"course": "c", "units": [{"unit": "u", "language": "français"}]}]),
         "courses.0.units.0.language"),
        (report(courses=[{"course": "c", "downloads": {"tried": 1, "worked": 2}}]),
         "courses.0.downloads"),
        (b" " * (measures.MOST_BYTES + 1), "size"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_with_its_place(content: bytes, where: str) -> None:
    with pytest.raises(MeasuresUnreadable) as refused:
        measures.read(content)
    assert refused.value.facts["where"] == where


def test_an_old_measure_tells_nothing_of_today() -> None:
    assert measures.fresh(GOOD, AT + timedelta(days=35), 35) == GOOD
    assert measures.fresh(GOOD, AT + timedelta(days=35, seconds=1), 35) is None


@pytest.mark.parametrize(
    ("change", "stated", "expected"),
    [
        ({}, STATED, ("pass", "accessible")),
        ({"units": ()}, STATED, ("unknown", "accessibility_not_tried")),
        ({"units": (UnitMeasure("u", None),)}, STATED, ("unknown", "accessibility_not_tried")),
        ({"units": (UnitMeasure("u", 0), UnitMeasure("v", 3))}, STATED,
         ("fail", "accessibility_faults")),
        ({}, ("", None), ("fail", "statement_missing")),
        ({}, ("x", TODAY - timedelta(days=365)), ("pass", "accessible")),
        ({}, ("x", TODAY - timedelta(days=366)), ("fail", "statement_old")),
        ({}, ("x", TODAY + timedelta(days=1)), ("unknown", "statement_undated")),
        ({}, ("x", None), ("unknown", "statement_undated")),
        ({}, (None, None), ("unknown", "statement_undated")),
    ],
)  # fmt: skip
def test_accessible_takes_no_fault_and_a_statement_of_this_year(change, stated, expected) -> None:
    assert measured.accessibility(replace(GOOD, **change), *stated, TODAY)[:2] == expected


@pytest.mark.parametrize(
    ("sizes", "videos", "expected"),
    [
        ([1_000_000], (0, 0), ("pass", "light")),
        ([1_000_001], (0, 0), ("fail", "heavy")),
        ([1, 1_000_000, 9_000_000], (0, 0), ("pass", "light")),
        ([1, 9_000_000, 9_000_000], (0, 0), ("fail", "heavy")),
        ([1], (2, 1), ("fail", "only_video")),
        ([1], (None, None), ("unknown", "alternatives_unknown")),
        ([], (0, 0), ("unknown", "weight_not_tried")),
        ([], (2, 1), ("fail", "only_video")),
    ],
)
def test_the_middle_unit_is_light_and_no_video_the_only_way(sizes, videos, expected) -> None:
    """1,000 kB is 20 s at 400 kbit/s; of an even number the lower middle counts."""
    units = tuple(UnitMeasure(str(size), None, size) for size in sizes)
    assert measured.weight(replace(GOOD, units=units), *videos)[:2] == expected


@pytest.mark.parametrize(
    ("spoken", "declared", "expected"),
    [
        (["fr"], ("fr",), ("pass", "languages_there")),
        (["fr", ""], ("fr-FR",), ("pass", "languages_there")),
        (["fr"], ("fr", "en"), ("fail", "languages_missing")),
        (["fr", "en"], ("fr",), ("fail", "languages_unannounced")),
        ([""], ("fr",), ("unknown", "languages_not_tried")),
        ([], ("zh_CN",), ("unknown", "languages_not_tried")),
        (["zh"], ("zh_CN",), ("pass", "languages_there")),
    ],
)
def test_what_is_announced_is_there_and_nothing_else(spoken, declared, expected) -> None:
    units = tuple(UnitMeasure("u", None, None, one) for one in spoken)
    assert measured.languages(replace(GOOD, units=units), declared)[:2] == expected


@pytest.mark.parametrize(
    ("tried", "worked", "expected"),
    [
        (2, 2, ("pass", "downloads")),
        (2, 1, ("fail", "downloads")),
        (0, 0, ("unknown", "downloads_none")),
        (None, None, ("unknown", "downloads_not_tried")),
    ],
)
def test_files_come_or_do_not(tried, worked, expected) -> None:
    assert measured.downloads(replace(GOOD, tried=tried, worked=worked))[:2] == expected
    assert measured.downloads(None)[:2] == ("unknown", "downloads_not_tried")


FRENCH = (
    "Un message piégé veut une seule chose : que vous cliquiez avant de réfléchir. Il joue presque "
    "toujours sur la peur, sur l’argent ou sur l’urgence. Ne cliquez pas : ouvrez le site par "
    "l’adresse que vous connaissez, ou appelez le numéro qui est au dos de votre carte."
)
ENGLISH = (
    "A message that presses you wants one thing: that you click before you think. It is almost "
    "always about fear, about money or about time. Do not click on the link: open the site by the "
    "address that you know, or call the number that is on the back of your card."
)


def test_a_language_is_told_by_its_small_words_or_not_at_all() -> None:
    assert (language_of(FRENCH), language_of(ENGLISH)) == ("fr", "en")
    assert language_of(" ".join(FRENCH.split()[:20])) == "", "too short to accuse anybody"
    assert language_of(f"{FRENCH} {ENGLISH}") == "", "both is neither"
    assert language_of("x = y + 1; " * 40) == ""


@given(st.text(max_size=600))
def test_no_text_breaks_it(text: str) -> None:
    assert language_of(text) in {"", "fr", "en", "de", "es", "it", "pt", "nl"}
