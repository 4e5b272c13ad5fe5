"""Kill a count before each statement it makes, look, count again, and tell what is there.

Run as a program: ``python counted_killed.py FOLDER`` (``tests/killing.py``). Prints JSON.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from killing import walk

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


def look() -> dict[str, Any]:
    """Return how far the killed count came, and what is there after another."""
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
    return {
        "agree": before["agree"] and after["agree"],
        "position": position or 0,
        "numbers": after["numbers"],
        "days": Snapshot.objects.count(),
    }


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
    walk(folder, prepare, count, look)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
