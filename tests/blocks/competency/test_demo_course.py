"""The demo courses are whole: every name leads somewhere, every answer exists, every tag too."""

from __future__ import annotations

import json
import re
from collections import Counter
from uuid import UUID

import pytest

from agir_competencies import api as competencies
from blocks.competency.demo import HOME, NAMES, POINTED, demo, tree

ALL = [pytest.param(demo(name), id=name) for name in NAMES]
FRENCH = demo("inclusion-numerique")
CASE = FRENCH.folder / "frameworks/local-digcomp-like.case.json"


def codes() -> dict[str, set[str]]:
    """Return what a tag may name: framework (identifier or sheet) to its competencies."""
    package = json.loads(CASE.read_text(encoding="utf-8"))
    known = {
        package["CFDocument"]["identifier"]: {
            item["humanCodingScheme"] for item in package["CFItems"] if item["language"] == "fr"
        }
    }
    for sheet, file in (("RNCP35959", "rncp35959.xml"), ("RNCP99001", "rncp99001-fictive.xml")):
        (plan,) = competencies.plan_import(
            FRENCH.folder / "frameworks" / file, format="rncp"
        ).frameworks
        known[sheet] = {str(change.identifier) for change in plan.changes}
    return known


@pytest.mark.parametrize("course", ALL)
def test_every_name_is_unique_and_leads_to_a_file(course) -> None:
    names = Counter(name for _, name in course.blocks)
    assert [name for name, count in names.items() if count > 1] == []
    missing = [
        (tag, name)
        for tag, name in course.blocks
        if tag in POINTED and not (course.folder / tag / f"{name}.xml").is_file()
    ]
    assert missing == []
    used = set(course.blocks)
    orphans = [
        path.relative_to(course.folder).as_posix()
        for tag in POINTED
        for path in (course.folder / tag).glob("*.xml")
        if (tag, path.stem) not in used
    ]
    assert orphans == []


def test_the_french_course_is_of_the_promised_size() -> None:
    assert len(FRENCH.named("chapter")) == 3
    assert len(FRENCH.named("vertical")) >= 8
    assert len(FRENCH.named("problem")) >= 20
    kinds = {
        response.tag
        for name in FRENCH.named("problem")
        for response in tree(FRENCH.folder / f"problem/{name}.xml")
        if response.tag.endswith("response")
    }
    assert kinds == {
        "multiplechoiceresponse",
        "choiceresponse",
        "optionresponse",
        "stringresponse",
        "numericalresponse",
    }


@pytest.mark.parametrize("course", ALL)
def test_every_problem_teaches(course) -> None:
    """A label for each input, a solution, a hint: nobody is left with a red cross alone."""
    for name in course.named("problem"):
        problem = tree(course.folder / f"problem/{name}.xml")
        responses = [one for one in problem if one.tag.endswith("response")]
        assert responses, name
        assert all(one.find("label") is not None for one in responses), name
        assert (problem.findtext(".//solution//p[2]") or "").strip(), name
        assert problem.find("demandhint/hint") is not None, name


@pytest.mark.parametrize("course", ALL)
def test_pictures_exist_and_are_told(course) -> None:
    for path in course.folder.glob("html/*.xml"):
        for image in tree(path).iter("img"):
            assert len(image.attrib["alt"]) > 20, path.name
            file = image.attrib["src"].removeprefix("/static/")
            assert (course.folder / "static" / file).is_file(), path.name


