"""Lists of tags are read from CSV and JSON alike."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from agir_competencies.domain.identity import item_id
from agir_competencies.domain.refusals import (
    ColumnMissing,
    CyclicItems,
    FrameworkEmpty,
    FrameworkMalformed,
    FrameworkRefused,
)
from agir_competencies.domain.text import clean
from agir_competencies.frameworks.fileset import Limits
from agir_competencies.frameworks.spreadsheet import bare
from agir_competencies.frameworks.tag_list import read as read_tags
from unit.competencies.frameworks.framework_files import Node, forests, tags_csv, tags_json


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a content as a file of a name of its own."""

    def run(content: str | bytes, name: str = "Mes tags.csv"):
        path = tmp_path / "upload"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_tags(path, name=name, limits=Limits(10**6, 100))

    return run


@settings(max_examples=50, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(forests())
def test_csv_and_json_are_the_same_list(read, nodes: list[Node]) -> None:
    """Identifiers, values, parents and order; the name of the file is the title of a CSV."""
    found = read(tags_csv(nodes))
    same = [Node(n.number, n.parent, bare(n.label)) for n in nodes]  # a guard is for tables only
    assert read(tags_json(same)) == found
    assert (found.head.title, found.head.uri) == ("Mes tags", "tags:Mes%20tags")
    by_key = {item.identifier: item for item in found.items}
    for node in same:
        item = by_key[node.uuid]
        assert (item.statement, item.short) == (clean(node.label), "")
        parent = next((n.uuid for n in nodes if n.number == node.parent), None)
        assert item.parent == parent
    tops = [i.identifier.int for i in found.items if i.depth == 0]
    assert tops == sorted(tops)


def test_ids_that_are_words_belong_to_the_list(read) -> None:
    """Under its title, with the id as a code; a number of a table will do."""
    found = read(json.dumps({"name": "L", "tags": [{"id": 7, "value": "Lire"}]}), "x.json")
    assert [(i.uri, i.code) for i in found.items] == [("tags:L#7", "7")]
    assert found.items[0].identifier == item_id("tags:L#7")
    assert read("value,id\nLire,a\n").items[0].code == "a"


@pytest.mark.parametrize(
    ("content", "refusal", "facts"),
    [
        ("id,name\n1,a\n", ColumnMissing, {"file": "Mes tags.csv", "column": "value"}),
        ("id,value\n", FrameworkEmpty, {}),
        ("id,value\n,a\n", FrameworkMalformed, {"reason": "no_identifier"}),
        ("id,value\n1,\n", FrameworkMalformed, {"reason": "no_statement"}),
        ("id,value,parent_id\n1,a,2\n", FrameworkMalformed, {"reason": "parent_unknown"}),
        ("id,value,parent_id\n1,a,2\n2,b,1\n", CyclicItems, {"items": "1 → 2 → 1"}),
        ('{"name": "x"}', FrameworkMalformed, {"reason": "not_a_list"}),
        ("[]", FrameworkMalformed, {"reason": "not_an_object"}),
        ('{"tags": [7]}', FrameworkMalformed, {"reason": "not_an_object"}),
        ('{"tags": [{"id": 1.5, "value": "a"}]}', FrameworkMalformed, {"reason": "not_text"}),
        ('{"tags": [', FrameworkMalformed, {"reason": "not_json"}),
        (b'{"tags": "\xe9"}', FrameworkMalformed, {"reason": "not_utf8"}),
        (b"id,value\n1,\xe9\n", FrameworkMalformed, {"reason": "not_utf8"}),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(
    read, content: str | bytes, refusal: type[FrameworkRefused], facts: dict
) -> None:
    """With its place."""
    with pytest.raises(refusal) as refused:
        read(content)
    assert facts.items() <= refused.value.facts.items()
