"""A site of before comes up to today with all it held, and Agir can be taken out of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from house.repository import ROOT
from upgrade import dumps, rehearse

ADDRESS = "AGIR_HOST_DATABASE_URL"
ENGINES = ["sqlite", pytest.param("mariadb", marks=pytest.mark.services)]
CHANGED: dict[str, set[str]] = {}
"""By dump, what an upgrade changed on purpose; the changelog says so first."""


@cache
def _rehearsed(name: str, engine: str, folder: Path) -> dict[str, Any]:
    if engine == "mariadb" and ADDRESS not in os.environ:
        pytest.skip("no MariaDB here: make test-services starts one")
    environment = {**os.environ, "AGIR_HOST_VAR": str(folder), "PYTHONWARNINGS": "ignore"}
    if engine == "sqlite":
        environment.pop(ADDRESS, None)
    done = subprocess.run(
        [
            sys.executable,
            str(Path(rehearse.__file__)),
            name,
            "leave" if name == dumps.names()[-1] else "",
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a folder for each rehearsal, the same one for all that is asked of it."""
    return {
        f"{name} {engine}": tmp_path_factory.mktemp(f"{name}-{engine}")
        for name in dumps.names()
        for engine in ("sqlite", "mariadb")
    }


@pytest.fixture(params=dumps.names())
def name(request: pytest.FixtureRequest) -> str:
    """Return each dump's name."""
    return str(request.param)


@pytest.fixture(params=ENGINES)
def told(name: str, request: pytest.FixtureRequest, places: dict[str, Path]) -> dict[str, Any]:
    """Return what the rehearsal of this dump on this engine told."""
    engine = request.param
    return _rehearsed(name, engine, places[f"{name} {engine}"])


def test_rows_are_kept(told: dict[str, Any], name: str) -> None:
    assert told["held"] > 100, "a dump that holds next to nothing proves next to nothing"
    assert set(told["changed"]) == CHANGED.get(name, set())


def test_what_was_kept_is_whole(told: dict[str, Any]) -> None:
    """Replayed states and the ledger's chain: the verifying commands of today agree."""
    assert told["verified"] == dict.fromkeys(rehearse.VERIFYING, "")


def test_taken_out_from_the_roof_down_it_leaves_no_table(told: dict[str, Any], name: str) -> None:
    """With rows in the newest dump's tables, in the order that ``docs/uninstall.md`` gives."""
    assert (told["tables"] == 0) is (name == dumps.names()[-1])


def test_the_page_and_the_rehearsal_name_one_order() -> None:
    text = (ROOT / "docs/uninstall.md").read_text(encoding="utf-8")
    (named,) = re.findall(r"^for app in ([a-z_ ]+); do$", text, re.MULTILINE)
    assert tuple(named.split()) == rehearse.ROOF_DOWN


def test_a_dump_is_small(name: str) -> None:
    assert (dumps.HERE / f"{name}.sql.gz").stat().st_size <= dumps.LARGEST
