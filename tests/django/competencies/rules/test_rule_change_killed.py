"""SIGKILL in the middle of a change of rule; then it is taken up again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
TESTS = HERE.parents[2]

pytestmark = pytest.mark.processes


def test_a_killed_change_is_taken_up_where_it_was(tmp_path: Path) -> None:
    """Readers meet whole states of one version or the other, a range at a time."""
    path = os.pathsep.join([str(TESTS), str(HERE), os.environ.get("PYTHONPATH", "")])
    environment = {
        **os.environ,
        "PYTHONPATH": path,
        "DJANGO_SETTINGS_MODULE": "host.settings",
        "AGIR_HOST_VAR": str(tmp_path),
        "PYTHONWARNINGS": "ignore",
    }
    environment.pop("AGIR_HOST_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(HERE / "settled.py"), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    told = found["told"]
    assert found["status"] == 0
    assert len(told) > 7, "a walk that kills nothing proves nothing"
    at_the_kill = [one["killed"]["versions"] for one in told]
    assert {versions.get("2", 0) for versions in at_the_kill} == {0, 20, 40, 60}
    assert all(one["killed"]["differences"] == 0 for one in told)
    assert all(one["after"]["versions"] == {"2": 60} for one in told)
    assert all(one["after"]["differences"] == 0 for one in told)
    whole = told[-1]["after"]["states"]
    assert [number for number, one in enumerate(told) if one["after"]["states"] != whole] == []
    assert sum("'demonstrated'" in state for state in whole) == 40
