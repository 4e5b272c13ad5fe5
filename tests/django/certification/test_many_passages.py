"""A hundred thousand passages that are ready become a file in little memory, from the database.

Measured in a process of its own: resident memory at its highest, less what it was once the first
page of 500 had been looked at.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(
        not Path("/proc/self/status").exists(),
        reason="this system does not say a process's memory",
    ),
]
PROGRAM = Path(__file__).parent / "many_passages.py"
TESTS = Path(__file__).resolve().parents[2]


def run(folder: Path, *words: str) -> str:
    path = os.pathsep.join([str(TESTS), str(PROGRAM.parent), os.environ.get("PYTHONPATH", "")])
    environment = {
        **os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "host.settings",
        "AGIR_HOST_VAR": str(folder), "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    environment.pop("AGIR_HOST_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *words],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def measured(count: int, folder: Path) -> dict[str, Any]:
    run(folder, "fill", str(count))
    found: dict[str, Any] = json.loads(run(folder, "work").splitlines()[-1])
    print(found)
    assert (found["goes"], found["written"], found["kept"], found["later"]) == (count, count, 0, 0)
    assert (found["ready"], found["handed"], found["page"]) == (count, count, 50)
    return found


def test_four_thousand_passages_are_held_a_page_at_a_time(tmp_path: Path) -> None:
    """A page is 3 MB while it is looked at, and the next one is there before it goes."""
    found = measured(4_000, tmp_path)
    assert found["look_bytes"] < 16_000_000
    assert found["hand_over_bytes"] < 18_000_000, "the desk's check, a partner's CSV, a page"
    assert found["bytes"] < 20_000_000


@pytest.mark.nightly
def test_a_hundred_thousand_passages_grow_memory_by_less_than_64_megabytes(tmp_path: Path) -> None:
    found = measured(100_000, tmp_path)
    assert found["look_bytes"] < 64_000_000
    assert found["page_bytes"] < 64_000_000, "the desk's check, a partner's CSV, a page"
    assert found["bytes"] < 64_000_000
