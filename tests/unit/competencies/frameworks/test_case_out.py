"""A framework of any origin leaves as strict CASE 1.1, and comes back as itself."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_competencies.domain.framework import Document, Edge, Head, Item, Saying
from agir_competencies.domain.plan import Stored, StoredItem
from agir_competencies.domain.refusals import FrameworkRefused
from agir_competencies.frameworks.case import parse
from agir_competencies.frameworks.case_out import names
from agir_competencies.frameworks.case_out.entities import Writer
from agir_competencies.frameworks.case_out.package import package
from agir_competencies.frameworks.case_out.places import Places
from unit.competencies.frameworks import case_rules
from unit.competencies.frameworks.case_packages import edge
from unit.competencies.frameworks.case_packages import item as raw_item
from unit.competencies.frameworks.case_packages import package as raw_package

CHANGED = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)
TODAY = date(2026, 11, 27)
ENDED = date(2026, 11, 27)
HERE = Places("https://campus.example/api/agir/competencies/v1/ims/case/v1p1")
HEAD = Head(UUID(int=0xD0C), "https://example.org/d", "case", "Un référentiel", "Moi", "fr")

WORDS = st.sampled_from(
    ["Lire", "Écrire « bien »", "=cmd|' /C calc'!A0", "ligne\nautre", "x" * 700]
)
LINES = st.sampled_from(["", "C1", "Lire", "fr", "-1", "Un nom"])
URIS = st.sampled_from(["https://data.example/{}", "http://data.example/esco/{}#a", "urn:x:{}",
                        "moodle:R%201#{}", "tags:a {}"])  # fmt: skip
LANGUAGES = st.sampled_from(["", "fr", "en"])
DAYS = st.sampled_from([None, date(2020, 1, 1), date(2030, 12, 31)])
KINDS = st.sampled_from(["precedes", "isRelatedTo", "exactMatchOf", "ext:essential"])


@st.composite
def heads(draw: st.DrawFn) -> Head:
    """Return the head of some framework."""
    return Head(
        identifier=UUID(int=0xD0C),
        uri=draw(URIS).format("d"),
        source=draw(st.sampled_from(["case", "rncp", "esco", "moodle", "openedx", "local"])),
        title="Un référentiel",
        publisher=draw(LINES),
        language=draw(LANGUAGES),
        licence=draw(st.sampled_from(["", "CC BY 4.0", "https://licence.example/ouverte"])),
        version_label=draw(LINES),
        status=draw(st.sampled_from(["", "Publiée", "Adopted", "Deprecated"])),
        is_active=draw(st.booleans()),
        valid_from=draw(DAYS),
        valid_until=draw(DAYS),
        replaced_by_uri=draw(st.sampled_from(["", "https://example.org/next"])),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return some framework: tree, retired leaves, relations, translations, replacements."""
    head, size = draw(heads()), draw(st.integers(1, 12))
    parents = [None] + [draw(st.sampled_from([None, *range(at)])) for at in range(1, size)]
    leaves = [at for at in range(size) if at not in parents]
    retired = set(draw(st.lists(st.sampled_from(leaves), unique=True)))
    below: dict[int | None, list[int]] = {}
    for at in sorted(range(size), key=lambda at: (at in retired, at)):
        below.setdefault(parents[at], []).append(at)
    items: list[Item] = []
    waiting = [(at, place, 0) for place, at in enumerate(below.get(None, []))][::-1]
    while waiting:
        at, place, depth = waiting.pop()
        parent = parents[at]
        uri = draw(URIS).format(at)
        items.append(Item(
            UUID(int=at + 1), uri, draw(WORDS), draw(LINES), draw(LINES), draw(LINES),
            draw(LANGUAGES), None if parent is None else UUID(int=parent + 1), place, depth,
        ))  # fmt: skip
        children = below.get(at, [])
        waiting += [(child, rank, depth + 1) for rank, child in enumerate(children)][::-1]
    uris = {item.identifier: item.uri for item in items}
    pairs = [(UUID(int=a), UUID(int=b)) for a in range(1, size + 1) for b in range(1, a)]
    edges = {Edge(a, draw(KINDS), uris[b], b) for a, b in draw(_some(pairs))}
    edges |= {Edge(a, "exactMatchOf", "http://other.example/9") for a, _ in draw(_some(pairs))}
    sayings = {Saying(a, "de", draw(WORDS), draw(LINES)) for a in draw(_some(sorted(uris)))}
    seen, kept = set(), []
    for one in sorted(edges, key=lambda e: (str(e.origin), e.kind, e.destination_uri)):
        key = (one.origin, one.kind, one.destination_uri.casefold())
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return Document(
        head, tuple(items), tuple(kept), tuple({(s.item): s for s in sayings}.values()),
        dict(draw(_some(pairs))), (), {UUID(int=at + 1): ENDED for at in retired},
    )  # fmt: skip


def _some(things: list) -> st.SearchStrategy[list]:
    return st.lists(st.sampled_from(things), unique=True, max_size=4) if things else st.just([])


