"""Steps of whoever has records of certifications: a file for the CDC, its check, its answer."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from smoke.expecting import expect

WHO = ("--client", "12ABC345", "--contract", "MCFCER000123")
NOBODY = "Aucun titulaire ne correspond aux critères obligatoires"


def records_become_a_file(journey: Any) -> str:
    """Print two records, write the file, check it, read the CDC's answer, write the rest."""
    manage = journey.host.manage
    with tempfile.TemporaryDirectory(prefix="agir-deposit-") as folder:
        records, first, second = (Path(folder) / name for name in ("r.csv", "a.xml", "b.xml"))
        records.write_text(manage("agir_cpf_export", "--example"), encoding="utf-8")
        manage("agir_cpf_export", "--records", str(records), "--output", str(first), *WHO)
        told = manage("agir_cpf_check", str(first))
        expect("2 passages" in told and " 0 faults" in told, "the file has no fault")
        found = re.search("<cpf:idFlux>(.*?)<", first.read_text(encoding="utf-8"))
        expect(found is not None, "a file has an identifier of its own")
        assert found is not None
        report = Path(folder) / "report.xml"
        report.write_text(
            f"<rapport><idFlux>{found[1]}</idFlux><PassagesKO><passage><idTechnique>2026-0001"
            f"</idTechnique><messageErreur>{NOBODY}</messageErreur></passage></PassagesKO>"
            "<PassagesOK><idTechnique>2026-0002</idTechnique></PassagesOK></rapport>",
            encoding="utf-8",
        )
        told = manage("agir_cpf_reconcile", str(report), "--sent", str(first))
        expect("1 taken, 1 to correct" in told, "the answer settles each passage")
        again = ("--records", str(records), "--output", str(second), "--only", str(report))
        manage("agir_cpf_export", *again, *WHO)
        ids = re.findall("<cpf:idTechnique>(.*?)<", second.read_text(encoding="utf-8"))
        expect(ids == ["2026-0001"], f"the second file holds what was refused, not {ids}")
    return "2 passages written and checked, 1 taken by the CDC, 1 sent again"


def a_birthplace_is_found(journey: Any) -> str:
    """Load places of birth, and find one by what somebody types."""
    told = journey.host.manage("agir_load_cog").split(" places", 1)[0]
    found = journey.learner.json("/api/agir/certification/v1/places/?q=saint-etienne")["places"]
    expect("42218" in {one["code"] for one in found}, "Saint-Étienne is found without its accent")
    expect(
        journey.stranger.status("/api/agir/certification/v1/places/?q=paris") == 401, "signed in"
    )
    return f"{told} places known, {len(found)} begin with Saint-Étienne"


STEPS = (records_become_a_file, a_birthplace_is_found)
