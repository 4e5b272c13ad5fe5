"""The tree of competencies of the ROME is read from its table and from its JSON alike."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import (
    ColumnMissing,
    CyclicItems,
    FrameworkMalformed,
    PartMissing,
)
from agir_competencies.domain.text import cut, one_line
from agir_competencies.frameworks.fileset import Limits
from agir_competencies.frameworks.rome import URI
from agir_competencies.frameworks.rome import read as read_rome
from unit.competencies.frameworks.framework_files import WORDS, table

LIMITS = Limits(10**7, 1000)
HEADER = ("code_domaine_competence,domaine_competence,code_enjeu,enjeu,code_objectif,objectif,"
          "code_macro_competence,code_ogr_macro_competence,libelle_macro_competence,"
          "code_ogr_competence,libelle_competence")  # fmt: skip
CSV, JSON = (
    "unix_arborescence_competences_v460_utf8.csv", "unix_arborescence_competence_v460.json"
)  # fmt: skip
PATH = ["1", "Soin", "1A", "Relation", "1A1", "Écouter"]


def read(path: Path, **more):
    """Read a tree."""
    return read_rome(path, limits=more.pop("limits", LIMITS), **more)


def row(macro: int, leaf: int | str = "", label: str = "", name: str = "Accueillir") -> list[str]:
    """Return one row of the table; macro-compétences are numbered from 100."""
    return [*PATH, f"1A1{macro:02}", str(100 + macro), f"{name} {macro}", str(leaf), label]


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[str, list[tuple[str, list[tuple[int, str]]]]]]:
    """Return domaines, their macro-compétences, the numbers and labels of their compétences."""
    number = 1000
    found = []
    for _ in range(draw(st.integers(1, 2))):
        macros = []
        for _ in range(draw(st.integers(1, 3))):
            leaves = []
            for _ in range(draw(st.integers(0, 3))):
                number += 1
                leaves.append((number, draw(WORDS)))
            macros.append((draw(WORDS), leaves))
        found.append((draw(WORDS), macros))
    return found


def as_csv(tree) -> str:
    """Return the tree as the table."""
    rows = []
    for d, (domaine, macros) in enumerate(tree, start=1):
        above = [str(d), domaine, f"{d}A", "Enjeu", f"{d}A1", "Objectif"]
        for m, (macro, leaves) in enumerate(macros, start=1):
            stem = [*above, f"{d}A1{m:02}", str(100 * d + m), macro]
            rows += [[*stem, number, label] for number, label in leaves] or [[*stem, "", ""]]
    return table(HEADER, rows)


def as_json(tree) -> str:
    """Return the tree as JSON; numbers are numbers there."""
    domaines = [
        {"libelle_domaine_competence": domaine, "code_fonctionnel": str(d), "liste_enjeux": [
            {"libelle_enjeu": "Enjeu", "code_fonctionnel": f"{d}A", "liste_objectifs": [
                {"libelle_objectif": "Objectif", "code_fonctionnel": f"{d}A1",
                 "liste_macro_competences": [
                     {"code_ogr_macro_competence": 100 * d + m, "libelle_macro_competence": macro,
                      "code_fonctionnel": f"{d}A1{m:02}", "liste_competences": [
                          {"code_ogr_competence": n, "libelle_competence": label}
                          for n, label in leaves]}
                     for m, (macro, leaves) in enumerate(macros, start=1)]}]}]}
        for d, (domaine, macros) in enumerate(tree, start=1)
    ]  # fmt: skip
    return json.dumps({"arborescence_competence": {"domaine_competence": domaines}})


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(trees())
def test_table_and_json_are_the_same_tree(tmp_path, tree) -> None:
    """Five levels, numbers as identities, codes, words; the same document from both files."""
    for name, content in ((CSV, as_csv(tree)), (JSON, as_json(tree))):
        (tmp_path / name).write_text(content, encoding="utf-8", newline="")
    found = read(tmp_path / CSV)
    assert read(tmp_path / JSON) == found
    by_uri = {item.uri: item for item in found.items}
    for d, (domaine, macros) in enumerate(tree, start=1):
        top = by_uri[f"{URI}#{d}"]
        assert (top.short, top.depth, top.code, top.item_type) == (
            cut(one_line(domaine), 500), 0, str(d), "domaine"
        )  # fmt: skip
        for m, (macro, leaves) in enumerate(macros, start=1):
            above = by_uri[f"{URI}#ogr-{100 * d + m}"]
            assert (above.code, above.depth) == (f"{d}A1{m:02}", 3)
            assert above.parent == item_id(f"{URI}#{d}A1")
            assert above.short == cut(one_line(macro), 500)
            for number, label in leaves:
                leaf = by_uri[f"{URI}#ogr-{number}"]
                assert (leaf.parent, leaf.code) == (above.identifier, str(number))
                assert leaf.short == cut(one_line(label), 500)
    assert len(by_uri) == len(found.items)


def test_one_competence_under_two_macros_is_one_item(tmp_path) -> None:
    """It hangs from the first by number; the other is a relation."""
    path = tmp_path / CSV
    path.write_text(table(HEADER, [row(2, 7, "Écouter"), row(1, 7, "Écouter"), row(3)]))
    found = read(path)
    [leaf] = [item for item in found.items if item.item_type == "competence"]
    assert leaf.parent == item_id(f"{URI}#ogr-101")
    assert [(e.origin, e.kind, e.destination_uri) for e in found.edges] == [
        (leaf.identifier, "isChildOf", f"{URI}#ogr-102")
    ]
    assert (found.head.version_label, found.head.language) == ("v460", "fr")


def test_the_archive_s_utf8_table_is_the_one_that_is_read(tmp_path) -> None:
    """Beside its twin in Latin-9, the JSON and the other tables of the release."""
    with zipfile.ZipFile(tmp_path / "RefRomeCsv.zip", "w") as archive:
        archive.writestr(CSV, table(HEADER, [row(1, 7, "Œuvrer")]))
        archive.writestr(CSV.replace("utf8", "iso8859-15"), b"broken")
        archive.writestr(JSON, b"broken")
        archive.writestr("unix_referentiel_code_rome_v460_utf8.csv", "x")
    assert read(tmp_path / "RefRomeCsv.zip").items[-1].statement == "Œuvrer"


@pytest.mark.parametrize("name", [CSV.replace("utf8", "iso8859-15"), JSON])
def test_latin_9_is_read_where_it_is_said(tmp_path, name: str) -> None:
    """The release's older twin, and the JSON, which is written so."""
    tree = [("Soin", [("Macro", [(7, "Œuvrer à l’écoute"[:6])])])]
    text = as_csv(tree) if name.endswith("csv") else as_json(tree).replace("\\u0152", "Œ")
    (tmp_path / name).write_bytes(text.encode("iso8859-15"))
    assert read(tmp_path / name).items[-1].statement == "Œuvrer"