def stored_of(document: Document) -> Stored:
    """Return the document as the tables would hold it."""
    retired, replaced = document.retired or {}, document.replaced or {}
    items = {}
    for key, item in enumerate(document.items, start=1):
        day = retired.get(item.identifier)
        since = datetime(day.year, day.month, day.day, 8, tzinfo=UTC) if day else None
        items[item.identifier] = StoredItem(
            key, item, f"l{key}", since is not None, replaced.get(item.identifier), None, since
        )
    return Stored(document.head, items, frozenset(document.edges), frozenset(document.sayings))


def written(document: Document) -> bytes:
    """Return the package of a document."""
    return b"".join(package(stored_of(document), Writer(HERE, document.head, CHANGED)))


@settings(max_examples=60, deadline=None)
@given(documents())
def test_any_framework_is_strict_case_and_comes_back_as_itself(document: Document) -> None:
    """No field too many, none missing, no null; and the reader finds what was written."""
    content = written(document)
    assert case_rules.faults(json.loads(content), case_rules.PACKAGE) == []
    again = parse(content, most_items=100, today=TODAY)
    assert again.head == document.head
    assert set(again.items) == set(document.items)
    assert set(again.edges) == set(document.edges)
    assert set(again.sayings) == set(document.sayings)
    assert again.replaced == document.replaced
    assert again.retired == document.retired
    assert again.notes == ()
    assert written(again) == content


def test_a_package_names_everything_once() -> None:
    """Items, translations and associations: as many identifiers as entities, each a UUID."""
    item = Item(UUID("5d3e1a52-52d6-4b4c-9a3e-0f8f0a4d1111"), "urn:x", "Lire", language="fr")
    other = Item(UUID(int=2), "https://example.org/2", "Écrire", language="fr", position=1)
    whole = Document(
        HEAD, (item, other), (Edge(item.identifier, "precedes", other.uri, other.identifier),),
        (Saying(item.identifier, "en", "Read"),), {item.identifier: other.identifier},
    )  # fmt: skip
    found = json.loads(written(whole))
    entities = found["CFItems"] + found["CFAssociations"]
    assert len({one["identifier"] for one in entities}) == len(entities) == 3 + 5
    assert [one["associationType"] for one in found["CFAssociations"]] == [
        "isChildOf", "isChildOf", "replacedBy", "precedes", "isTranslationOf"
    ]  # fmt: skip
    assert all(UUID(one["identifier"]).version for one in found["CFAssociations"][:1])


def test_what_has_an_address_keeps_it_and_the_rest_gets_one_here() -> None:
    """The identity of the second stands beside, for those who read it."""
    items = (Item(UUID(int=1), "http://data.example/1", "Lire"),
             Item(UUID(int=2), "urn:x:2", "Écrire", position=1))  # fmt: skip
    one, two = json.loads(written(Document(HEAD, items)))["CFItems"]
    assert one["uri"] == "http://data.example/1"
    assert two["uri"] == f"{HERE.root}/CFItems/{UUID(int=2)}"
    assert two["extensions"]["agir"]["uri"] == "urn:x:2"
    assert "uri" not in one["extensions"]["agir"]


def test_what_is_not_in_force_is_deprecated_to_whoever_reads_it() -> None:
    """And keeps its publisher's own word beside."""
    head = Head(UUID(int=9), "https://x.example/", "rncp", "T", status="Publiée", is_active=False)
    content = written(Document(head, (Item(UUID(int=1), "https://x.example/1", "Lire"),)))
    told = json.loads(content)["CFDocument"]
    assert (told["adoptionStatus"], told["creator"]) == ("Deprecated", "x.example")
    assert told["extensions"]["agir"]["adoptionStatus"] == "Publiée"
    assert "publisher" not in told


def test_an_extension_says_what_it_may_and_no_more() -> None:
    """It cannot give an item another identifier, and one that is no object is refused."""
    told = json.loads(written(Document(HEAD, (Item(UUID(int=1), "urn:x:1", "Lire"),))))
    told["CFItems"][0]["extensions"]["agir"] |= {"identifier": str(UUID(int=7)), "uri": "urn:y"}
    found = parse(json.dumps(told).encode(), most_items=9, today=TODAY)
    assert [(item.identifier, item.uri) for item in found.items] == [(UUID(int=1), "urn:y")]


@pytest.mark.parametrize("turn", [names.tree_edge, names.replacing_edge, names.translating_edge])
@given(st.uuids(version=4))
def test_the_name_of_an_edge_leads_back_and_stays_a_uuid(turn, item: UUID) -> None:
    """The version and variant of the item's own name are kept."""
    edge = turn(item)
    assert turn(edge) == item != edge
    assert (edge.version, edge.variant) == (item.version, item.variant)


