"""Install a wheel beside a release of Open edX, and let no package of the platform move.

    python install.py --pins base.txt [--extras pdf] WHEEL -- pip        (or: -- uv pip)

The release's own pins are the constraints: without their extras, which pip refuses in a
constraint, and at the version that the image really holds where Tutor moved one on purpose (a
security fix). What stood before the installation is compared with what stands after it, so that a
package that no pin names is watched as well. Any difference ends the build with a sentence.
"""

from __future__ import annotations

import argparse
import importlib
import re
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

PIN = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(\[[^\]]*\])?"
    r"==(?P<version>[^\s;#]+)(?P<marker>\s*;[^#]*)?"
)


class Refused(Exception):
    """The wheel cannot stand beside this release; the text says why."""


def key(name: str) -> str:
    """Return the one spelling under which a package is known."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, str]:
    """Return the version of each package in this environment, by its one spelling."""
    importlib.invalidate_caches()
    found: dict[str, str] = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        if name:  # what a half-deleted package leaves behind has none
            found.setdefault(key(name), distribution.version)
    return found


def constraints(pins: str, present: dict[str, str]) -> list[str]:
    """Return the constraints that ``pins`` (the text of a base.txt) makes of this environment.

    Lines that pin no version (editable installs, addresses, options) constrain nothing.
    """
    lines = []
    for line in pins.splitlines():
        if match := PIN.match(line.strip()):
            version = present.get(key(match["name"]), match["version"])
            lines.append(f"{match['name']}=={version}{(match['marker'] or '').rstrip()}")
    return lines


def moved(before: dict[str, str], after: dict[str, str], wheel: str) -> list[str]:
    """Return a line for each package of ``before`` that changed or went, but ``wheel`` itself."""
    return [
        f"  {name} {version} -> {after.get(name, 'removed')}"
        for name, version in sorted(before.items())
        if after.get(name) != version and name != wheel
    ]


def install(wheel: Path, pins: Path, installer: list[str], extras: str = "") -> str:
    """Install the wheel and return a sentence that says what came; raise ``Refused``.

    ``extras`` are the wheel's, with commas between them: ``pdf``.
    """
    before = installed()
    lines = constraints(pins.read_text(encoding="utf-8"), before)
    if not lines:
        raise Refused(f"{pins.name} pins nothing: is it the base.txt of the release?")
    with tempfile.TemporaryDirectory() as room:
        held = Path(room, "constraints.txt")
        held.write_text("\n".join(lines) + "\n", encoding="utf-8")
        wanted = f"{wheel}[{extras}]" if extras else str(wheel)
        command = [*installer, "install", "--no-cache-dir", "-c", str(held), wanted]
        if subprocess.run(command, check=False).returncode:  # noqa: S603 - the image's own pip
            raise Refused(f"{wheel.name} does not fit the pins of this release (see above).")
    after = installed()
    if changes := moved(before, after, key(wheel.name.split("-")[0])):
        raise Refused("\n".join([f"{wheel.name} moved packages of the platform:", *changes]))
    new = sorted(set(after) - set(before))
    return f"{wheel.name} installed; new: {', '.join(new) or 'nothing'}; {len(before)} stand."


def main() -> int:
    """Install what the command line says; return 0, or 1 after a sentence on standard error."""
    parser = argparse.ArgumentParser(description="Install a wheel; let no other package move.")
    parser.add_argument("--pins", type=Path, required=True, help="the base.txt of the release")
    parser.add_argument("--extras", default="", help="extras of the wheel, with commas")
    parser.add_argument("wheel", type=Path)
    parser.add_argument("installer", nargs="+", help="after --: pip, or uv pip")
    options = parser.parse_args()
    try:
        print("Agir:", install(options.wheel, options.pins, options.installer, options.extras))
    except Refused as refusal:
        print("Agir:", refusal, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