@pytest.mark.parametrize("course", ALL)
def test_pages_load_nothing_from_elsewhere(course) -> None:
    for path in [*course.folder.glob("*/*.xml"), *course.folder.glob("static/*")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:src|href|url)\s*[=(]\s*[\"']?https?:", text), path.name


@pytest.mark.parametrize("course", ALL)
def test_headings_do_not_jump(course) -> None:
    """The unit's title is an h2: a page begins with h3 and goes down one step at a time."""
    for path in course.folder.glob("html/*.xml"):
        levels = [int(one.tag[1]) for one in tree(path).iter() if re.fullmatch(r"h\d", one.tag)]
        assert levels, path.name
        steps = zip([2, *levels], levels, strict=False)
        assert all(after - before <= 1 for before, after in steps), path.name


@pytest.mark.parametrize("course", ALL)
def test_every_problem_has_a_right_and_a_wrong_answer(course) -> None:
    assert set(course.answers) == set(course.named("problem"))
    for name, answer in course.answers.items():
        assert set(answer) == {"right", "wrong"}, name
        assert set(answer["right"]) == set(answer["wrong"]), name
        assert answer["right"] != answer["wrong"], name


@pytest.mark.django_db
@pytest.mark.parametrize("course", ALL)
def test_every_tag_names_a_block_and_a_competency(course) -> None:
    known, names = codes(), {"course"} | {name for _, name in course.blocks}
    for tag in course.manifest["tags"]:
        assert tag["object"] in names
        assert tag["competencies"], tag["object"]
        assert set(tag["competencies"]) <= known[tag["framework"]], tag["object"]
    for badge in course.manifest["badges"]:
        assert set(badge["competencies"]) <= known[badge["framework"]], badge["slug"]
        assert set(badge["name"]) == set(badge["description"]) == {"fr", "en"}


def test_every_linked_competency_can_be_demonstrated() -> None:
    """Two different objects at least (the default rule), problems or subsections."""
    scored = set(FRENCH.named("problem")) | set(FRENCH.named("sequential"))
    objects: dict[str, set[str]] = {}
    for tag in FRENCH.manifest["tags"]:
        for code in tag["competencies"] if tag["object"] in scored else ():
            objects.setdefault(code, set()).add(tag["object"])
    assert {code for code, found in objects.items() if len(found) < 2} == set()
    double = [tag["object"] for tag in FRENCH.manifest["tags"]]
    assert len([name for name, count in Counter(double).items() if count > 1]) >= 2
    promised = {tag["object"] for tag in FRENCH.manifest["tags"]} - scored
    assert promised == {"course", "preparer-documents"}


def test_cards_name_competencies_of_the_framework() -> None:
    package = json.loads(CASE.read_text(encoding="utf-8"))
    known = {item["identifier"] for item in package["CFItems"]}
    cards = [
        card
        for name in NAMES
        for path in (HOME / name / "vertical").glob("*.xml")
        for card in tree(path).iter("agir-competency")
    ]
    assert len(cards) >= 3
    for card in cards:
        assert {one["identifier"] for one in json.loads(card.attrib["competencies"])} <= known


def test_the_course_that_a_campaign_keeps_thanks_who_pays() -> None:
    """The block stands in it once, and its type is among those that authors may add."""
    named = FRENCH.named("agir-sponsors")
    course = tree(FRENCH.folder / "course" / "2026.xml")
    assert named == ["offert-par"]
    assert "agir-sponsors" in json.loads(course.attrib["advanced_modules"])


ENTITY_URIS = {"CFPackageURI", "CFDocumentURI"}
REQUIRED = {
    "CFDocument": {"identifier", "uri", "creator", "title", "lastChangeDateTime"},
    "CFItems": {"identifier", "uri", "fullStatement", "lastChangeDateTime"},
    "CFAssociations": {
        "identifier",
        "uri",
        "associationType",
        "originNodeURI",
        "destinationNodeURI",
        "lastChangeDateTime",
    },
}


def test_the_case_package_follows_the_standard() -> None:
    """CASE 1.1: required keys, UUIDs, no null anywhere, no URI of entity responses."""
    package = json.loads(CASE.read_text(encoding="utf-8"))
    rows = {"CFDocument": [package["CFDocument"]]} | {
        key: package[key] for key in ("CFItems", "CFAssociations")
    }
    for kind, entries in rows.items():
        for entry in entries:
            assert REQUIRED[kind] <= set(entry)
            assert not ENTITY_URIS & set(entry)
            UUID(entry["identifier"])
    assert "null" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", CASE.read_text(encoding="utf-8"))
    identifiers = [entry["identifier"] for entries in rows.values() for entry in entries]
    assert len(identifiers) == len(set(identifiers))


def test_the_case_package_is_a_tree_with_translations() -> None:
    package = json.loads(CASE.read_text(encoding="utf-8"))
    edges = Counter(edge["associationType"] for edge in package["CFAssociations"])
    french = [item for item in package["CFItems"] if item["language"] == "fr"]
    assert 17 <= len(french) <= 21
    assert edges["isTranslationOf"] == edges["isChildOf"] == len(french)
    assert edges["precedes"] >= 1


@pytest.mark.django_db
@pytest.mark.parametrize("file", ["local-digcomp-like.case.json", "rncp35959.xml"])
def test_both_frameworks_can_be_imported(file: str) -> None:
    kind = "case" if file.endswith("json") else "rncp"
    plan = competencies.plan_import(FRENCH.folder / "frameworks" / file, format=kind)
    assert len(plan.frameworks) == 1
    assert plan.counts["create"] >= 17
    assert plan.frameworks[0].notes == ()
