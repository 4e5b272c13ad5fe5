"""Kill a learner's journey before each statement it makes, sweep, and tell what is left.

Run as a program: ``python killed.py FOLDER`` (``tests/killing.py``). Prints one JSON object.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from killing import walk

COURSE = "course-v1:Agir+Killed+2026"
OBJECTS = ("block-v1:one", "block-v1:two")
AWA = 7
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def prepare() -> None:
    """Make tables, three competencies, links of two problems, and a badge over the three."""
    from classroom import frame, link
    from django.core.management import call_command

    from agir_badges import api as badges

    call_command("migrate", verbosity=0)
    skills = frame(3)
    for key in OBJECTS:
        link(key, skills, course=COURSE)
    badges.create_rule(
        "badge",
        {"fr": ("Insigne", ""), "en": ("Badge", "")},
        [(skill.identifier, 2) for skill in skills],
        now=BEGAN,
        threshold=Decimal(1),
        minimum=Decimal(0),
    )


def journey() -> None:
    """Answer both problems; each answer and its score are one transaction, each answered once."""
    from classroom import score
    from django.db import transaction

    from agir_competencies import api
    from agir_competencies.models import Watermark

    for second, key in enumerate(OBJECTS):
        answer = f"answer:{key}"  # stands for the platform's own row
        if Watermark.objects.filter(name=answer).exists():
            continue
        with transaction.atomic():
            Watermark.objects.create(name=answer, moved_at=BEGAN)
            api.receive(score(key, 1, second, course_key=COURSE))


def aftermath() -> dict[str, Any]:
    """Sweep, let the learner do again what was lost with its answer, and return the tables."""
    from agir_badges.models import Award
    from agir_competencies import api
    from agir_competencies.models import CurrentEvidence, Evidence, InboxEntry, State, Watermark

    kept = Watermark.objects.filter(name__startswith="answer:").count()
    api.sweep(older_than=timedelta(seconds=-60))
    journey()
    told: dict[str, Any] = {
        "ledger": Evidence.objects.values_list("competency_id", "object_key", "share"),
        "current": CurrentEvidence.objects.values_list("competency_id", "object_key", "share"),
        "state": State.objects.values_list("competency_id", "status", "estimate"),
        "badges": Award.objects.values_list("rule__slug", "withdrawn_at"),
        "inbox": InboxEntry.objects.values_list("id"),
    }
    tables = {
        name: sorted([str(one) for one in row] for row in rows) for name, rows in told.items()
    }
    differences = len(api.verify().differences)
    return {"kept": kept, "differences": differences, "tables": tables}


def main(folder: Path) -> None:
    """Kill at each statement until a journey survives."""
    import django

    django.setup()
    from django.conf import settings

    import host.urls  # noqa: F401  what a child would import, each child has from its parent
    from agir_competencies import handlers

    # Signing is another process's work, and is killed by tests of its own.
    settings.AGIR_SIGNING_KEYS = []

    handlers.listen()
    walk(folder, prepare, journey, aftermath)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
