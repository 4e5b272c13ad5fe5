"""Issue badges in processes of their own, over one database file.

Run as a program with ``AGIR_HOST_VAR`` set to a folder: ``python processes.py prepare COUNT``
makes the tables and as many unsigned awards; ``take COUNT`` takes batches of 25 numbers and prints
them; ``issue BATCH [PAGES]`` issues, and dies after so many pages; else it issues once more and
prints how many documents each of both runs signed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)


def prepare(count: int) -> None:
    """Make tables and ``count`` learners who hold one badge, unsigned."""
    from django.core.management import call_command

    from agir_badges import api
    from agir_badges.awarding import save
    from agir_badges.domain.identity import award_id
    from agir_badges.models import Award
    from host.gallery.rows import competencies

    for label in ("waffle", "agir_platform", "agir_competencies", "agir_badges"):
        call_command("migrate", label, verbosity=0)
    (skill,) = competencies(1)
    rule = api.create_rule("mass", {"en": ("Mass", "")}, [(skill.identifier, 2)], now=NOW)
    terms = {
        "threshold": str(Decimal(1)),
        "minimum": "0",
        "items": [[str(skill.identifier), 2]],
        "reached": [str(skill.identifier)],
    }
    for start in range(0, count, 1000):
        save(
            Award(
                id=award_id(rule, UUID(int=n + 1)), subject=UUID(int=n + 1), rule_id=rule,
                rule_version=1, terms=terms, awarded_at=NOW,
            )
            for n in range(start, min(start + 1000, count))
        )  # fmt: skip


def take(batches: int) -> None:
    """Take numbers in batches of 25 and print them."""
    from django.db import transaction

    from agir_badges.issuing import numbers

    taken = []
    for _ in range(batches):
        numbers.ready(25, now=NOW)
        with transaction.atomic():
            taken += numbers.take(25, now=NOW)
    print(json.dumps([[str(name), number] for name, number in taken]))


def issue(batch: int, pages: int = 0) -> None:
    """Issue all that waits; die after ``pages`` pages, in the middle of the next."""
    from agir_badges import api

    done = 0

    def progress(_done: int, _total: int) -> None:
        nonlocal done
        done += 1
        if done == pages:
            die_inside()

    print([api.issue_all(now=NOW, batch=batch, progress=progress).signed for _ in range(2)])


def die_inside() -> None:
    """Let this process be killed by the next document that it writes."""
    from agir_badges.models import Credential

    def killed(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    Credential.objects.bulk_create = killed


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    import django

    django.setup()
    globals()[sys.argv[1]](*map(int, sys.argv[2:]))
