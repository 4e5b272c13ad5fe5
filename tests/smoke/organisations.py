"""Steps of organisations that sponsor, and of the public ledger."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from smoke.expecting import expect

SPACE = "/agir/sponsorship/organisations/"
QUEUE = "/agir/sponsorship/verification/"


def a_company_registers_and_a_person_verifies_it(journey: Any) -> str:
    """Register with a wrong and a right SIREN, submit, verify; another person sees none of it."""
    form = {
        "legal_name": "Rive Gauche SAS",
        "public_name": "Rive Gauche",
        "country": "FR",
        "legal_form": "company",
        "siren": "732829320",
        "visibility": "name",
    }
    page = journey.teacher.post(SPACE, form, since=SPACE)
    expect("Rive Gauche" in page, "it is registered")
    found = re.search(rf'href="({SPACE}[0-9a-f-]{{36}}/)"><bdi>Rive Gauche', _list(journey))
    expect(found is not None, "it is in the list")
    assert found is not None
    address = found[1]
    expect(journey.learner.status(address) == 404, "nobody else finds it")
    journey.teacher.post(address, {"act": "submit"}, since=address)
    expect(journey.learner.status(QUEUE) == 403, "a learner verifies nothing")
    expect("Rive Gauche SAS" in journey.operator.page(QUEUE), "it waits for a person")
    told = {"act": "verify", "organisation": address.split("/")[-2]}
    journey.operator.post(QUEUE, told, since=QUEUE)
    return "registered, submitted, verified by name"


def _list(journey: Any) -> str:
    page: str = journey.teacher.page(SPACE)
    return page


def anybody_checks_the_ledger(journey: Any) -> str:
    """Read the public page and file as a stranger, and check the file by the script it offers."""
    page = journey.stranger.page("/agir/sponsorship/ledger/")
    script = re.search(r'href="([^"]*check_ledger[^"]*\.py)"', page)
    expect(script is not None, "the page hands out the script")
    assert script is not None
    with tempfile.TemporaryDirectory() as folder:
        program, file = Path(folder, "check.py"), Path(folder, "ledger.csv")
        program.write_bytes(journey.stranger.content(script[1]))
        file.write_bytes(journey.stranger.content("/agir/sponsorship/ledger.csv"))
        command = [sys.executable, "-I", "-S", str(program), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    expect(done.returncode == 0, done.stdout or done.stderr)
    told = journey.host.manage("agir_sponsorship_verify", "--show-guards")
    expect("missing" not in told, "the database keeps the rows")
    return done.stdout.split(",")[0]


STEPS = (a_company_registers_and_a_person_verifies_it, anybody_checks_the_ledger)
