"""Kill the reading of a return file before each statement it makes (``tests/killing.py``)."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from killing import walk

KEY = "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"
TAKEN = "<idTechnique>{}</idTechnique>"
REFUSED = (
    "<passage><idTechnique>{}</idTechnique>"
    "<messageErreur>Aucun titulaire ne correspond aux critères obligatoires</messageErreur>"
    "</passage>"
)


def _ready() -> None:
    """Give the site a key, as a site has."""
    from django.conf import settings

    settings.AGIR_VAULT_KEYS = [KEY]


def prepare() -> None:
    """Deposit a file of three passages; the return file takes two of them and refuses one."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _ready()
    from certified_world import BY, CODE, certification, keep_covenant, later, session, terms

    from agir_certification.api import deposits, repertoire

    keep_covenant()
    made = certification(CODE)
    told = repertoire.Identifiers(client_id="12ABC345", contract_id="MCFCER000123")
    repertoire.identify(made, told)
    day = terms().starts_at - timedelta(days=32)
    where = session(made, starts_at=day, ends_at=day, capacity=3)
    keys = sorted(str(_holder(where, number)) for number in (1, 2, 3))
    batch = deposits.make(CODE, by=BY).batch
    deposits.declare(batch, later().now().date(), by=BY)
    one = deposits.one(batch)
    _file("report.xml").write_text(
        f"<rapport><nomFichier>{one.file_name}</nomFichier><idFlux>{one.flux}</idFlux>"
        f"<idTraitement>1</idTraitement><PassagesKO>{REFUSED.format(keys[2])}</PassagesKO>"
        f"<PassagesOK>{''.join(map(TAKEN.format, keys[:2]))}</PassagesOK></rapport>",
        encoding="utf-8",
    )


def _holder(where: Any, number: int) -> Any:
    from uuid import UUID

    from certified_world import PERSON, civil, decided, later, request

    from agir_certification.api import registrations

    subject = UUID(int=number)
    asked = request(where, subject, is_paid=True)
    registered = registrations.register(asked, clock=later(days=-9)).id
    civil(subject, replace(PERSON, birth_day=number), clock=later(days=-2))
    return decided(where, registered, later(days=-2))


def _file(name: str) -> Path:
    return Path(os.environ["AGIR_HOST_VAR"]) / name


def work() -> None:
    """Run the command as somebody types it."""
    _read()


def _read() -> str:
    _ready()
    from django.core.management import call_command

    out = StringIO()
    call_command("agir_cpf_reconcile", str(_file("report.xml")), stdout=out)
    return out.getvalue()


def _books() -> dict[str, Any]:
    """Say what the site believes of its file and its passages, in the order of the passages."""
    from agir_certification.models import Batch, BatchLine, Duty, Passage, TreatmentReport

    rows = list(Passage.objects.order_by("pk").prefetch_related("steps"))
    steps = [Counter(step.word for step in row.steps.all()) for row in rows]
    reports = TreatmentReport.objects.values_list("accepted", "refused", "contradicted")
    lines = BatchLine.objects.order_by("batch__made_at", "passage_id")
    return {
        "deposits": [row.deposit for row in rows],
        "outcomes": list(lines.values_list("outcome", flat=True)),
        "answers": [[one["accepted"], one["refused"]] for one in steps],
        "reports": [list(row) for row in reports],
        "batches": list(Batch.objects.order_by("made_at").values_list("state", flat=True)),
        "owed": Duty.objects.filter(done_at=None, dropped_at=None).count(),
    }


def aftermath() -> dict[str, Any]:
    """Say what the kill left, read the report again and once more, then send what was refused."""
    left = _books()
    _read()
    again = _books()
    said = _read()
    assert _books() == again
    return {"left": left, "again": again, "said": said, "next": _sent_next(), "then": _books()}


def _sent_next() -> list[str]:
    """Correct who was refused, make the next file, read the old report again; say who is in it."""
    from certified_world import CODE, civil, later
    from django.core.management import call_command

    from agir_certification.models import Passage

    refused = Passage.objects.order_by("pk").last()
    civil(refused.subject, clock=later(hours=1))
    output = _file("next.xml")
    call_command("agir_cpf_export", "--certification", CODE, "--output", str(output), verbosity=0)
    text = output.read_text(encoding="utf-8")
    output.unlink()
    _read()
    found = re.findall("<cpf:idTechnique>(.*?)<", text)
    assert found == [str(refused.pk)], found
    return found


if __name__ == "__main__":
    import django

    django.setup()
    stride = int(os.environ.get("AGIR_KILL_STRIDE", "1"))
    walk(Path(sys.argv[1]), prepare, work, aftermath, stride=stride)
