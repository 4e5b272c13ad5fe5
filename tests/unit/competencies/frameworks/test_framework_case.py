"""A CASE package becomes one framework, whatever order it is written in; bad ones are refused."""

import contextlib
import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_competencies.domain.refusals import (
    CyclicItems,
    DuplicateItem,
    FileUnreadable,
    FrameworkEmpty,
    FrameworkRefused,
    FrameworkTooLarge,
)
from agir_competencies.frameworks.case import parse, read
from unit.competencies.frameworks.bad_packages import BAD, GOOD
from unit.competencies.frameworks.case_packages import (
    DOCUMENT,
    document,
    edge,
    item,
    package,
    trees,
)

MOST = 1000


@given(trees(), st.randoms())
def test_the_order_of_items_and_edges_in_the_file_changes_nothing(tree, random) -> None:
    """A package is two sets: shuffling them gives the same framework, to the checksum."""
    items, edges = tree
    first = parse(package(items, edges), most_items=MOST)
    random.shuffle(items)
    random.shuffle(edges)
    again = parse(package(items, edges), most_items=MOST)
    assert again == first
    assert again.checksum() == first.checksum()


def test_children_come_by_sequence_number_and_those_without_one_last() -> None:
    """3 (sequence 1), 2 (sequence 2), 4 (none)."""
    edges = [edge(2, 1, sequenceNumber=2), edge(3, 1, sequenceNumber="1"), edge(4, 1), edge(1, 0)]
    found = parse(package([item(n) for n in (1, 2, 3, 4)], edges), most_items=MOST)
    assert [(int(i.identifier), i.depth, i.position) for i in found.items] == [
        (1, 0, 0), (3, 1, 0), (2, 1, 1), (4, 1, 2)
    ]  # fmt: skip


def test_what_exporters_do_is_tolerated() -> None:
    """A byte order mark, nulls, entity URIs, no associations, a wrapper."""
    bare = {"CFDocument": document(creator=None, licenseURI={"uri": "https://l.org", "title": "L"}),
            "CFItems": [item(1, CFDocumentURI={"identifier": "x"}, humanCodingScheme=None,
                             language=None)], "CFAssociations": None, "CFRubrics": []}  # fmt: skip
    for whole in (bare, {"CFPackage": bare}):
        content = b"\xef\xbb\xbf" + json.dumps(whole).encode()
        found = parse(content, most_items=MOST)
        assert found.head.licence == "https://l.org"
        assert [(i.language, i.code) for i in found.items] == [("fr", "")]


def test_a_translation_is_another_saying_of_the_same_item() -> None:
    """2 says 1 in English, 3 says 2 in German: both are sayings of 1, no items of their own."""
    items = [item(1), item(2, "Know 1", language="en"), item(3, "Kenne 1", language="de")]
    edges = [edge(2, 1, "isTranslationOf"), edge(3, 2, "isTranslationOf"), edge(2, 0)]
    found = parse(package(items, edges), most_items=MOST)
    assert [int(i.identifier) for i in found.items] == [1]
    assert {(int(s.item), s.language, s.statement) for s in found.sayings} == {
        (1, "en", "Know 1"), (1, "de", "Kenne 1")
    }  # fmt: skip


def test_replacement_and_foreign_edges_are_kept() -> None:
    """1 is replaced by 2; 2 matches a skill of another framework, by its address."""
    foreign = edge(2, 9, "exactMatchOf")
    foreign["destinationNodeURI"] = {"uri": "http://data.europa.eu/esco/skill/abc", "title": ""}
    found = parse(package([item(1), item(2)], [edge(1, 2, "replacedBy"), foreign]), most_items=MOST)
    assert found.replaced == {UUID(int=1): UUID(int=2)}
    assert [(e.kind, e.destination, e.destination_uri) for e in found.edges] == [
        ("exactMatchOf", None, "http://data.europa.eu/esco/skill/abc")
    ]


