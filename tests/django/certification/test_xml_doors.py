"""Every door by which XML comes in from outside refuses document types, entities and no XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from test_certification_desk import CODE, DESK, _rooms, sat, text, world

from agir_certification.api import deposits, passages

__all__ = ["_rooms", "world"]

pytestmark = pytest.mark.django_db
ROOM = Path(__file__).resolve().parents[3] / "plugins/agir_certification"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10 if number else b"ha")
    for number in range(10)
)
HOSTILE = {
    "billion laughs": b"<!DOCTYPE rapport [" + LAUGHS + b"]><rapport>&l9;</rapport>",
    "outside": b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/hostname">]><rapport>&e;</rapport>',
    "parameter": b'<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p.dtd">%p;]><rapport/>',
    "doctype": b'<!DOCTYPE flux SYSTEM "http://127.0.0.1:1/x.dtd"><flux/>',
    "utf-16": '<!DOCTYPE r [<!ENTITY a "b">]><rapport>&a;</rapport>'.encode("utf-16"),
    "no xml": b"%PDF-1.7",
    "nothing": b"",
}


@pytest.fixture(params=sorted(HOSTILE))
def hostile(request: Any, tmp_path: Path) -> Path:
    """Return a file that nobody reads."""
    file: Path = tmp_path / "report.xml"
    file.write_bytes(HOSTILE[request.param])
    return file


@pytest.mark.parametrize("command", ["agir_cpf_check", "agir_cpf_reconcile", "sent"])
def test_a_command_refuses_and_leaves_with_a_sentence(
    command: str, hostile: Path, tmp_path: Path
) -> None:
    call: dict[str, Callable[[], Any]] = {
        "agir_cpf_check": lambda: call_command("agir_cpf_check", str(hostile)),
        "agir_cpf_reconcile": lambda: call_command("agir_cpf_reconcile", str(hostile)),
        "sent": lambda: call_command(
            "agir_cpf_reconcile", str(_report(tmp_path)), "--sent", str(hostile)
        ),
    }
    with pytest.raises(CommandError) as refused:
        call[command]()
    assert "hostname" not in str(refused.value)
    assert len(str(refused.value)) > 20


def _report(tmp_path: Path) -> Path:
    file = tmp_path / "good.xml"
    file.write_bytes(
        b"<rapport><nomFichier>a.xml</nomFichier><idFlux>f</idFlux><idTraitement>1</idTraitement>"
        b"<PassagesOK><idTechnique>x</idTechnique></PassagesOK></rapport>"
    )
    return file


def test_the_page_refuses_and_nothing_moves(world: Any) -> None:
    passage = sat(world)
    deposits.make(CODE, by=world.subject)
    for name, content in HOSTILE.items():
        file = SimpleUploadedFile("rapport.xml", content, "application/xml")
        answer = world.manager.post(f"{DESK}/files/of/{CODE}/", {"act": "report", "report": file})
        assert 400 <= answer.status_code < 500, name
        assert 'role="alert"' in text(answer), name
    assert passages.one(passage).deposit is passages.Deposit.IN_BATCH


def test_no_room_reads_xml_without_looking_at_its_prologue_first() -> None:
    """A file of the room that parses is one of these, each tested with hostile files."""
    parses = {
        str(file.relative_to(ROOM))
        for file in ROOM.rglob("*.py")
        if any(word in file.read_text() for word in ("iterparse(", "etree.parse(", "fromstring("))
    }
    known = {"sent", "profiles", "official", "reports", "checking"}
    assert parses == {*(f"accrochage/{name}.py" for name in known), "repertoire/sheets.py"}
    for name in known - {"official"}:
        assert "refuse_doctype" in (ROOM / "accrochage" / f"{name}.py").read_text(), name
    official = (ROOM / "accrochage/official.py").read_text()
    assert "parser()" in official, "official reads again what this room wrote or checked itself"
