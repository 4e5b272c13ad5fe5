"""Steps of who manages certifications: a file, its deposit, its answer; what others may not."""

from __future__ import annotations

import hashlib
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from smoke.expecting import expect

DESK = "/agir/manage/certification/"
CODE = "RS99999"
TOO_FEW = "Plusieurs titulaires ont été identifiés"


def who_obtained_is_handed_over(journey: Any) -> str:
    """Make the file on the page, write it by the command, deposit it, read the CDC's answer."""
    manager, listed = journey.teacher, f"{DESK}files/of/{CODE}/"
    expect(journey.learner.status(listed) == 403, "a learner hands nobody over")
    expect(journey.stranger.status(f"{DESK}calendar/none.ics") == 404, "no calendar without secret")
    page = manager.post(listed, {"act": "make"}, since=listed)
    found = re.search(r"<code>([0-9a-f-]{36})</code>", page)
    digest = re.search(r"<code>([0-9a-f]{64})</code>", page)
    address = re.search(rf'action="({DESK}files/[0-9a-f-]{{36}}/)file/"', page)
    expect(None not in (found, digest, address), "the page names file and digest")
    assert found is not None
    assert digest is not None
    assert address is not None
    with tempfile.TemporaryDirectory(prefix="agir-desk-") as folder:
        output, report = Path(folder) / "a.xml", Path(folder) / "r.xml"
        journey.host.manage("agir_cpf_export", "--certification", CODE, "--output", str(output))
        content = output.read_bytes()
        expect(hashlib.sha256(content).hexdigest() == digest[1], "the same bytes as on the page")
        told = journey.host.manage("agir_cpf_check", str(output))
        expect("1 passages" in told and " 0 faults" in told, "the file has no fault")
        today = datetime.now(UTC).date().isoformat()
        manager.post(address[1], {"act": "deposited", "on": today}, since=address[1])
        passage = re.findall("<cpf:idTechnique>(.*?)<", content.decode())[0]
        report.write_text(
            f"<rapport><idFlux>{found[1]}</idFlux><PassagesKO><passage><idTechnique>{passage}"
            f"</idTechnique><messageErreur>{TOO_FEW}</messageErreur></passage></PassagesKO>"
            "</rapport>",
            encoding="utf-8",
        )
        for _ in range(2):
            told = journey.host.manage("agir_cpf_reconcile", str(report))
        expect("nothing changed" in told, "the same answer again changes nothing")
    expect(TOO_FEW in manager.page(listed), "the page says what the CDC answered")
    return "1 holder in a file, deposited by name, answered; the answer again changed nothing"


def duties_and_rules_are_there(journey: Any) -> str:
    """Read duties, rules with their sources, and the figures of a year, which name nobody."""
    page = journey.operator.page(DESK)
    expect("DEMO0000000001" in page, "the demo's dossier has a duty")
    rules = journey.operator.page(f"{DESK}rules/")
    expect("2026-234" in rules, "a rule names its decree")
    year = journey.operator.content(f"{DESK}quality/year.csv").decode("utf-8-sig")
    expect(CODE in year and "Vasseur" not in year, "figures name nobody")
    return f"{page.count('agir-card')} duties, rules with sources, a year in {len(year)} characters"


def what_was_asked_has_a_page(journey: Any) -> str:
    """See which requests to put right are known; a learner may not."""
    address = f"{DESK}rectifications/"
    expect(journey.learner.status(address) == 403, "requests are the desk's")
    expect("agir-empty" in journey.operator.page(address), "the demo knows of none")
    return "requests to put right have a page, and none is made up"


def a_catalogue_is_to_be_verified(journey: Any) -> str:
    """See what could be offered on EDOF, marked as to be verified."""
    address = f"{DESK}catalogue/"
    expect(journey.learner.status(address) == 403, "a learner offers nothing")
    page = journey.operator.page(address)
    expect("À vérifier" in page, "the page says that the file is to be verified")
    texts = journey.operator.page(f"{DESK}certifications/{CODE}/offer/")
    expect('name="objective"' in texts and "3000" in texts, "texts are written with their limits")
    return "the catalogue for EDOF is marked as to be verified, its texts have a page"


STEPS = (
    duties_and_rules_are_there,
    what_was_asked_has_a_page,
    a_catalogue_is_to_be_verified,
    who_obtained_is_handed_over,
)
