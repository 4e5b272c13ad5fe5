"""I10: the free track is the same with sponsorship on, off, misconfigured and crashing."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).resolve().parents[2]
SUITE = TESTS.parent / "plugins/agir_sponsorship"
MODES = ("on", "off", "misconfigured", "crashing")
# Raising one of these in a filter keeps somebody out (openedx-filters, learning.filters); creating
# a mode may switch gating on (content_type_gating, course_duration_limits).
FORBIDDEN = {
    "PreventEnrollment",
    "PreventUnenrollment",
    "PreventCoursewareAccess",
    "PreventVerticalBlockRender",
    "CourseMode",
    "openedx_filters",
    "course_modes",
}


def run(arguments: list[str], folder: Path) -> str:
    environment = {**os.environ, "AGIR_HOST_VAR": str(folder), "PYTHONWARNINGS": "ignore"}
    environment.pop("AGIR_HOST_DATABASE_URL", None)
    environment.pop("AGIR_CONTEXTS", None)
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    base = tmp_path_factory.mktemp("free") / "base"
    run([str(TESTS / "host/manage.py"), "host_load_demo"], base)
    found = {}
    for mode in MODES:
        shutil.copytree(base, base.with_name(mode))
        program = str(Path(__file__).with_name("free_track.py"))
        found[mode] = json.loads(run([program, mode], base.with_name(mode)))
    return found


@pytest.mark.processes
@pytest.mark.parametrize("mode", MODES[1:])
def test_a_learner_meets_the_same_answers(told: dict[str, dict[str, Any]], mode: str) -> None:
    assert told[mode] == told["on"]


@pytest.mark.processes
def test_the_free_track_leads_to_a_free_badge(told: dict[str, dict[str, Any]]) -> None:
    """What all four are compared with: an enrolment, four right answers, a badge."""
    found = told["on"]
    assert "Good listener" in found["badges"]
    assert (found["enrol"], found["outline"], set(found["blocks"])) == (302, 200, {200})
    answered = [found[name] for name in found if name.startswith("answer")]
    assert answered == [[200, "correct"]] * 4


def test_nothing_here_can_keep_anybody_out() -> None:
    """No file of sponsorship imports or names what refuses an enrolment or makes a mode."""
    named = set()
    for path in SUITE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                named |= {*(node.module or "").split("."), *(one.name for one in node.names)}
            elif isinstance(node, ast.Import):
                named |= {word for one in node.names for word in one.name.split(".")}
            elif isinstance(node, ast.Name | ast.Attribute):
                named.add(node.id if isinstance(node, ast.Name) else node.attr)
    assert not named & FORBIDDEN
