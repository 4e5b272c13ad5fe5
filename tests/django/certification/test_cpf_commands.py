"""What anybody with records types: an example, a file, its check, the CDC's answer, the rest."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agir_certification.models import Certification

pytestmark = pytest.mark.django_db

WHO = ("--client", "12ABC345", "--contract", "MCFCER000123")


def said(*arguments: Any, **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.csv"
    path.write_text(said("agir_cpf_export", "--example")[0], encoding="utf-8")
    return path


def test_from_the_example_to_a_second_file(records: Path, tmp_path: Path) -> None:
    """Written, checked, one refused by the CDC, corrected: the second file holds that one."""
    first = tmp_path / "first.xml"
    out, _ = said("agir_cpf_export", "--records", records, "--output", first, *WHO)
    assert "2 passages of RS5695, 0 kept back" in out
    assert "Not checked against the official XSD" in out
    assert "2 passages, profile 1.1.2: 0 faults" in said("agir_cpf_check", first)[0]
    flux = re.search(r"<cpf:idFlux>(.*?)<", first.read_text()).group(1)
    report = tmp_path / "Accusé de traitement_x.xml"
    report.write_text(
        f"<rapport><idFlux>{flux}</idFlux><PassagesKO><passage><idTechnique>2026-0001"
        "</idTechnique><messageErreur>Aucun titulaire ne correspond aux critères obligatoires"
        "</messageErreur></passage></PassagesKO><PassagesOK><idTechnique>2026-0002</idTechnique>"
        "</PassagesOK></rapport>",
        encoding="utf-8",
    )
    for _ in range(2):
        out, _ = said("agir_cpf_reconcile", report, "--sent", first)
        assert "2026-0001: Aucun titulaire" in out
        assert "1 taken, 1 to correct, 0 without an answer, 0 not ours" in out
    second = tmp_path / "second.xml"
    said("agir_cpf_export", "--records", records, "--output", second, "--only", report, *WHO)
    text = second.read_text()
    assert re.findall(r"<cpf:idTechnique>(.*?)<", text) == ["2026-0001"]
    assert flux not in text
    with pytest.raises(CommandError, match="another file"):
        said("agir_cpf_reconcile", report, "--sent", second)


def test_a_folder_gets_a_file_with_a_name_of_its_own(records: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    said("agir_cpf_export", "--records", records, "--output", room, *WHO)
    (found,) = room.iterdir()
    assert re.fullmatch(r"agir-cpf-\d{8}-\d{6}-[0-9a-f]{12}\.xml", found.name)


def test_a_record_that_is_refused_is_told_by_line_without_a_name(
    records: Path, tmp_path: Path
) -> None:
    records.write_text(records.read_text().replace(";F;2A004", ";;2A004"), encoding="utf-8")
    output = tmp_path / "a.xml"
    out, err = said("agir_cpf_export", "--records", records, "--output", output, *WHO)
    assert "1 passages of RS5695, 1 kept back" in out
    assert "2 (2026-0001), kept back: CPF-ID-03 sexe" in err
    assert "Durand" not in out + err
    assert "1988" not in out + err


def test_nothing_is_written_when_nothing_may_go(records: Path, tmp_path: Path) -> None:
    records.write_text(records.read_text().replace("RS5695", "5695"), encoding="utf-8")
    with pytest.raises(CommandError, match="2 kept back"):
        said("agir_cpf_export", "--records", records, "--output", tmp_path / "a.xml", *WHO)
    assert [one.name for one in tmp_path.iterdir()] == ["records.csv"]


def test_a_training_partner_gets_no_file(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.xml"
    with pytest.raises(CommandError, match="certifier"):
        said(
            "agir_cpf_export",
            "--records",
            records,
            "--output",
            output,
            "--role",
            "training_partner",
            *WHO,
        )
    with pytest.raises(CommandError, match="AGIR_CERTIFICATION_DEPOSITOR"):
        said("agir_cpf_export", "--records", records, "--output", output)
    with pytest.raises(CommandError, match="SUPPRESSION"):
        said(
            "agir_cpf_export",
            "--records",
            records,
            "--output",
            output,
            "--action",
            "SUPPRESSION",
            *WHO,
        )
    assert not output.exists()


def test_who_deposits_may_be_settled_by_the_site(
    records: Path, tmp_path: Path, settings: Any
) -> None:
    settings.AGIR_CERTIFICATION_DEPOSITOR = {
        "client": "OTHER123",
        "certifier": "12ABC345",
        "contract": "MCFCER000123",
        "role": "third_party_depositor",
    }
    output = tmp_path / "a.xml"
    said("agir_cpf_export", "--records", records, "--output", output, "--profile", "1.1.5")
    text = output.read_text()
    assert "TIERS_CONFIANCE" in text
    assert "<cpf:action>CREATION</cpf:action>" in text


def test_a_check_tells_line_and_reason_and_fails(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "a.xml"
    said("agir_cpf_export", "--records", records, "--output", output, *WHO)
    output.write_text(output.read_text().replace("2A004", "ZZZZZ"), encoding="utf-8")
    told = StringIO()
    with pytest.raises(CommandError, match="1 faults") as failed:
        call_command("agir_cpf_check", str(output), stdout=told)
    assert failed.value.returncode == 1
    assert "line 3, fault: CPF-ID-04 codeInsee" in told.getvalue()
    output.write_text("<!DOCTYPE a><a/>")
    with pytest.raises(CommandError, match="refused"):
        said("agir_cpf_check", output)
    with pytest.raises(CommandError):
        said("agir_cpf_check", tmp_path / "none.xml")
    with pytest.raises(CommandError, match="--example"):
        said("agir_cpf_export")


def test_a_sheet_that_the_site_holds_judges_the_day(records: Path, tmp_path: Path) -> None:
    """What the site knows of RS5695 ends before the delivery; of another sheet it knows nothing."""
    now = datetime(2026, 11, 1, tzinfo=UTC)
    Certification.objects.create(
        code="RS5695",
        title="Anglais",
        role="certifier",
        valid_until=date(2026, 10, 29),
        created_at=now,
        updated_at=now,
    )
    with pytest.raises(CommandError, match="2 kept back"):
        said("agir_cpf_export", "--records", records, "--output", tmp_path / "a.xml", *WHO)
    Certification.objects.update(deliverable_until=date(2026, 12, 31))
    out, _ = said("agir_cpf_export", "--records", records, "--output", tmp_path / "a.xml", *WHO)
    assert "2 passages" in out