def test_a_second_parent_becomes_a_relation() -> None:
    """3 hangs under 2 (sequence 1) and is related as a child to 1 (sequence 5)."""
    edges = [edge(3, 1, sequenceNumber=5), edge(3, 2, sequenceNumber=1)]
    found = parse(package([item(n) for n in (1, 2, 3)], edges), most_items=MOST)
    assert {int(i.identifier): i.parent for i in found.items}[3] == UUID(int=2)
    assert [(int(e.origin), e.kind, e.destination) for e in found.edges] == [
        (3, "isChildOf", UUID(int=1))
    ]


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_kept_is_refused_with_its_place(name: str) -> None:
    """The fact is named, and where."""
    content, refusal, reason = BAD[name]
    with pytest.raises(refusal) as refused:
        parse(content, most_items=MOST)
    assert refused.value.facts["reason"] == reason
    assert refused.value.facts["where"]


def test_a_duplicate_is_refused_with_both_positions() -> None:
    """Items 1 and 3 of the file."""
    with pytest.raises(DuplicateItem) as refused:
        parse(package([item(5), item(6), item(5)]), most_items=MOST)
    assert (refused.value.facts["first"], refused.value.facts["second"]) == (1, 3)


def test_an_item_may_not_bear_the_document_s_name() -> None:
    """An edge to it would lead to two things."""
    with pytest.raises(DuplicateItem):
        parse(package([item(DOCUMENT.int)]), most_items=MOST)


@pytest.mark.parametrize(
    "kind", ["isChildOf", "precedes", "replacedBy", "isPartOf", "isTranslationOf"]
)
def test_circles_of_ordered_kinds_are_refused(kind: str) -> None:
    """1 before 2 before 3 before 1."""
    edges = [edge(1, 2, kind), edge(2, 3, kind), edge(3, 1, kind)]
    with pytest.raises(CyclicItems) as refused:
        parse(package([item(n) for n in (1, 2, 3)], edges), most_items=MOST)
    assert refused.value.facts["kind"] == kind


def test_a_circle_of_relations_is_no_harm() -> None:
    """Two items may be related to each other."""
    edges = [edge(1, 2, "isRelatedTo"), edge(2, 1, "isRelatedTo")]
    assert len(parse(package([item(1), item(2)], edges), most_items=MOST).edges) == 2


def test_limits_are_told(tmp_path) -> None:
    """Bytes, items, and a file that is not there."""
    path = tmp_path / "f.json"
    path.write_bytes(GOOD)
    with pytest.raises(FrameworkTooLarge) as refused:
        read(path, most_bytes=10, most_items=MOST)
    assert refused.value.facts == {"unit": "bytes", "limit": 10}
    with pytest.raises(FrameworkTooLarge):
        read(path, most_bytes=10**6, most_items=1)
    with pytest.raises(FileUnreadable):
        read(tmp_path / "none", most_bytes=10, most_items=MOST)
    with pytest.raises(FrameworkEmpty):
        parse(package([]), most_items=MOST)


@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.just(str(DOCUMENT)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["CFDocument", "CFItems", "CFAssociations", "identifier", "title",
                         "fullStatement", "originNodeURI", "destinationNodeURI",
                         "associationType", "sequenceNumber"]), inner, max_size=6),
    max_leaves=30,
))  # fmt: skip
def test_any_json_is_taken_or_refused_by_name(value) -> None:
    """No other exception leaves the reader."""
    whole = {"CFDocument": document(), "CFItems": value, "CFAssociations": value}
    for content in (json.dumps(value).encode(), json.dumps(whole).encode()):
        with contextlib.suppress(FrameworkRefused):
            parse(content, most_items=MOST)


def test_an_instant_that_no_calendar_holds_is_left_out() -> None:
    """It is in a part of the package on which nothing acts, so that the rest is taken in."""
    moment = "0001-01-01T00:00:00+23:59"
    rubric = {"identifier": str(DOCUMENT), "uri": "https://example.org/r"}
    found = parse(package([item(1)], CFRubrics=[rubric | {"lastChangeDateTime": moment}]),
                  most_items=MOST)  # fmt: skip
    assert len(found.items) == 1
    assert moment not in found.head.rest
