"""RNCP sheets are streamed; bombs and broken files are refused."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from agir_competencies.domain.refusals import (
    DoctypeRefused,
    DuplicateItem,
    FileUnreadable,
    FrameworkEmpty,
    FrameworkMalformed,
    FrameworkTooLarge,
    PartMissing,
    SheetsTooMany,
    SheetUnknown,
)
from agir_competencies.frameworks.rncp import ACTIVE, read
from agir_competencies.frameworks.rncp_sheet import bloc_key
from agir_competencies.importing.sniffing import format_of

MOST = 100_000
REAL = Path(__file__).parents[5] / "shared/data/france-competences/export_fiches_RNCP_fixture.xml"
RS = REAL.with_name("export_fiches_RS_fixture.xml")


def bloc(code: str, text: str = "- Lire  - Écrire") -> str:
    """Return one bloc."""
    return (f"<BLOC_COMPETENCES><CODE>{code}</CODE><LIBELLE>Le bloc {code}</LIBELLE>"
            f"<LISTE_COMPETENCES>{text}</LISTE_COMPETENCES></BLOC_COMPETENCES>")  # fmt: skip


def sheet(number: str, *blocs: str, more: str = "") -> str:
    """Return one sheet."""
    return (f"<FICHE><ID_FICHE>1</ID_FICHE><NUMERO_FICHE>{number}</NUMERO_FICHE>"
            f"<INTITULE>Un métier</INTITULE>{more}<BLOCS_COMPETENCES>{''.join(blocs)}"
            f"</BLOCS_COMPETENCES></FICHE>")  # fmt: skip


@pytest.fixture
def file(tmp_path):
    """Return a function that writes an export and returns its path."""

    def write(*sheets: str, before: str = "") -> Path:
        path = tmp_path / "export.xml"
        head = '<?xml version="1.0" encoding="UTF-8"?>'
        path.write_text(f"{head}{before}<FICHES>{''.join(sheets)}</FICHES>", encoding="utf-8")
        return path

    return write


def test_blocs_come_by_code_and_equivalences_are_none(file) -> None:
    """BC02 before BC01 in the file; a CORRESPONDANCE holds elements of the same name."""
    twins = ("<CORRESPONDANCES><CORRESPONDANCE><SOURCE><BLOC_COMPETENCES><CODE>RNCP7BC09</CODE>"
             "</BLOC_COMPETENCES></SOURCE></CORRESPONDANCE></CORRESPONDANCES>")  # fmt: skip
    [found] = read(file(sheet("RNCP7", bloc("RNCP7BC02"), bloc("RNCP7BC01"), more=twins)),
                   most_items=MOST)  # fmt: skip
    assert [i.code for i in found.items if i.item_type == "bloc"] == ["RNCP7BC01", "RNCP7BC02"]
    assert [i.position for i in found.items if i.item_type == "bloc"] == [0, 1]
    assert found.items[0].identifier == bloc_key("RNCP7", "RNCP7BC01")
    assert found.items[0].short == "BC01 Le bloc RNCP7BC01"
    assert [i.statement for i in found.items[1:3]] == ["Lire", "Écrire"]


def test_dates_activity_and_heirs_are_kept(file) -> None:
    """As the sheet says them."""
    more = ("<ACTIF>Non</ACTIF><ETAT_FICHE>Publiée</ETAT_FICHE><DATE_EFFET>01/09/2023</DATE_EFFET>"
            "<DATE_FIN_ENREGISTREMENT>31/02/2028</DATE_FIN_ENREGISTREMENT>"
            "<NOUVELLES_CERTIFICATIONS><NOUVELLE_CERTIFICATION><ID_FICHE_NOUVELLE_CERTIFICATION>"
            "RNCP8</ID_FICHE_NOUVELLE_CERTIFICATION></NOUVELLE_CERTIFICATION>"
            "</NOUVELLES_CERTIFICATIONS>")  # fmt: skip
    [found] = read(file(sheet("RNCP7", bloc("RNCP7BC01"), more=more)), most_items=MOST)
    assert (str(found.head.valid_from), found.head.valid_until) == ("2023-09-01", None)
    assert (found.head.is_active, found.head.status) == (False, "Publiée")
    assert found.head.replaced_by_uri.endswith("/rncp/8/")
    assert [note.code for note in found.notes] == ["sheet_replaced", "date_unreadable"]


def test_only_the_sheets_that_were_asked_for_are_taken(file) -> None:
    """With or without the prefix; a sheet that is not there is told."""
    path = file(sheet("RNCP7", bloc("RNCP7BC01")), sheet("RNCP8", bloc("RNCP8BC01")))
    assert [d.head.title for d in read(path, sheets=["8"], most_items=MOST)] == [
        "Un métier (RNCP8)"
    ]
    assert len(read(path, most_items=MOST)) == 2
    with pytest.raises(SheetUnknown) as refused:
        read(path, sheets=["rncp7", "RNCP9"], most_items=MOST)
    assert refused.value.facts == {"sheets": "RNCP9"}


LAUGHS = "<!DOCTYPE FICHES [<!ENTITY a 'ha'>{}]>".format(
    "".join(
        f"<!ENTITY {name} '{f'&{inner};' * 10}'>"
        for inner, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (LAUGHS, "&i;"),
        ('<!DOCTYPE FICHES [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"),
        ('<!DOCTYPE FICHES SYSTEM "http://127.0.0.1:9/x.dtd">', "Lire"),
        ("<!DOCTYPE FICHES>", "Lire"),
    ],
)
def test_document_types_are_refused_before_anything_expands(file, before: str, text: str) -> None:
    """Billion laughs, a file of the machine, a foreign address, and an innocent one."""
    with pytest.raises(DoctypeRefused):
        read(file(sheet("RNCP7", bloc("RNCP7BC01", text)), before=before), most_items=MOST)


def test_an_entity_bomb_in_an_attribute_is_refused(file) -> None:
    """Attributes expand while the first piece of the file is read: the parser gives up first."""
    bomb = f'<FICHE a="{"&i;" * 100}"/>'
    with pytest.raises((DoctypeRefused, FrameworkMalformed)):
        read(file(bomb, before=LAUGHS), most_items=MOST)


@pytest.mark.parametrize(
    "content",
    [b"", b"<FICHES>", b"not xml", b"<FICHES><FICHE></FICHES>", b"<AUTRE/>",
     b'<?xml version="1.0" encoding="UTF-8"?><FICHES>\xe9</FICHES>',
     b"<FICHES><FICHE><INTITULE>sans</INTITULE></FICHE></FICHES>", b"\x00\x01"],
)  # fmt: skip
def test_broken_files_are_refused_with_a_place(tmp_path, content: bytes) -> None:
    """Truncated, malformed, another format, another encoding, a sheet without a number."""
    path = tmp_path / "x.xml"
    path.write_bytes(content)
    with pytest.raises(FrameworkMalformed) as refused:
        read(path, most_items=MOST)
    assert refused.value.facts["where"]


GONE = "<ACTIF>Non</ACTIF>"


def three(file) -> Path:
    """Return an export of three sheets of one bloc and two competencies, one out of force."""
    return file(
        sheet("RNCP7", bloc("RNCP7BC01")), sheet("RNCP8", bloc("RNCP8BC01"), more=GONE),
        sheet("RNCP9", bloc("RNCP9BC01")), sheet("RNCP10", more=GONE),
    )  # fmt: skip


def titles(found: list) -> list[str]:
    return [one.head.title.rpartition("(")[2].rstrip(")") for one in found]


def test_sheets_in_force_are_taken_alone_and_with_names(file) -> None:
    path = three(file)
    assert titles(read(path, most_items=MOST)) == ["RNCP7", "RNCP8", "RNCP9"]
    assert titles(read(path, sheets=[ACTIVE], most_items=MOST)) == ["RNCP7", "RNCP9"]
    assert titles(read(path, sheets=[ACTIVE, "8", "9"], most_items=MOST)) == ["RNCP9"]
    with pytest.raises(FrameworkEmpty):
        read(path, sheets=[ACTIVE, "8"], most_items=MOST)
    with pytest.raises(SheetUnknown):
        read(path, sheets=[ACTIVE, "11"], most_items=MOST)


def test_too_many_are_counted_to_the_end(file) -> None:
    path = three(file)
    each = len(read(path, sheets=["7"], most_items=MOST)[0].items)
    with pytest.raises(SheetsTooMany) as refused:
        read(path, most_items=2 * each)
    assert refused.value.facts == {
        "sheets": 3, "items": 3 * each, "active": 2, "active_items": 2 * each, "limit": 2 * each,
    }  # fmt: skip
    assert len(read(path, sheets=[ACTIVE], most_items=2 * each)) == 2


def test_the_archive_that_is_published_is_read_as_it_is(file, tmp_path) -> None:
    inner = three(file).read_bytes()
    path = tmp_path / "export-fiches.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export_fiches_RNCP_V4_1_2026-01-01.xml", inner)
        archive.writestr("lisez-moi.txt", "x")
    heard: list[tuple[int, int]] = []
    found = read(path, most_items=MOST, progress=lambda *told: heard.append(told))
    assert titles(found) == ["RNCP7", "RNCP8", "RNCP9"]
    assert heard[-1][0] == 4
    with pytest.raises(FrameworkTooLarge):
        read(path, most_items=MOST, most_bytes=len(inner) // 2)
    with path.open("rb") as stream:
        assert format_of("export.zip", stream) == "rncp"
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("notes.xml", inner)
    with pytest.raises(PartMissing):
        read(other, most_items=MOST)


def test_duplicates_limits_and_emptiness_are_named(file, tmp_path) -> None:
    """Sheets and blocs twice, too many items, no bloc at all, no file."""
    one = sheet("RNCP7", bloc("RNCP7BC01"))
    with pytest.raises(DuplicateItem) as refused:
        read(file(one, one), most_items=MOST)
    assert refused.value.facts == {"identifier": "RNCP7", "first": 1, "second": 2}
    with pytest.raises(DuplicateItem):
        read(file(sheet("RNCP7", bloc("RNCP7BC01"), bloc("RNCP7BC01"))), most_items=MOST)
    with pytest.raises(FrameworkTooLarge):
        read(file(one), most_items=2)
    with pytest.raises(FrameworkEmpty):
        read(file(sheet("RS7"), sheet("RNCP7")), most_items=MOST)
    with pytest.raises(FileUnreadable):
        read(tmp_path / "none.xml", most_items=MOST)


PEAK = """
import resource, sys
from pathlib import Path
from agir_competencies.frameworks.rncp import ACTIVE, read
[found] = read(Path(sys.argv[1]), sheets=["RNCP0"], most_items=1000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_file(tmp_path) -> None:
    """60 MB of sheets take at most 8 MB more than 2 MB of them, in processes of their own."""
    filler, peaks = "- Savoir lire " * 1400, []
    for sheets in (100, 3000):
        path = tmp_path / f"{sheets}.xml"
        with path.open("w", encoding="utf-8") as out:
            out.write("<FICHES>")
            for number in range(sheets):
                out.write(sheet(f"RNCP{number}", bloc(f"RNCP{number}BC01", filler)))
            out.write("</FICHES>")
        told = subprocess.run(
            [sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True
        )
        peaks.append(int(told.stdout))  # kilobytes
    assert peaks[1] - peaks[0] < 8_000


@pytest.mark.skipif(not REAL.exists(), reason="the real sheets are not on this machine")
def test_the_real_sheets_are_read_whole() -> None:
    """12 sheets, 53 blocs (counted by hand with grep under BLOCS_COMPETENCES)."""
    found = read(REAL, most_items=MOST)
    assert len(found) == 12
    assert sum(i.item_type == "bloc" for d in found for i in d.items) == 53
    web = next(d for d in found if "RNCP37674" in d.head.title)
    assert [i.statement for i in web.items if i.depth == 1][1] == (
        "Maquetter des interfaces utilisateur web ou web mobile"
    )
    assert len(web.items) == 10


def test_a_sheet_of_the_rs_lists_what_it_attests(file) -> None:
    """No blocs: its list is at the top, details under their number, under its own address."""
    text = "Être capable de :  1. Accueillir  2. Soigner :  2.1 une plaie  2.2 un choc  3. Alerter"
    heir = ("<NOUVELLES_CERTIFICATIONS><NOUVELLE_CERTIFICATION><ID_FICHE_NOUVELLE_CERTIFICATION>"
            "RS9</ID_FICHE_NOUVELLE_CERTIFICATION></NOUVELLE_CERTIFICATION>"
            "</NOUVELLES_CERTIFICATIONS><ACTIF>Non</ACTIF>")  # fmt: skip
    more = f"<CAPACITES_ATTESTEES>{text}</CAPACITES_ATTESTEES>{heir}"
    [found] = read(file(sheet("RS7", more=more), sheet("RS8")), sheets=["rs7"], most_items=MOST)
    assert found.head.uri == "https://www.francecompetences.fr/recherche/rs/7/"
    assert found.head.replaced_by_uri.endswith("/rs/9/")
    assert not found.head.is_active
    above = {item.identifier: item.statement for item in found.items}
    told = [(i.code, i.statement, above.get(i.parent), i.depth, i.position) for i in found.items]
    assert told == [
        ("1", "Accueillir", None, 0, 0), ("2", "Soigner", None, 0, 1),
        ("2.1", "une plaie", "Soigner", 1, 0), ("2.2", "un choc", "Soigner", 1, 1),
        ("3", "Alerter", None, 0, 2),
    ]  # fmt: skip


@pytest.mark.skipif(not RS.exists(), reason="the real sheets are not on this machine")
def test_the_real_sheets_of_the_rs_are_read_whole() -> None:
    """8 sheets; how many capacities each has was counted by hand."""
    found = {d.head.uri.split("/")[-2]: d for d in read(RS, most_items=MOST)}
    assert {number: len(d.items) for number, d in found.items()} == {
        "6232": 4, "5719": 13, "6547": 4, "5000": 7, "5568": 10, "6604": 5, "7485": 30, "7423": 5,
    }  # fmt: skip
    assert found["5000"].head.replaced_by_uri == found["6604"].head.uri
    assert not found["5000"].head.is_active
    assert [i.code for i in found["6604"].items] == ["C1", "C2", "C3", "C4", "C5"]
