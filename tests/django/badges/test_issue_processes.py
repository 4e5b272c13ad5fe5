"""Processes issue at once, die, and go on: the rows are as if one had done it alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = Path(__file__).with_name("processes.py")


def start(folder: Path, *words: object) -> subprocess.Popen[str]:
    environment = {
        name: value for name, value in os.environ.items() if name != "AGIR_HOST_DATABASE_URL"
    } | {"AGIR_HOST_VAR": str(folder)}
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), *map(str, words)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str], status: int = 0) -> Any:
    out, error = process.communicate(timeout=240)
    assert process.returncode == status, error[-2000:]
    return json.loads(out) if out else None


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose database holds 70 unsigned awards."""
    folder = tmp_path_factory.mktemp("prepared")
    end(start(folder, "prepare", 70))
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return shutil.copytree(prepared, tmp_path / "host")


def test_four_processes_share_no_number(folder: Path) -> None:
    """They open the first list together, then take 20 batches of 25 each."""
    running = [start(folder, "take", 20) for _ in range(4)]
    taken = [tuple(pair) for process in running for pair in end(process)]
    assert len(taken) == len(set(taken)) == 4 * 20 * 25
    assert len({name for name, _ in taken}) == 1


def test_killed_and_started_again_ends_in_the_same_rows(folder: Path) -> None:
    """70 awards in pages of 20: killed inside the third page, then done, then nothing is left."""
    end(start(folder, "issue", 20, 2), status=-9)
    between = end(start(folder, "tell"))
    assert (len(between["rows"]), between["used"]) == (40, 40)
    assert end(start(folder, "issue", 20)) == 30
    after = end(start(folder, "tell"))
    assert len(after["rows"]) == after["used"] == 70
    assert len({number for _, number, _ in after["rows"]}) == 70
    assert all(signed for *_, signed in after["rows"])
    assert [row for row in after["rows"] if row in between["rows"]] == between["rows"]
    assert end(start(folder, "issue", 20)) == 0
    assert end(start(folder, "tell")) == after


def test_two_processes_that_issue_the_same_awards_issue_each_once(folder: Path) -> None:
    running = [start(folder, "issue", 10) for _ in range(2)]
    assert sum(end(process) for process in running) == 70
    after = end(start(folder, "tell"))
    assert len(after["rows"]) == len({number for _, number, _ in after["rows"]}) == 70
