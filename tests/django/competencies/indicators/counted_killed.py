"""Kill a count before each statement it makes, look, count again, and tell what is there.

Run as a program: ``python counted_killed.py FOLDER``. As ``evidence/killed.py``: a process of its
own over a copy of a database file, and SIGKILL before the statement whose turn it is. Prints JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

PEOPLE, PAGE = 4, 2


def school() -> Any:
    """Return the platform in memory, the same in each process."""
    from agir_platform.memory.platform import COURSE
    from agir_platform.select import platform

    memory: Any = platform()
    if COURSE not in memory.shelf.outlines:
        memory.add_course()
        for user_id in range(100, 100 + PEOPLE):
            memory.add_person(user_id)
            memory.enrol(user_id)
    return memory


def prepare() -> None:
    """Make tables, and four learners of whom three demonstrate a skill."""
    from cohort import Cohort
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    cohort = Cohort(school())
    cohort.ids = list(range(100, 100 + PEOPLE))
    cohort.show(3, "0.9")
    cohort.aim(0, "selected_competencies", "met", picks=True)


def count() -> None:
    """Count by pages of two."""
    from agir_competencies.indicators import counting
    from agir_platform.memory.platform import COURSE

    school()
    counting.count_course(COURSE, page=PAGE)


def look(out: Path) -> None:
    """Write how far the killed count came, and what is there after another."""
    from agir_competencies.models import Count, Counting, Participation, Snapshot

    def tables() -> dict[str, Any]:
        total: Counter[str] = Counter()
        for row in Participation.objects.all():
            total.update(row.cells)
        numbers = dict(Count.objects.exclude(number=0).values_list("cell", "number"))
        return {"agree": dict(total) == numbers, "numbers": numbers}

    before = tables()
    position = Counting.objects.values_list("position", flat=True).first()
    count()
    after = tables()
    told = {
        "agree": before["agree"] and after["agree"],
        "position": position or 0,
        "numbers": after["numbers"],
        "days": Snapshot.objects.count(),
    }
    out.write_text(json.dumps(told))


def in_child(database: Path, work: Callable[[], None], *, die_at: int = 0) -> int:
    """Do ``work`` in a new process over ``database``; return its status, or minus its signal."""
    from django.db import connection

    connection.close()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    connection.settings_dict["NAME"] = str(database)
    if die_at:
        _die(die_at)
    try:
        work()
    except BaseException as error:  # noqa: BLE001  a child must end here, not in the parent's code
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os._exit(0)


def _die(turn: int) -> None:
    from django.db import connection

    left = turn

    def trace(_: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connection.ensure_connection()
    connection.connection.set_trace_callback(trace)


def _warm() -> None:
    """Import once what each child would import: block classes are slow to find."""
    from agir_competencies.goals.presence import leaves_of
    from agir_platform.memory.platform import COURSE

    leaves_of(school().courses.outline(COURSE), COURSE)


def main(folder: Path) -> None:
    """Kill at each statement until a count survives."""
    import django

    django.setup()
    from django.conf import settings

    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    _warm()
    template = folder / "template.sqlite3"
    if in_child(template, prepare):
        raise SystemExit("the tables were not made")
    told = []
    status, turn = -signal.SIGKILL, 0
    while status == -signal.SIGKILL:
        turn += 1
        copy, out = folder / f"{turn}.sqlite3", folder / f"{turn}.json"
        shutil.copy(template, copy)
        status = in_child(copy, count, die_at=turn)
        if in_child(copy, lambda out=out: look(out)):  # type: ignore[misc]
            raise SystemExit(f"the count after statement {turn} failed")
        told.append(json.loads(out.read_text()))
        copy.unlink()
    print(json.dumps({"status": status, "told": told}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
