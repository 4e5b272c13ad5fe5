"""Kill the writing of an import before each thirteenth statement, go on, and tell what is there.

Run as a program: ``python import_killed.py FOLDER`` (``tests/killing.py``). Prints JSON.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import import_made

from killing import walk

FOLDER = Path(sys.argv[-1])


def prepare() -> None:
    """Make tables and an import of three frameworks that waits to be written."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    import_made.waiting(7)
    import_made.keep(FOLDER)


def write() -> None:
    """Write it."""
    from agir_competencies.api import imports
    from agir_competencies.models import ImportJob

    import_made.give_back(FOLDER)
    imports.work(ImportJob.objects.get().pk)


def look() -> dict[str, Any]:
    """Return what the kill left, and what is there after another worker went on."""
    from agir_competencies.api import imports
    from agir_competencies.models import Competency, Framework, ImportJob
    from agir_kernel.clock import SystemClock

    job = ImportJob.objects.get()
    left = {"frameworks": Framework.objects.count(), "counted": job.written, "state": job.state}
    if job.state != "done":
        ImportJob.objects.update(beat_at=SystemClock().now() - timedelta(minutes=3))
        imports.go_on(job.pk)
        imports.work(job.pk)
        job.refresh_from_db()
    return left | {
        "end": [job.state, job.written, job.wrote, Framework.objects.count()],
        "items": Competency.objects.count(),
    }


if __name__ == "__main__":
    import_made.start(FOLDER)
    walk(FOLDER, prepare, write, look, stride=13)
