"""Keep what a release's tables hold: ``make upgrade-dump NAME=0.2.0``.

Lets everybody of the demo, whose people are fictitious, do everything once on a host of this
checkout (``filling``), on SQLite, and writes ``tests/upgrade/dumps/NAME.sql.gz``.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from upgrade import dumps, filling  # noqa: E402


def main(name: str, filled: str = "") -> int:
    """Fill a host, or take the database ``filled``, and keep it under ``name``."""
    if not re.fullmatch(r"[0-9a-z][0-9a-z.-]*", name):
        print("Give a name of small letters, figures, dots and hyphens: NAME=0.2.0")
        return 2
    with tempfile.TemporaryDirectory(prefix="agir-dump-") as folder:
        database = Path(filled) if filled else filling.filled(Path(folder))
        path = dumps.written(database, name)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
