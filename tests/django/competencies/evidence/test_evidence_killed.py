"""SIGKILL before every statement between the score and the badge; then the sweeper runs."""

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


def test_a_kill_at_any_statement_loses_nothing(tmp_path: Path) -> None:
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
        [sys.executable, str(HERE / "killed.py"), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    whole, killed = told["whole"], told["killed"]
    assert told["status"] == 0
    assert len(killed) > 30, "a walk that kills nothing proves nothing"
    assert [one[1] for one in whole["tables"]["state"]] == ["demonstrated"] * 3
    assert whole["tables"]["badges"] == [["badge", "None"]]
    assert whole["tables"]["inbox"] == []
    assert {one["kept"] for one in killed} == {0, 1, 2}, "kills fell before, between and after"
    wrong = [turn for turn, one in enumerate(killed, 1) if one["tables"] != whole["tables"]]
    assert wrong == []
    assert [one["differences"] for one in killed] == [0] * len(killed)