def test_a_child_in_force_leaves_its_retired_parent() -> None:
    """2 ended; 3 stood under it, now under 1, and keeps its tie to 2."""
    items = [raw_item(1), raw_item(2, statusEndDate="2026-11-27"), raw_item(3)]
    content = raw_package(items, [edge(2, 1), edge(3, 2)])
    found = parse(content, most_items=9, today=TODAY)
    assert found.retired == {UUID(int=2): date(2026, 11, 27)}
    assert {int(one.identifier): one.parent for one in found.items} == {
        1: None, 2: UUID(int=1), 3: UUID(int=1)
    }  # fmt: skip
    assert [(int(e.origin), e.kind, e.destination) for e in found.edges] == [
        (3, "isChildOf", UUID(int=2))
    ]
    before = parse(content, most_items=9, today=date(2026, 11, 26))
    assert before.retired == {}
    assert {int(one.identifier): one.parent for one in before.items}[3] == UUID(int=2)
    again = parse(written(found), most_items=9, today=TODAY)
    assert (set(again.items), again.edges, again.retired) == (
        set(found.items), found.edges, found.retired
    )  # fmt: skip


LINK = {"title": "L", "identifier": str(UUID(int=5)), "uri": "https://example.org/5"}
RUBRIC = {
    "identifier": str(UUID(int=6)), "uri": "https://example.org/6", "title": "Une grille",
    "lastChangeDateTime": "2026-01-01T00:00:00Z",
    "CFRubricCriteria": [{"identifier": str(UUID(int=7)), "uri": "https://example.org/7",
                          "lastChangeDateTime": "2026-01-01T00:00:00Z", "weight": 1.5,
                          "position": 1, "CFItemURI": LINK}],
}  # fmt: skip
CONCEPT = {"identifier": str(UUID(int=8)), "uri": "https://example.org/8", "title": "Un concept",
           "hierarchyCode": "1", "lastChangeDateTime": "2026-01-01T00:00:00Z"}  # fmt: skip


def test_what_agir_has_no_column_for_comes_back_too() -> None:
    """Levels, notes, subjects, rubrics, concepts, the extensions of others, a day to come."""
    more = {
        "educationLevel": ["09", "10"], "notes": "Une\nnote", "subject": ["Maths"],
        "subjectURI": [LINK], "alternativeLabel": "L2", "listEnumeration": "a",
        "conceptKeywords": ["x"], "conceptKeywordsURI": LINK, "licenseURI": LINK,
        "statusStartDate": "2020-01-01", "statusEndDate": "2999-01-01",
        "extensions": {"org.example": {"deep": [1, {"a": None}]}},
    }  # fmt: skip
    head = {
        "identifier": str(UUID(int=9)), "uri": "https://x.example/d", "title": "T",
        "creator": "Elle", "publisher": "Eux", "description": "Deux\nlignes", "subject": ["Maths"],
        "notes": "N", "frameworkType": "CourseCodes", "officialSourceURL": "https://y.example/",
        "extensions": {"org.example": {"a": 1}},
    }  # fmt: skip
    kind = CONCEPT | {"description": "d", "typeCode": "t", "title": "bloc"}
    licence = CONCEPT | {"licenseText": "Tout", "title": "L", "identifier": LINK["identifier"]}
    del licence["hierarchyCode"]
    head["licenseURI"] = LINK
    more |= {"CFItemType": "bloc", "CFItemTypeURI": LINK | {"identifier": kind["identifier"]}}
    definitions = {"CFConcepts": [CONCEPT], "CFItemTypes": [kind], "CFLicenses": [licence]}
    content = raw_package(
        [raw_item(1, **more)], CFDocument=head, CFRubrics=[RUBRIC],
        CFDefinitions=definitions | {"CFSubjects": [{"title": "neither name nor date"}]},
    )  # fmt: skip
    found = json.loads(written(parse(content, most_items=9, today=TODAY)))
    assert case_rules.faults(found, case_rules.PACKAGE) == []
    assert {name: found["CFItems"][0][name] for name in more} == more
    assert {name: found["CFDocument"][name] for name in head} == head
    assert found["CFRubrics"] == [RUBRIC]
    assert found["CFDefinitions"] == definitions


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
LOOSE = ["educationLevel", "notes", "subject", "subjectURI", "alternativeLabel", "listEnumeration",
         "conceptKeywords", "conceptKeywordsURI", "licenseURI", "statusStartDate", "extensions",
         "frameworkType", "description", "officialSourceURL", "nonsense"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(LOOSE), JUNK), JUNK, JUNK)
def test_what_is_no_case_never_leaves_as_case(junk: dict, definitions: object, rubrics: object):
    """Whatever stands in a field that the reader keeps: refused, mended or left out."""
    head = junk | {"identifier": str(UUID(int=9)), "uri": "https://x.example/d", "title": "T"}
    whole = {"CFDocument": head, "CFDefinitions": definitions, "CFRubrics": rubrics}
    try:
        found = parse(raw_package([raw_item(1, **junk)], **whole), most_items=9, today=TODAY)
    except FrameworkRefused:
        return
    content = written(found)
    assert case_rules.faults(json.loads(content), case_rules.PACKAGE) == []
    assert written(parse(content, most_items=9, today=TODAY)) == content
