"""ESCO's set of tables is read whole, in several languages, whatever the order of its rows."""

import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies.domain.framework import Document
from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import (
    ColumnMissing,
    CyclicItems,
    FrameworkEmpty,
    FrameworkMalformed,
    FrameworkTooLarge,
    LanguageUnknown,
    PartMissing,
    PartTwice,
)
from agir_competencies.domain.text import clean, cut, one_line
from agir_competencies.frameworks.esco import read as read_esco
from agir_competencies.frameworks.fileset import Limits
from unit.competencies.frameworks.framework_files import (
    GREEN,
    SKILL,
    Node,
    broader,
    esco,
    forests,
    group,
    skill,
)

LIMITS = Limits(10**7, 1000)
ONE, TWO, THREE = Node(1, None, "trier"), Node(2, None, "composter", "Faire du compost."), Node(
    3, None, "jeter"
)  # fmt: skip


def read(path: Path, language: str = "en", **more) -> Document:
    """Read a set; the language is only a wish unless asked for."""
    return read_esco(path, language=language, is_asked=more.pop("is_asked", False),
                     limits=more.pop("limits", LIMITS), **more)  # fmt: skip


@settings(max_examples=40, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(forests(), st.randoms(use_true_random=False))
def test_any_tree_is_read_as_it_was_written(tmp_path, nodes, chance: random.Random) -> None:
    """Words, parents, relations; shuffled rows are the same document; English stands beside."""
    rows = [skill(node, schemes=f", {GREEN}" if node.number % 2 else "") for node in nodes]
    up = [broader(n.uri, f"{SKILL}{n.parent}") for n in nodes if n.parent]
    needs = [[n.uri, "", "essential", "", f"{SKILL}{other}"] for n in nodes for other in n.related]
    french = [skill(Node(n.number, None, f"fr {n.label}")) for n in nodes]
    folder = esco(tmp_path / "set", skills=rows, broaderRelationsSkillPillar=up,
                  skillSkillRelations=needs)  # fmt: skip
    esco(folder, "fr", skills=french)
    found = read(folder)
    by_uri = {item.uri: item for item in found.items}
    for node in nodes:
        item = by_uri[node.uri]
        assert item.short == cut(one_line(node.label), 500)
        assert item.statement == (clean(node.text) or clean(node.label))
        assert item.parent == (item_id(f"{SKILL}{node.parent}") if node.parent else None)
        assert item.identifier == item_id(node.uri)
    assert {(e.origin, e.kind, e.destination_uri) for e in found.edges} == {
        (item_id(n.uri), "isPartOf", GREEN) for n in nodes if n.number % 2
    } | {
        (item_id(n.uri), "ext:esco-essential", f"{SKILL}{other}")
        for n in nodes for other in n.related
    }  # fmt: skip
    assert {(s.item, s.language) for s in found.sayings} == {(i.identifier, "fr") for i in
                                                             found.items}  # fmt: skip
    for lines in (rows, up, needs, french):
        chance.shuffle(lines)
    esco(folder, skills=rows, broaderRelationsSkillPillar=up, skillSkillRelations=needs)
    esco(folder, "fr", skills=french)
    again = read(folder)
    assert (again.head, again.items, again.edges) == (found.head, found.items, found.edges)
    assert set(again.sayings) == set(found.sayings)


def test_groups_stand_above_and_a_second_parent_is_a_relation(tmp_path) -> None:
    """The hierarchy's own path wins over what is broader; a group wins over a skill."""
    g1, g2, g3 = (f"{SKILL}group/{n}" for n in (1, 2, 3))
    folder = esco(
        tmp_path / "set",
        skillGroups=[group(1, "aptitudes", "S"), group(2, "déchets", "S1"), group(3, "sols", "S2")],
        skills=[skill(ONE), skill(TWO)],
        skillsHierarchy=[[g1, "", "", "", "", "", "", ""], [g1, "", g2, "", "", "", "", ""]],
        broaderRelationsSkillPillar=[broader(g2, g3), broader(TWO.uri, ONE.uri),
                                     broader(TWO.uri, g2), broader(ONE.uri, g2)],
    )  # fmt: skip
    found = read(folder)
    told = [(i.short, i.code, i.depth, i.item_type) for i in found.items]
    assert told == [
        ("aptitudes", "S", 0, "SkillGroup"), ("déchets", "S1", 1, "SkillGroup"),
        ("composter", "", 2, "knowledge"), ("trier", "", 2, "knowledge"),
        ("sols", "S2", 0, "SkillGroup"),
    ]  # fmt: skip
    assert {(e.kind, e.destination_uri) for e in found.edges} == {
        ("isChildOf", g3), ("isChildOf", ONE.uri)
    }  # fmt: skip
    assert found.head.language == "en"


def test_a_collection_is_a_relation_to_its_scheme_once(tmp_path) -> None:
    """Said by the table of the collection, by the concept itself, or by both."""
    folder = esco(
        tmp_path / "set",
        skills=[skill(ONE, schemes=f", {GREEN}"), skill(TWO), skill(THREE, schemes=f"\n{GREEN}")],
        greenSkillsCollection=[["", ONE.uri, "", ""], ["", TWO.uri, "", ""]],
    )  # fmt: skip
    told = [(e.origin, e.destination_uri, e.destination) for e in read(folder).edges]
    assert sorted(told, key=str) == sorted(
        [(item_id(node.uri), GREEN, None) for node in (ONE, TWO, THREE)], key=str
    )


def test_an_obsolete_concept_is_kept_as_retired(tmp_path) -> None:
    """Since its last change; nothing in force hangs under it; a note counts it."""
    folder = esco(tmp_path / "set",
                  skills=[skill(ONE, status="obsolete", modified="2023-02-01T00:00:00Z"),
                          skill(TWO)],
                  broaderRelationsSkillPillar=[broader(TWO.uri, ONE.uri)])  # fmt: skip
    found = read(folder)
    assert found.retired == {item_id(ONE.uri): date(2023, 2, 1)}
    assert [(i.uri, i.parent) for i in found.items] == [(TWO.uri, None), (ONE.uri, None)]
    assert [e.kind for e in found.edges] == ["isChildOf"]
    assert [(n.code, n.facts) for n in found.notes] == [("concept_obsolete", {"count": 1})]


def test_what_no_table_says_is_kept_as_far_as_it_can_be(tmp_path) -> None:
    """A parent elsewhere, a word of a later version for a need, a status nobody knows."""
    away = f"{SKILL}away"
    folder = esco(tmp_path / "set", skills=[skill(ONE, status="proposed"), skill(TWO)],
                  broaderRelationsSkillPillar=[broader(TWO.uri, away), broader(away, ONE.uri)],
                  skillSkillRelations=[[ONE.uri, "", "Très utile", "", TWO.uri]])  # fmt: skip
    found = read(folder)
    assert [(item.depth, item.parent) for item in found.items] == [(0, None), (0, None)]
    assert found.retired is None
    assert {(e.kind, e.destination_uri, e.destination is None) for e in found.edges} == {
        ("isChildOf", away, True), ("ext:esco-tr-s-utile", TWO.uri, False)
    }  # fmt: skip
    assert [(n.code, n.facts) for n in found.notes] == [("parent_elsewhere", {"count": 1})]


def test_a_concept_that_comes_twice_is_what_its_last_change_says(tmp_path) -> None:
    """Real sets have some."""
    newer = Node(1, None, "trier mieux")
    rows = [skill(newer, modified="2025-01-01"), skill(ONE, modified="2024-01-01")]
    assert [i.short for i in read(esco(tmp_path / "set", skills=rows)).items] == ["trier mieux"]


def test_a_wish_for_a_language_falls_back_and_a_demand_does_not(tmp_path) -> None:
    """French site, English set; then French is asked for; then there is a set of both."""
    folder = esco(tmp_path / "ESCO dataset - v1.2.0 - classification", skills=[skill(ONE)])
    assert read(folder, "fr").head.language == "en"
    with pytest.raises(LanguageUnknown) as refused:
        read(folder, "fr", is_asked=True)
    assert refused.value.facts == {"language": "fr", "known": "en"}
    esco(folder, "fr", skills=[skill(Node(1, None, "trier")), skill(Node(9, None, "perdu"))])
    found = read(folder, "en-gb")
    assert (found.head.language, found.head.version_label) == ("en", "v1.2.0")
    assert [(n.code, n.facts) for n in found.notes] == [("translation_stray", {"count": 1})]
    assert read(folder, "fr").head.title == "ESCO, aptitudes et compétences"


def test_an_archive_is_read_as_its_folder(tmp_path) -> None:
    """With a folder inside, what a Mac leaves there, and a progress that ends at its size."""
    folder = esco(tmp_path / "set", skills=[skill(ONE), skill(TWO)],
                  broaderRelationsSkillPillar=[broader(TWO.uri, ONE.uri)])  # fmt: skip
    (folder / "occupations_en.csv").write_text("never read " * 500)
    packed = tmp_path / "set.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(folder.iterdir()):
            archive.write(part, f"ESCO/{part.name}")
            archive.writestr(f"__MACOSX/ESCO/._{part.name}", b"\x00")
    heard: list[tuple[int, int]] = []
    assert read(packed, progress=lambda *told: heard.append(told)) == read(folder)
    sizes = [told for _, told in heard]
    assert sizes == sorted(sizes)
    whole = sum(info.compress_size for info in zipfile.ZipFile(packed).infolist()
                if "MACOSX" not in info.filename)  # fmt: skip
    assert whole == sizes[-1] <= packed.stat().st_size


BAD_SETS = [
    ("no skills", {}, PartMissing, "files", "skills_fr.csv, skills_en.csv…"),
    ("no groups", {"skills_en.csv": "x"}, PartMissing, "files",
     "skillGroups_en.csv, broaderRelationsSkillPillar_en.csv"),
    ("no language of this world", {"skills_xx.csv": "x"}, LanguageUnknown, "language", "xx"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "parts", "refusal", "fact", "told"), BAD_SETS)
def test_a_set_that_is_not_whole_is_refused(
    tmp_path, name: str, parts: dict, refusal: type, fact: str, told: str
) -> None:
    """By what is missing."""
    (tmp_path / "set").mkdir()
    for part, content in parts.items():
        (tmp_path / "set" / part).write_text(content)
    with pytest.raises(refusal) as refused:
        read(tmp_path / "set")
    assert refused.value.facts[fact] == told


def changed(folder: Path, name: str, old: str, new: str) -> Path:
    """Return the set with one text of one file changed."""
    path = folder / name
    content = path.read_bytes().decode("utf-8-sig")
    assert old in content
    path.write_bytes(content.replace(old, new).encode("latin-1", "replace"))
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new", "refusal", "facts"),
    [
        ("skills_en.csv", "preferredLabel", "label", ColumnMissing,
         {"file": "skills_en.csv", "column": "preferredLabel"}),
        ("skills_en.csv", "trier", "trié", FrameworkMalformed, {"reason": "not_utf8"}),
        ("skills_en.csv", "trier", "", FrameworkMalformed, {"reason": "no_statement"}),
        ("skills_en.csv", ONE.uri, "", FrameworkMalformed, {"reason": "no_identifier"}),
        ("skills_en.csv", ONE.uri, "x" * 501, FrameworkMalformed, {"reason": "uri_too_long"}),
        ("skills_en.csv", "trier", '"trier', FrameworkMalformed, {"reason": "not_csv"}),
        ("skills_en.csv", "trier", "x" * 140_000, FrameworkMalformed, {"reason": "not_csv"}),
        ("skills_en.csv", "trier", "trier,,,,,", FrameworkMalformed, {"reason": "row_too_long"}),
        ("broaderRelationsSkillPillar_en.csv", f",{ONE.uri}", ",", FrameworkMalformed,
         {"reason": "no_identifier"}),
        ("skillSkillRelations_en.csv", "optional", " ", FrameworkMalformed,
         {"reason": "no_kind"}),
    ],
)  # fmt: skip
def test_broken_tables_are_refused_with_their_place(
    tmp_path, name: str, old: str, new: str, refusal: type, facts: dict
) -> None:
    """The file and the line, counted from 1, or the column."""
    folder = esco(tmp_path / "set", skills=[skill(ONE), skill(TWO)],
                  skillSkillRelations=[[ONE.uri, "", "optional", "", TWO.uri]],
                  broaderRelationsSkillPillar=[broader(TWO.uri, ONE.uri)])  # fmt: skip
    with pytest.raises(refusal) as refused:
        read(changed(folder, name, old, new))
    assert facts.items() <= refused.value.facts.items()
    assert name in str(refused.value.facts)


