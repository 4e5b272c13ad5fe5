"""The site's frameworks are answered as CASE 1.1 says, to whoever may read them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sql_counts import counted

from agir_competencies.models import Competency, Framework
from unit.competencies.frameworks import case_rules
from unit.competencies.frameworks.case_packages import DOCUMENT, document, edge, item

pytestmark = pytest.mark.django_db
ROOT = "/api/agir/competencies/v1/ims/case/v1p1"
SITE = "https://campus.example"
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    """Say the site's address, and forget who asked how much."""
    settings.AGIR_SITE_URL = SITE
    cache.clear()


@pytest.fixture
def whole(take: Any) -> None:
    """Take in a framework with one of everything."""
    foreign = edge(2, 9, "exactMatchOf")
    foreign["destinationNodeURI"] = {"uri": "http://data.example/skill", "title": ""}
    items = [
        item(1, CFItemType="bloc"), item(2, CFItemType="savoir"), item(3),
        item(4, "Know 1", language="en"), item(5, uri="", statusEndDate="2020-01-01"),
    ]  # fmt: skip
    edges = [edge(2, 1), edge(3, 1), edge(2, 3, "precedes"), edge(4, 1, "isTranslationOf"),
             edge(5, 2, "replacedBy"), foreign]  # fmt: skip
    take(items, edges, CFDocument=document(licenseURI={"title": "CC BY 4.0"}, publisher="Nous"))


def ask(path: str, **headers: str) -> Any:
    """Return the answer to a program that signed in nowhere."""
    return Client().get(f"{ROOT}/{path}", headers=headers)


def body(answer: Any) -> Any:
    """Return the JSON of an answer, whole or in pieces."""
    content = b"".join(answer) if answer.streaming else answer.content
    return json.loads(content)


def minor(answer: Any) -> str:
    """Return the minor code of a refusal, which must be well formed."""
    told = body(answer)
    assert (told["imsx_codeMajor"], told["imsx_severity"]) == ("failure", "error")
    assert "%(" not in told["imsx_description"]
    [field] = told["imsx_codeMinor"]["imsx_codeMinorField"]
    return str(field["imsx_codeMinorFieldValue"])


def test_every_address_of_a_package_answers_what_the_package_said(whole: None) -> None:
    """Each URI that is this site's resolves here, to the same entity with its document beside."""
    found = body(ask(f"CFPackages/{DOCUMENT}"))
    assert case_rules.faults(found, case_rules.PACKAGE) == []
    assert len(found["CFItems"]) == 5
    assert {one["associationType"] for one in found["CFAssociations"]} == {
        "isChildOf", "precedes", "isTranslationOf", "replacedBy", "exactMatchOf"
    }  # fmt: skip
    alone = [("CFItems", case_rules.ITEM_ALONE), ("CFAssociations", case_rules.ASSOCIATION_ALONE)]
    for kind, rule in alone:
        for one in found[kind]:
            answer = body(ask(f"{kind}/{one['identifier']}"))
            assert case_rules.faults(answer, rule) == []
            assert answer.pop("CFDocumentURI")["identifier"] == str(DOCUMENT)
            assert answer == one
            if one["uri"].startswith(SITE):
                assert one["uri"] == f"{SITE}{ROOT}/{kind}/{one['identifier']}"
    types = found["CFDefinitions"]["CFItemTypes"]
    assert [one["title"] for one in types] == ["bloc", "savoir"]
    for one in types:
        assert body(ask(f"CFItemTypes/{one['identifier']}")) == {"CFItemTypes": [one]}
    [licence] = found["CFDefinitions"]["CFLicenses"]
    assert body(ask(f"CFLicenses/{licence['identifier']}")) == licence
    assert found["CFDocument"]["licenseURI"]["identifier"] == licence["identifier"]


def test_a_document_names_its_package(whole: None) -> None:
    """And the package is what is answered there."""
    told = body(ask(f"CFDocuments/{DOCUMENT}"))
    assert case_rules.faults(told, case_rules.DOCUMENT_ALONE) == []
    uri = told.pop("CFPackageURI")["uri"]
    assert body(Client().get(uri.removeprefix(SITE)))["CFDocument"] == told


