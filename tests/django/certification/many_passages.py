"""Hold many passages that are ready, look at them and make a file of them, in two processes.

Run as a program with ``AGIR_HOST_VAR`` (a folder) set: ``fill COUNT`` makes tables and rows;
``work`` prints, as JSON, by how many bytes memory grew at its highest after the first page.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import timedelta
from io import RawIOBase
from pathlib import Path
from typing import Any
from uuid import UUID

KEY = "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"
LABELS = ("waffle", "agir_platform", "agir_competencies", "agir_certification")


def fill(count: int) -> None:
    """Write what ``count`` learners who obtained it leave: rows, a civil status each."""
    from certified_world import CODE, NOW, PERSON, certification, keep_covenant, session
    from django.core.management import call_command

    from agir_certification.api import repertoire
    from agir_certification.civil_status import sealed
    from agir_certification.models import CivilStatusRecord, Passage, Registration

    for label in LABELS:
        call_command("migrate", label, verbosity=0)
    keep_covenant()
    made = certification(CODE)
    told = repertoire.Identifiers(client_id="12ABC345", contract_id="MCFCER000123")
    repertoire.identify(made, told)
    where = session(made, capacity=100_000)
    day = NOW - timedelta(days=2)
    for start in range(0, count, 1000):
        places, passages, persons = [], [], []
        for number in range(start, min(count, start + 1000)):
            subject = UUID(int=number + 1)
            letters = "".join(chr(97 + number // 26**power % 26) for power in range(4))
            person = replace(PERSON, first_name=f"Élodie{letters}")
            places.append(
                Registration(
                    session_id=where, subject=subject, funding="free", fee_minor=0,
                    currency="EUR", state="ended", key=str(number), made_at=day, live=None,
                )
            )  # fmt: skip
            passages.append(
                Passage(
                    registration=places[-1], subject=subject, certification_code=CODE,
                    attendance="present", decision="obtained", decided_at=NOW,
                    delivered_on=day.date(), deposit="ready",
                )
            )  # fmt: skip
            persons.append(
                CivilStatusRecord(
                    subject=subject, sealed=sealed.seal(person, subject), notice_version="1",
                    basis="legal_obligation", recorded_at=day, asked_until=NOW.date(),
                )
            )  # fmt: skip
        for model, rows in (
            (Registration, places), (Passage, passages), (CivilStatusRecord, persons),
        ):  # fmt: skip
            model.objects.bulk_create(rows, batch_size=500)  # type: ignore[attr-defined]


class Nowhere(RawIOBase):
    """Takes what is written and keeps nothing."""

    def write(self, piece: Any) -> int:
        return len(piece)


def highest() -> int:
    """Return the most memory that this process held, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def work() -> None:
    """Look at every passage, make the file, write it again; print what that took."""
    from certified_world import BY, CODE, NOW

    from agir_certification.accrochage import judging
    from agir_certification.api import deposits
    from agir_certification.domain.schema import Profile
    from agir_kernel.clock import FixedClock

    def looked() -> Any:
        return judging.judge(CODE, by=None, now=NOW, profile=Profile.V1_1_2)

    next(looked())  # what is imported and opened for the first page is no growth
    before, told = highest(), {}
    told["goes"] = sum(one.record is not None for one in looked())
    told["look_bytes"] = highest() - before
    survey = deposits.survey(CODE, by=None, clock=FixedClock(NOW))
    told |= {"ready": survey.ready, "survey_bytes": highest() - before}
    told["handed"] = sum(1 for _ in deposits.hand_over(CODE, by=BY, clock=FixedClock(NOW))) - 1
    told["hand_over_bytes"] = highest() - before
    page = deposits.standings(CODE, start=told["goes"] - 50, most=50)
    told |= {"page": len(page), "page_bytes": highest() - before}
    made = deposits.make(CODE, by=None, clock=FixedClock(NOW))
    told["make_bytes"] = highest() - before
    sink: Any = Nowhere()
    written = deposits.write(made.batch, sink, by=None, clock=FixedClock(NOW))
    told["bytes"] = highest() - before
    told |= {"kept": len(made.kept), "later": made.later, "written": written.passages}
    print(json.dumps(told))


if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings

    settings.DEBUG = False  # a site keeps no log of its statements
    settings.AGIR_VAULT_KEYS = [KEY]
    settings.AGIR_CERTIFICATION_BATCH_PASSAGES = 200_000
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        work()