def test_a_circle_is_told_by_its_addresses(tmp_path) -> None:
    """In walking order, back to the first."""
    up = [broader(ONE.uri, TWO.uri), broader(TWO.uri, THREE.uri), broader(THREE.uri, ONE.uri)]
    folder = esco(tmp_path / "set", skills=[skill(n) for n in (ONE, TWO, THREE)],
                  broaderRelationsSkillPillar=up)  # fmt: skip
    with pytest.raises(CyclicItems) as refused:
        read(folder)
    assert refused.value.facts["kind"] == "isChildOf"
    assert refused.value.facts["items"].split(" → ") == [ONE.uri, TWO.uri, THREE.uri, ONE.uri]


def test_limits_emptiness_and_doubles_are_named(tmp_path) -> None:
    """Too many bytes, too many items, none, the same file in two folders."""
    folder = esco(tmp_path / "set", skills=[skill(ONE), skill(TWO)])
    with pytest.raises(FrameworkTooLarge) as refused:
        read(folder, limits=Limits(300, 10))
    assert refused.value.facts == {"unit": "bytes", "limit": 300}
    with pytest.raises(FrameworkTooLarge) as refused:
        read(folder, limits=Limits(10**6, 1))
    assert refused.value.facts == {"unit": "items", "limit": 1}
    with pytest.raises(FrameworkEmpty):
        read(esco(tmp_path / "empty"))
    esco(folder / "again", skills=[skill(ONE)])
    with pytest.raises(PartTwice):
        read(folder)
