"""Run what needs MariaDB or Redis: the whole of tests/django on MariaDB, and the marked tests.

The whole runs with Teak's packages: `make test` runs it on SQLite with the newest Django, this on
MariaDB with the oldest, so that each engine and each Django has run everything (decision 0013 of
agir_platform).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from services.servers import mariadb, redis  # noqa: E402

LABELS = (
    "agir_platform",
    "agir_competencies",
    "agir_badges",
    "agir_catalogue",
    "agir_sponsorship",
    "agir_certification",
)
TEAK = ROOT / ".venv-teak/bin/python"
# What shares Redis, or the host's own database, goes alone; else each worker has a database.
SESSIONS = (
    (str(TEAK), "-n", "2", "-m", "not services and not nightly and not processes"),
    (sys.executable, "-m", "services and not nightly and not processes"),
)
NEEDED = ("mariadbd", "mariadb-install-db", "redis-server")


def main() -> int:
    """Start the servers, run the tests, stop the servers; return pytest's status.

    Words of the command line go to pytest, in one session.
    """
    absent = [name for name in NEEDED if shutil.which(name) is None]
    if absent:
        print(f"test-services: skipped, since {', '.join(absent)} is not installed here.")
        return 0
    sessions = [(sys.executable, *sys.argv[1:])] if sys.argv[1:] else SESSIONS
    for python, *words in sessions:
        status = _session(python, words)
        if status:
            return status
    return 0


def _session(python: str, words: list[str]) -> int:
    """Migrate and test on servers of its own.

    Two Djangos share no database: from 5.0 on a new column of UUIDs is MariaDB's own type, in
    which what 4.2 made of 32 characters does not fit.
    """
    with tempfile.TemporaryDirectory(prefix="agir-services-") as folder:
        base = Path(folder)
        with mariadb(base) as database, redis(base) as bus:
            environment = {
                **os.environ,
                "AGIR_HOST_DATABASE_URL": database,
                "AGIR_TEST_REDIS_URL": bus,
                "AGIR_HOST_VAR": folder,
            }
            manage = [python, str(ROOT / "tests/host/manage.py")]
            pytest = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/django"]
            for command in (
                [*manage, "makemigrations", "--check", "--dry-run", *LABELS],
                [*manage, "migrate", "-v", "0"],
                [*pytest, *words],
            ):
                status = _status(command, environment)
                if status:
                    return status
    return 0


def _status(command: list[str], environment: dict[str, str]) -> int:
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
