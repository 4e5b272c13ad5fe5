"""Let two people write the same file at once, each import by two workers, and tell what is there.

Run as a program: ``python import_at_once.py FOLDER`` (``tests/killing.py``). Prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from uuid import UUID

import import_made

FOLDER = Path(sys.argv[-1])


def work(job: UUID, gate: int) -> None:
    """Wait until the gate closes, then write; what the database refuses is gone on with."""
    from agir_competencies.api import imports

    os.read(gate, 1)
    while imports.work(job) == "failed":
        imports.go_on(job)


def main() -> None:
    """Start four workers on two imports, open the gate, and tell what is stored."""
    import_made.start(FOLDER)
    from django.core.management import call_command
    from django.db import connection

    from agir_competencies.models import Competency, Framework, ImportJob

    call_command("migrate", verbosity=0)
    jobs = [import_made.waiting(user) for user in (7, 8)]
    connection.close()
    gate, key = os.pipe()
    children = []
    for job in jobs * 2:
        child = os.fork()
        if not child:
            os.close(key)
            work(job, gate)
            os._exit(0)
        children.append(child)
    os.close(key)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    rows = ImportJob.objects.all()
    print(
        json.dumps(
            {
                "ended": ended,
                "states": sorted(row.state for row in rows),
                "written": sum(row.written for row in rows),
                "created": sum(row.wrote.get("create", 0) for row in rows),
                "frameworks": Framework.objects.count(),
                "items": Competency.objects.count(),
            }
        )
    )


if __name__ == "__main__":
    main()