def test_the_associations_of_an_item_are_those_of_the_package_that_touch_it(whole: None) -> None:
    """Both ends, for an item and for a translation."""
    everything = body(ask(f"CFPackages/{DOCUMENT}"))
    for one in everything["CFItems"]:
        told = body(ask(f"CFItemAssociations/{one['identifier']}"))
        assert case_rules.faults(told["CFItem"], case_rules.ITEM_ALONE) == []
        touching = [
            edge["identifier"]
            for edge in everything["CFAssociations"]
            if one["identifier"]
            in (edge["originNodeURI"]["identifier"], edge["destinationNodeURI"]["identifier"])
        ]
        assert sorted(edge["identifier"] for edge in told["CFAssociations"]) == sorted(touching)
        assert case_rules.faults(told["CFAssociations"], [case_rules.ASSOCIATION]) == []


COSTS = {
    "CFDocuments": 2, f"CFDocuments/{DOCUMENT}": 1, f"CFPackages/{DOCUMENT}": 4,
    f"CFItems/{UUID(int=1)}": 1, f"CFItemAssociations/{UUID(int=1)}": 5,
    f"CFAssociations/{NOBODY}": 3,
}  # fmt: skip


def test_statements_are_few_whatever_the_size(take: Any) -> None:
    """A framework of 40 items takes as many as one of 3."""
    for size in (3, 40):
        take([item(n) for n in range(1, size)], [edge(n, 1) for n in range(2, size)])
        for path, cost in COSTS.items():
            with counted() as counts:
                body(ask(path))
            assert (path, len(counts.statements)) == (path, cost)


def test_what_a_package_defined_for_itself_is_answered_too(take: Any) -> None:
    """Types, licences, concepts, subjects, groupings and rubrics, each under its own name."""
    named = {
        "uri": "https://x.example/1",
        "title": "T",
        "lastChangeDateTime": "2026-01-01T00:00:00Z",
    }
    placed = named | {"hierarchyCode": "1"}
    told = {
        "CFItemTypes": placed | {"description": "d"}, "CFLicenses": named | {"licenseText": "t"},
        "CFConcepts": placed, "CFSubjects": placed, "CFAssociationGroupings": named,
        "CFRubrics": named,
    }  # fmt: skip
    told = {kind: one | {"identifier": str(UUID(int=at))}
            for at, (kind, one) in enumerate(told.items(), start=50)}  # fmt: skip
    definitions = {kind: [one] for kind, one in told.items() if kind != "CFRubrics"}
    take([item(1)], CFDefinitions=definitions, CFRubrics=[told["CFRubrics"]])
    for kind, one in told.items():
        is_set = kind in {"CFItemTypes", "CFConcepts", "CFSubjects"}
        answer = body(ask(f"{kind}/{one['identifier']}"))
        assert (kind, answer) == (kind, {kind: [one]} if is_set else one)


def test_the_list_comes_a_page_at_a_time(take: Any) -> None:
    """Five documents by two: the ways to the others, and how many there are."""
    for number in range(1, 6):
        head = document(identifier=str(UUID(int=number << 32)), title=f"T{number}")
        take([item(number)], CFDocument=head)
    answer = ask("CFDocuments?limit=2&offset=2&filter=title~'t'")
    found = body(answer)
    assert case_rules.faults(found["CFDocuments"], [case_rules.DOCUMENT_ALONE]) == []
    assert [one["title"] for one in found["CFDocuments"]] == ["T3", "T4"]
    assert answer["X-Total-Count"] == "5"
    ways = dict(reversed(way.split("; rel=")) for way in answer["Link"].split(", "))
    start = f"<{SITE}{ROOT}/CFDocuments?filter=title~%27t%27&limit=2&offset="
    assert {rel.strip('"'): uri.removeprefix(start) for rel, uri in ways.items()} == {
        "first": "0>", "prev": "0>", "next": "4>", "last": "4>"
    }  # fmt: skip
    assert "Link" not in ask("CFDocuments").headers


