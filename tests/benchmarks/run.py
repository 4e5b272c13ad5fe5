"""How fast, beside what it could be? ``make bench``: ratios in one run, no time limit.

Each line: what, size, the product's median, the limit's median, their ratio, statements, verdict.
For events the limit is the least a database could do for the same rows: one transaction with one
SELECT and two upserts, in raw SQL. Absolute times mean nothing on another machine; ratios do.
Exit status 1 when a target is missed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "host.settings"


def main() -> int:
    """Make a database in a temporary folder and run every benchmark on it."""
    with tempfile.TemporaryDirectory(prefix="agir-bench-") as folder:
        os.environ["AGIR_HOST_VAR"] = folder
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        from benchmarks import (
            bench_accrochage,
            bench_badges,
            bench_event,
            bench_harvest,
            bench_import,
            bench_ledger,
        )

        lines = [*bench_import.lines(), *bench_event.lines(), *bench_badges.lines()]
        lines += bench_harvest.lines()
        lines += bench_ledger.lines()
        lines += bench_accrochage.lines()
    for line in lines:
        print(line)
    return 1 if any(line.endswith("FAIL") for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
