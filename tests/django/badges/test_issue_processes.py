"""Processes issue at once, die, and go on: the rows are as if one had done it alone."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.processes

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


def told(folder: Path) -> tuple[list[tuple[str, int, bool]], int]:
    """Return (identifier, number, is it signed) of each document, and how many were handed out."""
    with closing(sqlite3.connect(folder / "host.sqlite3")) as tables:
        rows = tables.execute(
            "select id, status_index, document <> '' from agir_badges_credential order by id"
        ).fetchall()
        (used,) = tables.execute("select sum(used) from agir_badges_status_list").fetchone()
    return rows, used


def test_two_processes_share_no_number(folder: Path) -> None:
    """They open the first list together, then take 20 batches of 25 each."""
    running = [start(folder, "take", 20) for _ in range(2)]
    taken = [tuple(pair) for process in running for pair in end(process)]
    assert len(taken) == len(set(taken)) == 2 * 20 * 25
    assert len({name for name, _ in taken}) == 1


def test_killed_and_started_again_ends_in_the_same_rows(folder: Path) -> None:
    """70 awards in pages of 20: killed inside the third page; two then end it, each award once."""
    end(start(folder, "issue", 20, 2), status=-9)
    between, used = told(folder)
    assert (len(between), used) == (40, 40)
    running = [start(folder, "issue", 10) for _ in range(2)]
    first, second = (end(process) for process in running)
    assert first[0] + second[0] + first[1] + second[1] == 30
    after, used = told(folder)
    assert len(after) == used == 70
    assert len({number for _, number, _ in after}) == 70
    assert all(signed for *_, signed in after)
    assert set(between) < set(after)