ANSWERS = {
    "": "ABC",
    "sort=title&orderBy=desc": "CBA",
    "sort=publisher": "BAC",
    "sort=statusStartDate&orderBy=desc&filter=language='fr'": "AB",
    "sort=nonsense": "ABC",
    "filter=title='b'": "B",
    "filter=title!='b'": "AC",
    "filter=title>'a' AND language='en'": "C",
    "filter=title='A' OR publisher~'MUS'": "AC",
    "filter=statusStartDate>='2026-01-01'": "A",
    "filter=statusStartDate!='2026-02-01'": "B",
    "filter=lastChangeDateTime<'2020-01-01T00:00:00Z'": "",
    "filter=lastChangeDateTime>'2020-01-01'": "ABC",
    "filter=adoptionStatus='deprecated'": "C",
    "filter=identifier='00000000-0000-0000-0000-00000000000b'": "B",
    "filter=identifier!='00000000-0000-0000-0000-00000000000b'": "AC",
    "filter=identifier='nonsense'": "",
    "filter=caseVersion='1.1'": "ABC",
    "filter=licenseURI.title~'cc'": "B",
    "filter=title='it's'": "",
}


def test_the_list_is_sorted_and_filtered_as_the_specification_says(take: Any) -> None:
    """Three documents; what is not named comes by title."""
    heads = {
        "A": {"publisher": "Loire", "statusStartDate": "2026-02-01"},
        "B": {"publisher": "Allier", "licenseURI": {"title": "CC BY"},
              "statusStartDate": "2025-02-01"},
        "C": {"publisher": "Muséum", "language": "en", "adoptionStatus": "Deprecated"},
    }  # fmt: skip
    for number, (title, more) in enumerate(heads.items(), start=0xA):
        head = document(identifier=str(UUID(int=number)), title=title, **more)
        take([item(number * 100)], CFDocument=head)
    found = {
        query: "".join(one["title"] for one in body(ask(f"CFDocuments?{query}"))["CFDocuments"])
        for query in ANSWERS
    }
    assert found == ANSWERS


def test_only_the_fields_that_were_asked_come(whole: None) -> None:
    """And all of them when one of those asked does not exist."""
    [few] = body(ask("CFDocuments?fields=identifier,title"))["CFDocuments"]
    assert set(few) == {"identifier", "title"}
    [again] = body(ask("CFDocuments?fields=identifier&fields=title"))["CFDocuments"]
    assert again == few
    [everything] = body(ask("CFDocuments?fields=identifier,nonsense"))["CFDocuments"]
    assert case_rules.faults(everything, case_rules.DOCUMENT_ALONE) == []


REFUSED = [
    "limit=0", "limit=-1", "limit=x", "limit=", "limit=٣", "limit=9" + "9" * 40, "offset=-1",
    "offset=1.5", "orderBy=up", "fields=", "fields=title,,uri", "filter=", "filter=title",
    "filter=title='a", "filter=nonsense='a'", "filter=title='a' AND language='b' AND uri='c'",
    "filter=statusStartDate='soon'", "filter=statusStartDate~'2026'", "filter=identifier~'a'",
    "filter=lastChangeDateTime>'x'", "filter=subject='x'", "filter=title='" + "a" * 2000 + "'",
    "offset=" + "0" * 20 + "9" * 30, "offset=" + "0" * 5000,
    "filter=lastChangeDateTime>'0001-01-01T00:00:00%2B23:59'",
    "filter=lastChangeDateTime<'9999-12-31T23:59:59-23:59'",
]  # fmt: skip


def test_a_question_that_cannot_be_followed_is_refused() -> None:
    """400, and the parameter that is at fault."""
    for query in REFUSED:
        answer = ask(f"CFDocuments?{query}")
        assert (query, answer.status_code) == (query, 400)
        assert minor(answer) == "invalid_selection_field"
        assert f"“{query.partition('=')[0]}”" in answer.content.decode()


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(
    st.sampled_from(["limit", "offset", "sort", "orderBy", "filter", "fields"]), st.text()
))  # fmt: skip
def test_no_question_breaks_the_list(said: dict[str, str]) -> None:
    """An answer or a refusal, whatever is asked."""
    cache.clear()
    answer = Client().get(f"{ROOT}/CFDocuments", said)
    assert answer.status_code in (200, 400)


KINDS = ["CFDocuments", "CFPackages", "CFItems", "CFItemAssociations", "CFAssociations",
         "CFItemTypes", "CFLicenses", "CFConcepts", "CFSubjects", "CFAssociationGroupings",
         "CFRubrics"]  # fmt: skip
