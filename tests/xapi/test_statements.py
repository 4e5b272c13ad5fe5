"""What leaves for a learning record store, made by the platform's own package."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip(
    "event_routing_backends", reason="needs edx-event-routing-backends: make test-xapi"
)

import statement_rules
from event_routing_backends.processors.xapi.transformer_processor import XApiProcessor
from event_routing_backends.settings import common as routing
from tincan import Statement

import agir_competencies.xapi.transformers  # noqa: F401  registers
from agir_competencies.settings import tracking
from conftest import EXTERNAL_ID

EVENTS = json.loads((Path(__file__).parent / "events.json").read_text("utf-8"))
COMPETENCY = "https://cadre.example/competences/lire"


def statement(which: str, *, told_at: int = 9) -> dict[str, Any]:
    moment = datetime(2026, 2, 1, told_at, tzinfo=UTC)
    (found,) = XApiProcessor().transform_event({**EVENTS[which], "timestamp": moment})
    return found


@pytest.mark.parametrize("which", EVENTS)
def test_a_statement_keeps_the_rules(which: str) -> None:
    found = statement(which)
    assert statement_rules.faults(found) == []
    again = json.loads(Statement.from_json(json.dumps(found)).to_json())
    assert again == found


@pytest.mark.parametrize(
    ("which", "verb", "thing", "scaled"),
    [
        ("gained", "http://adlnet.gov/expapi/verbs/mastered", COMPETENCY, 0.74359),
        ("lost", "http://activitystrea.ms/schema/1.0/lose", COMPETENCY, 0.487179),
        (
            "scored", "http://adlnet.gov/expapi/verbs/scored",
            "https://campus.example/xblock/block-v1:Agir+Demo+2026+type@problem+block@two", 1.0,
        ),
    ],
)  # fmt: skip
def test_what_it_says(which: str, verb: str, thing: str, scaled: float) -> None:
    found = statement(which)
    assert found["verb"]["id"] == verb
    assert found["object"]["id"] == thing
    assert found["result"] == {"score": {"scaled": scaled}}
    assert found["timestamp"].startswith("2026-02-01T08:00:0")
    activities = found["context"]["contextActivities"]
    assert [one["id"] for one in activities["parent"]] == [
        "https://campus.example/course/course-v1:Agir+Demo+2026"
    ]
    assert [one["id"] for one in activities["category"]] == [
        COMPETENCY,
        "urn:uuid:00000000-0000-0000-0000-00000000beef",
    ]


def test_nobody_is_named() -> None:
    for which in EVENTS:
        told = json.dumps(statement(which))
        assert statement(which)["actor"]["account"]["name"] == EXTERNAL_ID
        assert "awa" not in told


def test_told_again_it_is_the_same_statement() -> None:
    assert statement("gained") == statement("gained", told_at=10)
    assert len({statement(which)["id"] for which in EVENTS}) == len(EVENTS)


def test_the_rules_find_what_is_wrong() -> None:
    good = statement("gained")
    for change in (
        {"actor": {"objectType": "Agent"}},
        {"verb": {"id": "mastered"}},
        {"object": {"id": "lire"}},
        {"result": {"score": {"scaled": 1.5}}},
        {"timestamp": "2026-02-01 08:00"},
        {"context": {"contextActivities": {"sibling": []}}},
        {"context": {"platform": None}},
        {"level": "high"},
    ):
        assert statement_rules.faults({**good, **change})


@pytest.mark.parametrize("ours_first", [True, False])
def test_our_events_join_the_allowed_and_replace_none(ours_first: bool) -> None:
    settings = SimpleNamespace(LMS_ROOT_URL="https://campus.example")
    steps = [tracking.allow, routing.plugin_settings]
    for step in steps if ours_first else reversed(steps):
        step(settings)
    tracking.allow(settings)
    router = settings.EVENT_TRACKING_BACKENDS["event_transformer"]["OPTIONS"]
    xapi = router["backends"]["xapi"]["OPTIONS"]
    for listed in (
        settings.EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS,
        settings.EVENT_BUS_TRACKING_LOGS,
        router["processors"][0]["OPTIONS"]["whitelist"],
        xapi["processors"][0]["OPTIONS"]["whitelist"],
    ):
        assert {*tracking.EVENTS, "problem_check"} <= set(listed)
    allowed = settings.EVENT_TRACKING_BACKENDS_ALLOWED_XAPI_EVENTS
    assert all(allowed.count(name) == 1 for name in tracking.EVENTS)
    caliper = router["backends"]["caliper"]["OPTIONS"]["processors"][0]["OPTIONS"]["whitelist"]
    assert not set(tracking.EVENTS) & set(caliper)
