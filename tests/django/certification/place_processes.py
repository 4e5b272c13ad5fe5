"""Take places in processes of their own, over one database.

Run as a program with ``AGIR_HOST_VAR`` (a folder) or ``AGIR_HOST_DATABASE_URL`` set: ``prepare
CAPACITY`` makes tables and one open session and prints it; ``take SESSION FIRST COUNT`` asks for a
place for each of ``COUNT`` learners and prints how many got one; ``same SESSION COUNT`` asks for
one learner as often.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

ROOT = Path(__file__).resolve().parents[3]


def prepare(capacity: str) -> None:
    """Make tables and an open session without courses."""
    from django.core.management import call_command

    from agir_certification.api import repertoire, sessions
    from agir_certification.domain.passage import ExamMode

    for label in ("waffle", "agir_platform", "agir_competencies", "agir_certification"):
        call_command("migrate", label, verbosity=0)
    made = repertoire.add("RS5875", "Piloter un projet", repertoire.Role.CERTIFIER)
    start = datetime.now(UTC) + timedelta(days=30)
    terms = sessions.SessionTerms(
        starts_at=start, ends_at=start, modality=ExamMode.A_DISTANCE, capacity=int(capacity),
        price_minor=15_000,
    )  # fmt: skip
    session = sessions.create(made, terms)
    sessions.activate(session, by=uuid4())
    print(session)


def take(session: str, first: str, count: str) -> None:
    """Ask for a place for each learner; print how many got one."""
    asks(session, [UUID(int=int(first) + number) for number in range(int(count))])


def same(session: str, count: str) -> None:
    """Ask for a place for one learner, again and again; print how often it was given."""
    asks(session, [UUID(int=1)] * int(count))


def asks(session: str, subjects: list[UUID]) -> None:
    """Ask, and print how many places were given."""
    from agir_certification.api import registrations, sessions

    given = 0
    for subject in subjects:
        request = registrations.Request(
            session=UUID(session), subject=subject, funding=registrations.Funding.SELF,
            key=uuid4().hex,
        )  # fmt: skip
        try:
            registrations.register(request)
        except (sessions.SessionFull, registrations.AlreadyRegistered):
            continue
        given += 1
    print(given)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings")
    import django

    django.setup()
    globals()[sys.argv[1]](*sys.argv[2:])