@pytest.mark.parametrize(
    ("content", "refusal", "facts"),
    [
        (table(HEADER.replace("libelle_competence", "libelle"), []), ColumnMissing,
         {"file": CSV, "column": "libelle_competence"}),
        (table(HEADER, [row(1, 7, "")]), FrameworkMalformed, {"reason": "no_statement"}),
        (table(HEADER, [row(1, "", "Lire")]), FrameworkMalformed, {"reason": "no_identifier"}),
        (table(HEADER, [row(1, 102, "b"), row(2, 101, "a")]), CyclicItems, {"kind": "isChildOf"}),
    ],
)  # fmt: skip
def test_broken_tables_are_refused(tmp_path, content: str, refusal: type, facts: dict) -> None:
    """A column, words or a number missing; two macros below each other."""
    (tmp_path / CSV).write_text(content)
    with pytest.raises(refusal) as refused:
        read(tmp_path / CSV)
    assert facts.items() <= refused.value.facts.items()


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"{", "not_json"), (b"[]", "missing"), (b'{"arborescence_competence": []}', "missing"),
     (b'{"arborescence_competence": {"domaine_competence": {}}}', "not_a_list"),
     (b'{"arborescence_competence": {"domaine_competence": [1]}}', "not_an_object"),
     (b'{"arborescence_competence": {"domaine_competence": [{"code_fonctionnel": true}]}}',
      "not_text"), (b"[" * 100_000, "not_json")],
)  # fmt: skip
def test_broken_json_is_refused(tmp_path, content: bytes, reason: str) -> None:
    """With what is wrong."""
    (tmp_path / JSON).write_bytes(content)
    with pytest.raises(FrameworkMalformed) as refused:
        read(tmp_path / JSON)
    assert refused.value.facts["reason"] == reason


def test_a_set_without_the_tree_is_refused(tmp_path) -> None:
    """By the names that would do."""
    (tmp_path / "unix_referentiel_code_rome_v460_utf8.csv").write_text("x")
    with pytest.raises(PartMissing) as refused:
        read(tmp_path)
    assert "unix_arborescence_competences" in str(refused.value.facts["files"])
