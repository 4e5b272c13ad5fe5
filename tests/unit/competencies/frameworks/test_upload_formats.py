"""A file is what its content and its ending say together, whatever it is called."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from agir_competencies.domain.import_job import UploadMismatched, UploadUnknown
from agir_competencies.importing import sniffing
from unit.competencies.frameworks.case_packages import item, package

END = struct.Struct("<4s4H2LH")
WIDE_END = struct.Struct("<4sQ2H2L4Q")
WIDE_PLACE = struct.Struct("<4sLQL")

MOODLE = b'"Parent ID number","ID number",Shortname,Description\n'
SET = "Parent ID number,ID number,Short name,Description"


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


FILES = {
    "case": ("Mon référentiel.JSON", package([item(1)], [])),
    "case-late": ("late.json", b'{"CFItems": [' + b"1," * 600_000 + b'1], "CFDocument": {}}'),
    "rncp": (
        "export_fiches_RNCP_V4_1.xml",
        b'\xef\xbb\xbf<?xml version="1.0"?>\n<FICHES></FICHES>',
    ),
    "moodle": ("cadre.csv", SET.encode() + b"\n"),
    "moodle-fr": ("cadre.csv", ",".join(f"Titre {n}" for n in range(14)).encode()),
    "openedx": ("tags.csv", b"id,value,parent_id\n1,Lire,\n"),
    "openedx-json": ("tags.json", b'{"name": "n", "tags": [{"id": 1, "value": "v"}]}'),
    "rome": ("unix_arborescence.csv", b"code_domaine_competence,domaine_competence\n"),
    "rome-zip": ("rome.zip", packed("unix_arborescence_competences_v460_utf8.csv")),
    "esco": ("ESCO dataset.zip", packed("ESCO/skills_fr.csv", "ESCO/skillsHierarchy_fr.csv")),
}


@pytest.mark.parametrize("case", FILES)
def test_a_format_is_recognised(case: str) -> None:
    name, content = FILES[case]
    file = io.BytesIO(content)
    assert sniffing.format_of(name, file) == case.split("-", maxsplit=1)[0]
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"PK\x03\x04"),
        ("a.json", b'{"something": "else"}'),
        ("a.xml", b"<html></html>"),
        ("a.csv", b"\x00\x01\x02"),
        ("a.csv", b""),
        ("a.zip", b"PK\x03\x04 cut short"),
        ("a.zip", packed("../../etc/passwd")),
        ("a.exe", package([item(1)], [])),
        ("a", package([item(1)], [])),
        ("../../a.json/..", package([item(1)], [])),
    ],
)
def test_anything_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(UploadUnknown):
        sniffing.format_of(name, io.BytesIO(content))


def test_another_format_than_chosen_is_told() -> None:
    name, content = FILES["case"]
    with pytest.raises(UploadMismatched) as refused:
        sniffing.format_of(name, io.BytesIO(content), "moodle")
    assert refused.value.facts == {"format": "moodle", "found": "case"}


def test_a_zip_with_an_endless_list_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniffing, "MOST_DIRECTORY", 100)
    many = packed("skills_fr.csv", *(f"{n}.csv" for n in range(20)))
    with pytest.raises(UploadUnknown):
        sniffing.format_of("esco.zip", io.BytesIO(many))


def wide(content: bytes, *, told: int) -> bytes:
    """Return a zip whose end tells ``told`` bytes of list, and the wider record before it all."""
    end = content.rindex(b"PK\x05\x06")
    _, disk, start, here, entries, size, place, _ = END.unpack_from(content, end)
    record = WIDE_END.pack(b"PK\x06\x06", 44, 45, 45, disk, start, here, entries, size, place)
    found = WIDE_PLACE.pack(b"PK\x06\x07", 0, end, 1)
    short = END.pack(b"PK\x05\x06", disk, start, here, entries, told, place, 0)
    return content[:end] + record + found + short


def test_a_zip_that_tells_its_list_twice_is_not_believed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """``zipfile`` reads what the wider record says."""
    content = wide(packed("skills_fr.csv", *(f"{n}.csv" for n in range(50))), told=10)
    assert sniffing.format_of("set.zip", io.BytesIO(content)) == "esco"
    monkeypatch.setattr(sniffing, "MOST_DIRECTORY", 1000)
    with pytest.raises(UploadUnknown):
        sniffing.format_of("set.zip", io.BytesIO(content))
    hidden = content.replace(b"PK\x06\x06", b"PK\x06\x05")
    with pytest.raises(UploadUnknown):
        sniffing.format_of("set.zip", io.BytesIO(hidden))
