"""Measures of courses: taken in, told as evidence, and never older over newer."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from covenant_world import DAY, KEY, NIGHT, a_course, looked, night, usage, verdicts
from django.core.management import CommandError, call_command

from agir_catalogue.api import covenant, measures
from agir_catalogue.measuring import browsing
from agir_catalogue.models import CourseMeasured
from host.courseware.models import Course

pytestmark = pytest.mark.django_db
LIGHT = {"unit": "u", "violations": 0, "bytes": 300_000, "language": "fr"}


@pytest.fixture(autouse=True)
def course(settings: Any) -> Course:
    settings.AGIR_CATALOGUE_ACCESSIBILITY_URL = "https://campus.example/a11y"
    settings.AGIR_CATALOGUE_ACCESSIBILITY_DATE = "2026-03-01"
    return a_course("practice", "final")


def report(*units: dict[str, Any], at: Any = NIGHT, **more: Any) -> bytes:
    told = {"format": "agir-measures", "version": 1, "tool": "axe", "measured_at": at.isoformat(),
            "courses": [{"course": KEY, "units": list(units), **more}]}  # fmt: skip
    return json.dumps(told).encode()


def said(criterion: str, number: int = 0) -> str:
    found = covenant.verdict(KEY, clock=night(number))
    return next(one.evidence for one in found.checks if one.criterion == criterion)


def test_what_nobody_measured_is_unknown_and_then_it_is_told_with_its_day() -> None:
    looked()
    assert [verdicts()[one] for one in ("O9", "O10", "O11")] == ["unknown"] * 3
    assert measures.take(report(LIGHT, downloads={"tried": 1, "worked": 1}), clock=night(1)) == 1
    looked(1)
    assert [verdicts(1)[one] for one in ("O9", "O10", "O11")] == ["pass"] * 3
    assert said("O10", 1) == ("The middle unit of 1 weighs 300 kB, and no video is the only way.")
    assert "2026-03-01" in said("O9", 1)


def test_a_fault_is_told_and_no_guard_hangs_on_it() -> None:
    measures.take(report({**LIGHT, "violations": 2}), clock=night(0))
    assert looked().standing == "kept"
    assert verdicts()["O9"] == "fail"
    assert said("O9").startswith("Faults that the checker found: 2, on 1 of the 1 units tried.")


def test_a_measure_grows_old(settings: Any) -> None:
    settings.AGIR_CATALOGUE_MEASURE_DAYS = 5
    measures.take(report(LIGHT), clock=night(0))
    looked(5)
    assert verdicts(5)["O10"] == "pass"
    looked(6)
    assert verdicts(6)["O10"] == "unknown"


def test_downloads_count_where_the_licence_allows_them(course: Course) -> None:
    measures.take(report(downloads={"tried": 3, "worked": 2}), clock=night(0))
    looked()
    assert verdicts()["O7"] == "unknown", "no licence is known"
    Course.objects.update(licence="creative-commons: ver=4.0 BY")
    looked(1)
    assert (verdicts(1)["O7"], said("O7", 1)) == (
        "fail", "2 of 3 files that were tried can be downloaded.",
    )  # fmt: skip


def test_the_newest_counts_in_any_order_and_twice_is_once() -> None:
    new, old = report(LIGHT, at=NIGHT), report({**LIGHT, "bytes": 9_000_000}, at=NIGHT - DAY)
    assert [measures.take(one, clock=night(0)) for one in (new, old, new)] == [1, 0, 0]
    assert json.loads(CourseMeasured.objects.get().facts)["units"][0]["bytes"] == 300_000


def test_a_report_of_tomorrow_is_none() -> None:
    with pytest.raises(measures.MeasuresUnreadable):
        measures.take(report(LIGHT, at=NIGHT + timedelta(seconds=1)), clock=night(0))


def test_the_command_takes_a_file_in_or_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "measures.json"
    path.write_bytes(report(LIGHT))
    out = StringIO()
    call_command("agir_import_measures", str(path), stdout=out)
    call_command("agir_import_measures", str(path), stdout=out)
    assert out.getvalue().split("\n")[:2] == [
        "Courses measured anew: 1.", "Courses measured anew: 0.",
    ]  # fmt: skip
    path.write_bytes(report({"unit": 7}))
    with pytest.raises(CommandError, match=r"see courses\.0\.units\.0\.unit"):
        call_command("agir_import_measures", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("agir_import_measures", str(tmp_path / "none.json"))


def test_only_what_visitors_may_read_is_sampled_evenly(course: Course) -> None:
    assert browsing.sampled(KEY, 20) == [usage("unit-1"), usage("unit-2")]
    assert browsing.sampled(KEY, 1) == [usage("unit-1")]
    Course.objects.update(visibility="private")
    assert browsing.sampled(KEY, 20) == []
    assert browsing.sampled("course-v1:Agir+Nowhere+2026", 20) == []


def test_without_a_browser_the_command_says_so_and_measures_nothing(monkeypatch: Any) -> None:
    monkeypatch.setattr(browsing.shutil, "which", lambda _: None)
    monkeypatch.setattr(browsing, "find_spec", lambda _: object())
    out = StringIO()
    call_command("agir_measure_courses", stdout=out)
    assert "No chromium here: nothing was measured." in out.getvalue()
    assert not CourseMeasured.objects.exists()
