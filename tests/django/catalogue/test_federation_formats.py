"""A notice in every format: valid, by the rules, and read back as it was written."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from federation_cases import KEY, NOTICES, WHEN, notice
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from agir_catalogue.data import NoticeView
from agir_catalogue.domain import amb_terms, moochub_record
from agir_catalogue.domain.feed_rules import faults, is_language
from agir_catalogue.federation import amb, moochub, schema_org, words
from agir_catalogue.federation.words import Operator
from agir_platform.addresses import SiteUrlUnset

SCHEMA = Path(__file__).parents[4] / "shared/data/schemas/moochub/moochub-schema.json"
BY = Operator("Campus", "https://campus.example/")
SITE = override_settings(AGIR_SITE_URL="https://campus.example")


def resource(one: NoticeView) -> dict[str, Any]:
    """Return what a reader gets: JSON, written and read."""
    with SITE:
        written = json.dumps(moochub.resource(one, BY))
    read: dict[str, Any] = json.loads(written, parse_float=Decimal)
    return read


def attributes(**more: Any) -> dict[str, Any]:
    told: dict[str, Any] = resource(notice(**more))["attributes"]
    return told


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    if not SCHEMA.exists():
        pytest.skip("the schema of MOOChub is not here: only our own rules are checked")
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=checker)


@given(one=NOTICES)
@settings(max_examples=60, deadline=None)
def test_whatever_a_notice_says_the_schema_takes_it(
    schema: Draft202012Validator, one: NoticeView
) -> None:
    here = "https://campus.example/api/agir/catalogue/v1/moochub?page=1"
    page = {"links": {"self": here, "first": here, "last": here}, "data": [resource(one)]}
    assert [error.message for error in schema.iter_errors(page)] == []


@given(one=NOTICES)
@settings(max_examples=60, deadline=None)
def test_whatever_a_notice_says_the_rules_hold_and_a_peer_reads_it_back(one: NoticeView) -> None:
    told = resource(one)
    assert faults(told["attributes"]) == ()
    read = moochub_record.read(told)
    assert (read.uri, read.title, read.level) == (one.uri, one.title, one.level)
    assert read.languages == one.languages
    assert read.is_free in ((True,) if one.is_free else (False, None))
    assert read.certification_price_minor == one.certification_price_minor
    assert {(uri, share) for uri, share in read.themes} == {
        (theme.theme_id, theme.share) for theme in one.themes
    }
    assert {skill.uri for skill in read.teaches} == {skill.uri for skill in one.teaches}
    assert [maker.name for maker in read.makers][: len(one.institutions)] == [
        institution.name for institution in one.institutions
    ]
    assert read.access.modes == one.accessibility.access_modes
    assert set(read.remarks) == set()


def test_a_free_course_with_a_certificate() -> None:
    told = attributes()
    assert told["access"] == ["free", "paid"]
    assert [(one["category"], one["price"]) for one in told["offer"]] == [
        ("course", 0),
        ("certificate", Decimal("59.9")),
    ]
    assert told["license"] == [
        {
            "identifier": "CC-BY-SA-4.0",
            "url": "https://spdx.org/licenses/CC-BY-SA-4.0.html",
            "contentUrl": None,
        }
    ]
    assert told["keywords"] == ["sdg:12", "sdg:13"]
    assert [one["shortCode"] for one in told["educationalAlignment"]] == ["0521"]
    assert [one["educationalFrameworkVersion"] for one in told["teaches"]] == ["1.2.0"]
    assert [one["name"] for one in told["x-agir"]["teaches"]] == ["trier", "composter"]
    assert told["accessMode"] == ["textual"]
    assert told["duration"] == "PT12H30M"
    assert told["description"] == "<p>Pour &lt;b&gt;tous&lt;/b&gt; &amp; chacun.</p>"
    assert [one["name"] for one in told["creator"]] == ["Université A"]
    assert [one["name"] for one in told["contributor"]] == ["Ville B"]


def test_what_nobody_said_is_not_said() -> None:
    told = attributes(
        summary="", languages=(), licence_spdx="", is_free=None, certification_price_minor=None,
        duration_hours=None, institutions=(), themes=(), teaches=(),
    )  # fmt: skip
    for name in ("access", "offer", "inLanguage", "duration", "keywords", "description"):
        assert name not in told
    assert told["license"] == [{"identifier": "proprietary", "url": None, "contentUrl": None}]
    assert [one["name"] for one in told["creator"]] == ["Campus"]
    assert "isFree" not in told["x-agir"]


@pytest.mark.parametrize(
    ("minor", "currency", "price"), [(6000, "EUR", 60), (1, "EUR", 0.01), (500, "JPY", 500),
                                     (12345, "TND", 12.345), (0, "EUR", 0)],
)  # fmt: skip
def test_a_price_is_in_the_unit_of_its_currency(
    minor: int, currency: str, price: int | float
) -> None:
    assert json.dumps(words.price(minor, currency)) == json.dumps(price)


def test_a_course_keeps_its_name_and_two_sites_never_share_one() -> None:
    with SITE:
        here = words.course_id(KEY)
        assert here == words.course_id(KEY) != words.course_id(f"{KEY}x")
    with override_settings(AGIR_SITE_URL="https://other.example"):
        assert words.course_id(KEY) != here
    with override_settings(AGIR_SITE_URL="", LMS_ROOT_URL=""), pytest.raises(SiteUrlUnset):
        words.course_id(KEY)


@pytest.mark.parametrize(
    ("told", "platform", "name"),
    [("Campus", "X", "Campus"), ("", "École", "École"), ("", "", "campus.example")],
)
def test_the_operator_has_a_name(told: str, platform: str, name: str) -> None:
    with SITE, override_settings(AGIR_CATALOGUE_OPERATOR=told, PLATFORM_NAME=platform):
        assert words.operator() == Operator(name, "https://campus.example/")


@given(one=NOTICES)
@settings(max_examples=60, deadline=None)
def test_whatever_a_notice_says_amb_takes_it(one: NoticeView) -> None:
    """What the schemas of AMB ask for that its words alone do not tell."""
    told = amb.document(one, BY)
    spoken = [*told.get("inLanguage", []), told["@context"][1]["@language"]]
    assert [one for one in spoken if not re.fullmatch("[a-z]{2}", one)] == []
    licence = told.get("license", {"id": "https://creativecommons.org/licenses/"})["id"]
    assert re.match(r"https://(creativecommons\.org|opensource\.org)/licenses/"
                    r"|https://creativecommons\.org/publicdomain/", licence)  # fmt: skip
    subjects = [one["id"].startswith(amb_terms.SUBJECTS) for one in told.get("about", [])]
    assert subjects == [] or any(subjects)
    assert set(told["keywords"] if one.themes else ()) == {each.theme_id for each in one.themes}
    named = [*told.get("teaches", []), *told["creator"], {"id": told.get("image", "")}]
    assert all(each.get("id", "").isascii() for each in named)
    assert told.get("isAccessibleForFree") is one.is_free


@given(one=NOTICES)
@settings(max_examples=60, deadline=None)
def test_whatever_a_notice_says_search_engines_read_no_contradiction(one: NoticeView) -> None:
    """The rules of MOOChub, in the words of schema.org."""
    told = schema_org.document(one, BY)
    prices = {each["category"]: each["price"] for each in told.get("offers", [])}
    assert told.get("isAccessibleForFree") is one.is_free
    assert prices.get("Free") == (0 if one.is_free else None)
    assert all(re.fullmatch("[A-Z]{3}", each["priceCurrency"]) for each in told.get("offers", []))
    assert all(map(is_language, told.get("inLanguage", [])))
    assert re.match("https?://", told.get("license", "https://"))
    (instance,) = told["hasCourseInstance"]
    if {"startDate", "endDate"} <= instance.keys():
        assert instance["startDate"] <= instance["endDate"]


def test_what_is_no_language_is_told_in_no_format() -> None:
    told = notice(languages=("français", "french", "", "fr-CA", "fr"))
    assert resource(told)["attributes"]["inLanguage"] == ["fr-CA", "fr"]
    assert schema_org.document(told, BY)["inLanguage"] == ["fr-CA", "fr"]
    assert amb.document(told, BY)["inLanguage"] == ["fr"]


def test_an_end_before_the_start_is_told_in_no_format() -> None:
    told = notice(ends_at=WHEN - timedelta(days=1))
    assert "endDate" not in resource(told)["attributes"]
    assert "endDate" not in schema_org.document(told, BY)["hasCourseInstance"][0]


def test_a_course_as_amb_reads_it() -> None:
    told = amb.document(notice(), BY)
    assert told["@context"][0] == "https://w3id.org/kim/amb/context.jsonld"
    assert told["type"][0] == "LearningResource"
    assert told["license"] == {"id": "https://creativecommons.org/licenses/by-sa/4.0/"}
    assert told["isAccessibleForFree"] is True
    assert [one["id"] for one in told["about"][:2]] == [
        "https://w3id.org/kim/hochschulfaechersystematik/n4",
        "http://data.europa.eu/esco/isced-f/0521",
    ]
    assert "isAccessibleForFree" not in amb.document(notice(is_free=None), BY)


def test_a_course_as_search_engines_read_it() -> None:
    told = schema_org.document(notice(), BY)
    assert (told["@type"], told["provider"]["name"]) == ("Course", "Campus")
    assert [one["price"] for one in told["offers"]] == [0, 59.9]
    (instance,) = told["hasCourseInstance"]
    assert instance["courseWorkload"] == "PT12H30M"
    assert instance["startDate"] == "2026-11-27T04:00:00Z"


def test_no_title_ends_the_script_of_a_page() -> None:
    told = schema_org.document(notice(title="</script><script>alert(1)</script>"), BY)
    text = schema_org.script(told)
    assert "<" not in text
    assert json.loads(text) == told
