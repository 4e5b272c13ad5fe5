"""Keep what a release's tables hold: ``make upgrade-dump NAME=0.2.0``.

Fills a host of this checkout with the demo, whose people are fictitious, on SQLite, and writes
``tests/upgrade/dumps/NAME.sql.gz``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from upgrade import dumps  # noqa: E402


def main(name: str, filled: str = "") -> int:
    """Fill a host, or take the database ``filled``, and keep it under ``name``."""
    if not re.fullmatch(r"[0-9a-z][0-9a-z.-]*", name):
        print("Give a name of small letters, figures, dots and hyphens: NAME=0.2.0")
        return 2
    with tempfile.TemporaryDirectory(prefix="agir-dump-") as folder:
        database = Path(filled or Path(folder) / "host.sqlite3")
        if not filled:
            environment = {**os.environ, "AGIR_HOST_VAR": folder}
            environment.pop("AGIR_HOST_DATABASE_URL", None)
            manage = [sys.executable, str(ROOT / "tests/host/manage.py"), "host_load_demo"]
            subprocess.run(manage, env=environment, check=True)
        path = dumps.written(database, name)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
