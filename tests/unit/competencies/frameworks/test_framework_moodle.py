"""Moodle's 14 columns are read by their place, whatever its language and delimiter."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import (
    ColumnMissing,
    CyclicItems,
    DuplicateItem,
    FrameworkEmpty,
    FrameworkMalformed,
)
from agir_competencies.domain.text import clean, cut, one_line
from agir_competencies.frameworks.fileset import Limits
from agir_competencies.frameworks.moodle import read as read_moodle
from agir_competencies.frameworks.spreadsheet import bare
from unit.competencies.frameworks.framework_files import (
    MOODLE_HEADER,
    Node,
    forests,
    moodle,
    table,
)

UUID_OF_7 = "00000000-0000-0000-0000-000000000007"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a text as a file."""

    def run(content: str, **more):
        path = tmp_path / "framework.csv"
        path.write_text(content, encoding="utf-8-sig", newline="")
        return read_moodle(path, limits=Limits(10**6, more.pop("most", 100)), **more)

    return run


def rows(*more: list[str], head: bool = True) -> str:
    """Return a file of a framework's row and these, filled up to 14 cells."""
    first = [["", "REF", "Titre", "", "1", "", "", "", "", "", "", "", "1", ""]] if head else []
    return table(MOODLE_HEADER, first + [[*row, *[""] * (14 - len(row))] for row in more])


@settings(max_examples=50, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(forests(), st.sampled_from(",;\t"))
def test_any_framework_is_read_as_it_was_written(read, nodes: list[Node], delimiter: str) -> None:
    """Words, parents, order, relations; what Moodle calls the levels; commas in ID numbers."""
    found = read(moodle(nodes, delimiter))
    assert (found.head.title, found.head.uri) == ("Un référentiel", "moodle:REF")
    uris = {node.number: f"moodle:REF#C%2C{node.number}" for node in nodes}
    by_uri = {item.uri: item for item in found.items}
    for node in nodes:
        item = by_uri[uris[node.number]]
        label = bare(node.label)
        text = clean(bare(node.text))
        shown = cut(one_line(label), 500)
        assert item.statement == (text or clean(shown))
        assert (item.short or one_line(item.statement)) == shown
        assert item.parent == (item_id(uris[node.parent]) if node.parent else None)
        assert item.code == f"C,{node.number}"
        assert item.item_type == ("competency" if node.parent else "domain")
    for parent in {item.parent for item in found.items}:
        siblings = [i for i in found.items if i.parent == parent]
        assert [i.position for i in siblings] == list(range(len(siblings)))
        numbers = [int(i.code.partition(",")[2]) for i in siblings]
        assert numbers == sorted(numbers)
    assert {(e.origin, e.kind, e.destination) for e in found.edges} == {
        (item_id(uris[n.number]), "isRelatedTo", item_id(uris[other]))
        for n in nodes for other in n.related
    }  # fmt: skip


def test_an_id_that_is_a_name_elsewhere_is_that_name(read) -> None:
    """A UUID is the identifier itself; an address gives the one that it has in other formats."""
    skill = "http://data.europa.eu/esco/skill/7"
    found = read(rows(["", UUID_OF_7, "Lire"], [UUID_OF_7, skill, "Écrire"]))
    one, two = found.items
    assert (str(one.identifier), one.code) == (UUID_OF_7, "")
    assert (two.identifier, two.uri, two.parent) == (item_id(skill), skill, one.identifier)


def test_html_becomes_text_and_plain_text_stays(read) -> None:
    """Formats 1 and 2 of Moodle; scripts are nothing that a reader would see."""
    html = "<p>Lire &amp; <b>écrire</b></p><script>x()</script><ul><li>un</li><li>deux</li></ul>"
    found = read(rows(["", "A", "a", html, "1"], ["", "B", "b", "x < y <b>", "2"]))
    assert [i.statement for i in found.items] == ["Lire & écrire\nun\ndeux", "x < y <b>"]


def test_rules_are_counted_and_left_out(read) -> None:
    """A rule, and a scale of a competency's own; the framework's scale is none."""
    rule = ["", "A", "a", "", "1", "", "", "core_competency\\competency_rule_all", "1", "null"]
    found = read(rows(rule, ["", "B", "b", "", "1", "Non,Oui"], ["", "C", "c"]))
    assert [(n.code, n.facts) for n in found.notes] == [("rules_left_out", {"count": 2})]


@pytest.mark.parametrize(
    ("content", "refusal", "facts"),
    [
        (rows(["", "A", "a"], head=False), FrameworkMalformed, {"reason": "not_one_framework"}),
        (rows(["", "R", "b", *[""] * 9, "1"]), FrameworkMalformed,
         {"reason": "not_one_framework", "where": "framework.csv, line 3"}),
        (rows(), FrameworkEmpty, {}),
        (rows(["", "", "a"]), FrameworkMalformed, {"reason": "no_identifier"}),
        (rows(["", "A", ""]), FrameworkMalformed, {"reason": "no_statement"}),
        (rows(["Z", "A", "a"]), FrameworkMalformed, {"reason": "parent_unknown"}),
        (rows(["", "A", "a"], ["", "A", "b"]), DuplicateItem,
         {"identifier": "A", "first": "framework.csv, line 3",
          "second": "framework.csv, line 4"}),
        (rows(["", UUID_OF_7, "a"], ["", UUID_OF_7.upper().replace("7", "7"), "b"]),
         DuplicateItem, {}),
        (rows(["B", "A", "a"], ["A", "B", "b"]), CyclicItems, {"items": "A → B → A"}),
        ("Parent ID number,ID number\nx,y\n", ColumnMissing, {"column": "Short name"}),
        ("", ColumnMissing, {"column": "Parent ID number"}),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(read, content: str, refusal: type, facts: dict) -> None:
    """Where Moodle's own importer drops it in silence."""
    with pytest.raises(refusal) as refused:
        read(content)
    assert facts.items() <= refused.value.facts.items()
