"""Build both wheels: ``python tutor_plugin/build_wheels.py [--out DIR]`` (default ``dist/``).

First the suite (``agir-openedx``), then the Tutor plugin (``tutor-contrib-agir``) that carries it.
Each is built from a clean copy of its sources, so that a stale ``build/`` or a stray file cannot
enter, with one date and one set of modes for all files: the same sources give the same bytes.
Needs ``build`` and ``setuptools`` in the environment that runs it; asks nothing of the network.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "tutor_plugin"
WHEELS = Path("tutoragir", "templates", "agir", "wheels")
SOURCES = ("plugins", "xblocks")
DATA = ("templates", "static", "public", "locale")
ZIP_EPOCH = "315532800"  # 1980-01-01, the first day that a zip file can tell
BROUGHT = frozenset({"pyld", "python-stdnum", "rfc8785"})
"""What the suite may ask for: packages that no release of the platform carries."""
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.py[co]", "*.egg-info", "build", "dist", "*.whl")


class Unfit(Exception):
    """A wheel, or what it would be built from, lacks something; the text says what to do."""


def version(path: Path, pattern: str) -> str:
    """Return the version that the file states, by a pattern with one group."""
    found = re.search(pattern, path.read_text(encoding="utf-8"), re.MULTILINE)
    if not found:
        raise Unfit(f"{path.relative_to(ROOT)} states no version.")
    return found[1]


def copy(sources: Iterable[Path], room: Path) -> Path:
    """Copy files and folders into ``room`` without what a build must not see; return it."""
    for source in sources:
        if source.is_dir():
            shutil.copytree(source, room / source.name, ignore=LEFT_OUT)
        else:
            shutil.copy(source, room / source.name)
    for path in room.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return room


def build(room: Path, out: Path) -> Path:
    """Build the one wheel of the sources in ``room`` into ``out``; return its path."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    environment = {"SOURCE_DATE_EPOCH": ZIP_EPOCH, **os.environ}
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [*command, str(room)], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unfit(f"The build failed:\n{done.stdout}{done.stderr}")
    (wheel,) = out.glob("*.whl")
    return wheel


def expected(root: Path) -> set[str]:
    """Return what the suite's wheel must hold: every module and every data file of its packages.

    Raises ``Unfit`` for a catalogue that was not compiled.
    """
    names: set[str] = set()
    for source in SOURCES:
        for path in (root / source).rglob("*"):
            inside = path.relative_to(root / source)
            if path.suffix == ".po" and not path.with_suffix(".mo").is_file():
                raise Unfit(f"{source}/{inside} is not compiled: run `make translations`.")
            is_data = path.suffix == ".json" or set(DATA) & set(inside.parts)
            if path.is_file() and (path.suffix == ".py" or is_data):
                names.add(inside.as_posix())
    return names


def check_suite(wheel: Path, root: Path) -> None:
    """Raise ``Unfit`` unless the wheel holds all its sources hold and asks for ``BROUGHT``."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = (n for n in names if n.endswith(".dist-info/METADATA"))
        text = archive.read(metadata).decode("utf-8").partition("\n\n")[0]
    if lost := sorted(expected(root) - names):
        raise Unfit(
            f"{wheel.name} lacks {len(lost)} files of its sources, so a site would lack them too. "
            "Name them in [tool.setuptools] of pyproject.toml (a folder of modules needs an "
            "__init__.py):\n  " + "\n  ".join(lost[:20])
        )
    for kind, pattern in {
        "template": r"/templates/.+\.html$",
        "static file": r"/static/.+\.(css|js)$",
        "French catalogue": r"/locale/fr/LC_MESSAGES/\w+\.mo$",
    }.items():
        if not any(re.search(pattern, name) for name in names):
            raise Unfit(f"{wheel.name} holds no {kind}.")
    asked = re.findall(r"^Requires-Dist: (?!.*extra ==)(.+)$", text, re.MULTILINE)
    strange = [one for one in asked if re.split(r"[^\w.-]", one)[0].lower() not in BROUGHT]
    if strange:
        raise Unfit(
            f"{wheel.name} would bring {', '.join(strange)}: see `dependencies` in pyproject.toml, "
            "and BROUGHT here for what no release carries."
        )


def check_plugin(wheel: Path, suite: Path) -> None:
    """Raise ``Unfit`` unless the plugin's wheel holds its patches and this very suite."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        held = [n for n in names if n.endswith(".whl")]
        if held != [(WHEELS / suite.name).as_posix()]:
            raise Unfit(f"{wheel.name} carries {held or 'no wheel'}; it must carry {suite.name}.")
        if archive.read(held[0]) != suite.read_bytes():
            raise Unfit(f"{wheel.name} carries another {suite.name} than the one just built.")
    sources = {
        p.relative_to(PLUGIN).as_posix() for p in (PLUGIN / "tutoragir" / "patches").iterdir()
    }
    if lost := sorted(sources - set(names)):
        raise Unfit(f"{wheel.name} lacks {', '.join(lost)}.")


def replace(folder: Path, wheel: Path, stale: str) -> Path:
    """Put the wheel into the folder, in the place of all that match ``stale``; return it there."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(stale):
        old.unlink()
    return Path(shutil.copyfile(wheel, folder / wheel.name))


def build_all(out: Path) -> list[Path]:
    """Build, check and place both wheels; return their paths in ``out``."""
    suite_version = version(ROOT / "pyproject.toml", r'^version = "([^"]+)"')
    plugin_version = version(PLUGIN / "tutoragir" / "__about__.py", r'^__version__ = "([^"]+)"')
    if suite_version != plugin_version:
        raise Unfit(
            f"The suite is {suite_version} and its Tutor plugin {plugin_version}: "
            "write the same version in pyproject.toml and tutor_plugin/tutoragir/__about__.py."
        )
    with tempfile.TemporaryDirectory() as name:
        suite_room, plugin_room, built = (Path(name, part) for part in ("suite", "plugin", "built"))
        for room in (suite_room, plugin_room):
            room.mkdir()
        tops = [ROOT / part for part in (*SOURCES, "pyproject.toml", "README.md", "LICENSE")]
        suite = build(copy(tops, suite_room), built / "suite")
        check_suite(suite, suite_room)
        tops = [PLUGIN / part for part in ("tutoragir", "pyproject.toml", "README.md")]
        copy([*tops, ROOT / "LICENSE"], plugin_room)
        replace(plugin_room / WHEELS, suite, "*.whl")
        plugin = build(plugin_room, built / "plugin")
        check_plugin(plugin, suite)
        replace(PLUGIN / WHEELS, suite, "*.whl")
        return [
            replace(out, suite, "agir_openedx-*.whl"),
            replace(out, plugin, "tutor_contrib_agir-*.whl"),
        ]


def main() -> int:
    """Build; return 0, or 1 after a sentence on standard error."""
    parser = argparse.ArgumentParser(description="Build the suite's wheel and the Tutor plugin's.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    try:
        for wheel in build_all(parser.parse_args().out):
            print(f"{wheel} ({wheel.stat().st_size:,} bytes)")
    except Unfit as unfit:
        print(unfit, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