BROKEN = ["x", "%00", NOBODY[:-1], "{" + NOBODY + "}", NOBODY.replace("-", "")]


def test_an_unknown_name_and_a_broken_one_are_told_apart(whole: None) -> None:
    """404 for both, as CASE says; nobody's UUID, and what is none."""
    for kind in KINDS:
        answer = ask(f"{kind}/{NOBODY}")
        assert (kind, answer.status_code, minor(answer)) == (kind, 404, "unknownobject")
    for kind, broken in product(KINDS, BROKEN):
        answer = ask(f"{kind}/{broken}")
        assert (kind, answer.status_code, minor(answer)) == (kind, 404, "invalid_uuid")


def test_who_has_an_answer_already_is_told_so(take: Any, whole: None) -> None:
    """304 by tag and by date, until the framework changes."""
    for path in (f"CFPackages/{DOCUMENT}", f"CFItems/{UUID(int=1)}", "CFDocuments"):
        first = ask(path)
        assert first["Cache-Control"] == "public, max-age=300"
        assert ask(path, if_none_match=first["ETag"]).status_code == 304
    first = ask(f"CFPackages/{DOCUMENT}")
    since = first["Last-Modified"]
    assert ask(f"CFPackages/{DOCUMENT}", if_modified_since=since).status_code == 304
    Framework.objects.update(imported_at=datetime(2026, 1, 1, tzinfo=UTC))
    old = ask(f"CFPackages/{DOCUMENT}")["ETag"]
    take([item(1, "Autrement")])
    assert ask(f"CFPackages/{DOCUMENT}", if_none_match=old).status_code == 200


def test_a_closed_site_asks_people_to_sign_in(whole: None, settings: Any) -> None:
    """And keeps its answers out of shared caches."""
    settings.AGIR_COMPETENCIES_CASE_PUBLIC = False
    refused = ask("CFDocuments")
    assert (refused.status_code, minor(refused)) == (401, "unauthorised_request")
    assert "Access-Control-Allow-Origin" not in refused.headers
    client = Client()
    client.force_login(get_user_model().objects.create(username="ana"))
    answer = client.get(f"{ROOT}/CFDocuments")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    assert {"Cookie", "Authorization"} <= set(answer["Vary"].replace(" ", "").split(","))


def test_who_asks_too_much_waits(whole: None, settings: Any) -> None:
    """A package weighs ten; the next question from there is refused, in French too."""
    settings.AGIR_COMPETENCIES_CASE_A_MINUTE = 10
    assert ask(f"CFPackages/{DOCUMENT}").status_code == 200
    refused = ask("CFDocuments", accept_language="fr")
    assert (refused.status_code, minor(refused)) == (429, "server_busy")
    assert refused["Retry-After"] == "60"


def test_the_service_describes_itself(whole: None) -> None:
    """Each operation leads to an answer; each type that is named is told."""
    told = body(ask("discovery/imscasev1p1_openapi3_v1p0.json"))
    assert told["servers"] == [{"url": f"{SITE}{ROOT}"}]
    schemas = told["components"]["schemas"]
    named = set(json.dumps(told).split("#/components/schemas/"))
    assert {name.split('"')[0] for name in named if name[0] != "{"} <= schemas.keys()
    assert "/CFDocuments" in told["paths"]
    for path in told["paths"]:
        assert ask(path[1:].replace("{sourcedId}", NOBODY)).status_code in (200, 404)


def test_writing_is_no_part_of_it(whole: None) -> None:
    """405 in CASE's words, and nothing changed."""
    answer = Client().post(f"{ROOT}/CFDocuments", {}, content_type="application/json")
    assert (answer.status_code, body(answer)["imsx_codeMajor"]) == (405, "unsupported")
    assert Competency.objects.count() == 4


def test_a_site_without_an_address_says_so(whole: None, settings: Any) -> None:
    """Every entity names where it is answered."""
    settings.AGIR_SITE_URL = settings.LMS_ROOT_URL = None
    assert (ask("CFDocuments").status_code, minor(ask("CFDocuments"))) == (
        503, "internal_server_error"
    )  # fmt: skip
