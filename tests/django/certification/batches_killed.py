"""Kill the making of a deposit file before each statement it makes (``tests/killing.py``)."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from killing import walk

KEY = "oIXvA4fHhfrgnqWyTPOoTIRu1kTdUjwxVwpvTd0Wmzw"


def _ready() -> None:
    """Give the site a key and a private place, as a site has."""
    from django.conf import settings

    settings.AGIR_VAULT_KEYS = [KEY]


def prepare() -> None:
    """Make tables, and two persons who obtained a certification and gave their civil status."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _ready()
    from certified_world import (
        CODE,
        NOW,
        PERSON,
        certification,
        civil,
        decided,
        keep_covenant,
        session,
    )

    from agir_certification.api import repertoire
    from agir_kernel.clock import FixedClock

    keep_covenant()
    made = certification(CODE)
    told = repertoire.Identifiers(client_id="12ABC345", contract_id="MCFCER000123")
    repertoire.identify(made, told)
    ended = FixedClock(NOW - timedelta(days=2))
    where = session(made, starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=2))
    for number in (1, 2):
        subject = uuid4()
        registered = _seat(where, subject)
        civil(subject, replace(PERSON, birth_day=number), clock=ended)
        decided(where, registered, ended)


def _seat(where: Any, subject: Any) -> Any:
    from certified_world import NOW, request

    from agir_certification.api import registrations
    from agir_kernel.clock import FixedClock

    before = FixedClock(NOW - timedelta(days=9))
    return registrations.register(request(where, subject, is_paid=True), clock=before).id


def work() -> None:
    """Run the command as somebody types it."""
    _ready()
    from certified_world import CODE
    from django.core.management import call_command

    call_command("agir_cpf_export", "--certification", CODE, "--output", _output(), verbosity=0)


def _output() -> str:
    return str(Path(os.environ["AGIR_HOST_VAR"]) / "deposit.xml")


def aftermath() -> dict[str, Any]:
    """Say what the kill left, run the command again, and say what is there then."""
    _ready()
    from certified_world import CODE

    from agir_certification.api import deposits
    from agir_certification.models import BatchLine, Passage

    output = Path(_output())
    was_whole = not output.exists() or output.read_text().endswith("</cpf:flux>\n")
    output.unlink(missing_ok=True)
    work()
    sent = re.findall("<cpf:idTechnique>(.*?)<", output.read_text(encoding="utf-8"))
    output.unlink()
    return {
        "was_whole": was_whole,
        "files": len(deposits.of(CODE)),
        "sent": sorted(sent),
        "lines": sorted(str(one) for one in BatchLine.objects.values_list("passage_id", flat=True)),
        "passages": sorted(str(one) for one in Passage.objects.values_list("pk", flat=True)),
        "states": sorted(set(Passage.objects.values_list("deposit", flat=True))),
    }


if __name__ == "__main__":
    import django

    django.setup()
    stride = int(os.environ.get("AGIR_KILL_STRIDE", "1"))
    walk(Path(sys.argv[1]), prepare, work, aftermath, stride=stride)
