"""Let two processes take the same requests at once, and tell who has which.

Run as a program: ``python claimed.py FOLDER`` (``tests/killing.py``). Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

REQUESTS = 20
REVIEWERS = ("Zoe", "Ida")


def prepare() -> list[UUID]:
    """Make tables and requests; return their ids."""
    from django.core.management import call_command

    from agir_competencies.models import PriorLearning

    call_command("migrate", verbosity=0)
    now = datetime.now(UTC)
    rows = [PriorLearning(id=uuid4(), subject=uuid4(), asked_at=now) for _ in range(REQUESTS)]
    PriorLearning.objects.bulk_create(rows)
    return [row.pk for row in rows]


def take_all(name: str, keys: list[UUID], gate: int) -> None:
    """Wait until the gate closes, then take every request; print those that were taken."""
    from agir_competencies.attesting import prior
    from agir_competencies.attesting.people import Signer
    from agir_competencies.domain.prior import RequestTaken

    by, taken = Signer(uuid4(), name), []
    os.read(gate, 1)
    for key in keys:
        try:
            prior.take(key, by, datetime.now(UTC))
        except RequestTaken:
            continue
        taken.append(str(key))
    Path(sys.argv[1], f"{name}.json").write_text(json.dumps(taken))


def main() -> None:
    """Start both, open the gate, and tell what each says and what is stored."""
    import django

    django.setup()
    from django.db import connection

    from agir_competencies.models import PriorLearning, PriorLearningStep

    keys = prepare()
    connection.close()
    gate, key = os.pipe()
    children = []
    for name in REVIEWERS:
        child = os.fork()
        if child == 0:
            os.close(key)
            try:
                take_all(name, keys, gate)
            except BaseException as error:  # noqa: BLE001  a child ends here
                sys.stderr.write(f"{error!r}\n")
                os._exit(1)
            os._exit(0)
        children.append(child)
    os.close(key)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children]
    said = {name: json.loads(Path(sys.argv[1], f"{name}.json").read_text()) for name in REVIEWERS}
    rows = PriorLearning.objects.values_list("id", "status", "reviewer_name")
    stored = {str(one): [status, name] for one, status, name in rows}
    steps = PriorLearningStep.objects.filter(action="taken").count()
    print(json.dumps({"statuses": statuses, "said": said, "stored": stored, "steps": steps}))


main()
