"""Each list of the REST face comes a page at a time, in one shape, and says where it ends.

Read in the document of the face: an answer that holds rows has ``next``, and its operation takes
``limit`` and ``cursor``. What stands in ``OTHERWISE`` is paged by a standard, or holds no list.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from house.repository import ROOT

DOCUMENT = json.loads((ROOT / "plugins/agir_platform/openapi.json").read_text(encoding="utf-8"))
OTHERWISE = {
    "catalogue_changes_get": "the federation's log: after and limit, by its own cursor",
    "catalogue_moochub_get": "MOOChub: JSON:API's links, by page",
    "competencies_case_documents_get": "CASE 1.1: limit, offset, and Link headers",
    "competencies_case_discovery_get": "CASE 1.1: its own document",
    "competencies_case_document_get": "CASE 1.1: one document",
    "competencies_case_item_get": "CASE 1.1: one item",
    "competencies_case_concept_get": "CASE 1.1: one concept and what is under it",
    "competencies_case_item_associations_get": "CASE 1.1: all of one item, as the standard asks",
    "competencies_case_item_type_get": "CASE 1.1: one type and what is under it",
    "competencies_case_subject_get": "CASE 1.1: one subject and what is under it",
    "competencies_case_package_get": "CASE 1.1: a framework whole, streamed",
    "competencies_case_rubric_get": "CASE 1.1: one rubric with its criteria",
    "catalogue_discovery_get": "one document of the site",
    "catalogue_api_notice_get": "one notice",
    "catalogue_api_call_get": "one call, and what became of it",
    "catalogue_api_course_themes_get": "one course's themes, at most a handful by its own rule",
    "catalogue_api_themes_get": "the themes of one published scheme, fixed in the code",
    "certification_api_places_get": "a few proposals while somebody types",
    "dashboard_api_competencies_get": "the map of one course, read whole",
    "dashboard_api_reviews_get": "a queue: after, by its own key; walked by its own test",
    "dashboard_api_review_get": "one request",
    "dashboard_api_success_get": "one report",
    "dashboard_api_success_matrix_get": "a report in pages: after and limit, by competency",
    "dashboard_api_success_all_get": "a report in pages: after and limit, by course",
    "dashboard_me_get": "one learner's state, read whole with an ETag",
    "dashboard_me_goal_get": "one goal, and its history",
    "dashboard_me_prior_one_get": "one request",
    "badges_credential_get": "one badge",
    "sponsorship_api_campaign_get": "one campaign",
    "platform_schema_get": "this document",
}


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    reference = schema.get("$ref", "")
    name = reference.rpartition("/")[2]
    return DOCUMENT["components"]["schemas"][name] if name else schema


def _fields(operation: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of what is answered; the first media type speaks for all."""
    content = operation["responses"].get("200", {}).get("content", {})
    for media in content.values():
        fields: dict[str, Any] = _resolved(media.get("schema", {})).get("properties", {})
        return fields
    return {}


def lists() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Return by name each GET that answers rows: its operation and its fields."""
    found = {}
    for item in DOCUMENT["paths"].values():
        operation = item.get("get")
        fields = _fields(operation) if operation else {}
        if any(_resolved(one).get("type") == "array" for one in fields.values()):
            found[operation["operationId"]] = (operation, fields)
    return found


HOUSE = sorted(set(lists()) - set(OTHERWISE))


def test_the_document_has_lists() -> None:
    assert len(HOUSE) >= 11


@pytest.mark.parametrize("name", HOUSE)
def test_a_list_has_an_end_and_a_way_to_it(name: str) -> None:
    operation, fields = lists()[name]
    asked = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    assert asked >= {"limit", "cursor"}, f"{name} is a list without pages: agir_platform.paging"
    assert fields.get("next", {}).get("format") == "uri", f"{name} does not say where it goes on"
    assert fields["next"]["nullable"]
    assert "304" in operation["responses"], f"{name} cannot be asked whether it changed"


def test_an_exception_names_an_answer_that_holds_rows() -> None:
    assert sorted(set(OTHERWISE) - set(lists())) == []
