"""The suite imports, migrates and serves where every optional extra is absent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from bare import EXTRAS

from house.repository import ROOT

pytestmark = pytest.mark.processes
NEVER_OPTIONAL = {"platform", "demo", "dev"}
"""Extras that stand for the platform itself, or for machines of developers."""


def test_it_imports_migrates_and_serves(tmp_path: Path) -> None:
    environment = {**os.environ, "AGIR_HOST_VAR": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    environment.pop("AGIR_HOST_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("bare.py"))],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["modules"] > 300
    assert len(told["answers"]) > 30
    assert {path: status for path, status in told["answers"].items() if status >= 500} == {}
    assert sum(status == 200 for status in told["answers"].values()) > 20


def test_each_optional_extra_is_among_those_left_out() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    optional = set(said["project"]["optional-dependencies"]) - NEVER_OPTIONAL
    assert optional <= set(EXTRAS)
