"""What a program of many processes told: asked once, for all that its tests look at.

And on which engines, how often and how closely the walks of kills go.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ADDRESS = "AGIR_HOST_DATABASE_URL"
ENGINES = [
    pytest.param("sqlite", 1, marks=pytest.mark.processes, id="sqlite"),
    pytest.param("mariadb", 1, marks=pytest.mark.services, id="mariadb"),
    pytest.param("sqlite", 20, marks=pytest.mark.nightly, id="sqlite-long"),
    pytest.param(
        "mariadb", 20, marks=[pytest.mark.nightly, pytest.mark.services], id="mariadb-long"
    ),
]


def walks(by_day: int, by_night: int, on_mariadb: int) -> list[Any]:
    """Return engine, walks and stride (statements): one walk on SQLite by day, twenty by night.

    MariaDB is told less than SQLite, which is told of every BEGIN: ``on_mariadb`` is shorter. Its
    walks cost a minute each, and are for the night.
    """
    services, nightly = pytest.mark.services, pytest.mark.nightly
    return [
        pytest.param("sqlite", 1, by_day, marks=pytest.mark.processes, id="sqlite"),
        pytest.param("sqlite", 20, by_night, marks=nightly, id="sqlite-long"),
        pytest.param("mariadb", 20, on_mariadb, marks=[nightly, services], id="mariadb-long"),
    ]


def need(engine: str) -> None:
    """Skip where the engine is not there."""
    if engine == "mariadb" and ADDRESS not in os.environ:
        pytest.skip("no MariaDB here: make test-services starts one")


@cache
def outcomes(program: str, engine: str, trials: int) -> dict[str, list[dict[str, Any]]]:
    """Return by what was tried what each trial told; skip where MariaDB is not there."""
    need(engine)
    with tempfile.TemporaryDirectory(prefix="agir-crowd-") as folder:
        environment = {**os.environ, "AGIR_HOST_VAR": folder, "PYTHONWARNINGS": "ignore"}
        if engine == "sqlite":
            environment.pop(ADDRESS, None)
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name(program)), str(trials)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, list[dict[str, Any]]] = json.loads(done.stdout.splitlines()[-1])
    assert {len(one) for one in found.values()} == {trials}
    return found
