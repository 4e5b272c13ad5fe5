"""What the tracking log hears: nothing by default, then transitions, then each score as well.

The events asked for here are those of ``tests/xapi/events.json``, of which ``make test-xapi``
makes statements with the platform's package.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from classroom import AWA, LONG_AGO, link, score
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from eventtracking import tracker

from agir_competencies import api
from agir_competencies.ledger.announce import announce
from agir_competencies.ledger.fold import fold
from agir_competencies.ledger.heard import checked
from agir_competencies.models import Competency, Framework
from agir_competencies.xapi import known
from agir_platform.ports import Score, ScoreCause

pytestmark = pytest.mark.django_db(transaction=True)
EVENTS = json.loads((Path(__file__).parents[3] / "xapi/events.json").read_text("utf-8"))
DEMO = "course-v1:Agir+Demo+2026"
BLOCK = "block-v1:Agir+Demo+2026+type@problem+block@"


class Log:
    """A tracking backend that keeps what it is sent."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def send(self, event: dict[str, Any]) -> None:
        self.events.append({name: event[name] for name in ("name", "data", "context")})

    def names(self) -> list[str]:
        return [event["name"].removeprefix("agir.") for event in self.events]


@pytest.fixture
def log(memory: Any, db: None) -> Iterator[Log]:
    """Return the tracking log; a competency and two linked problems stand ready."""
    framework = Framework.objects.create(
        identifier=UUID(int=0xBEEF), uri="no address", source="local", title="Cadre",
        language="fr", imported_at=LONG_AGO,
    )  # fmt: skip
    skill = Competency.objects.create(
        identifier=UUID(int=1000), framework=framework, label="Lire un plan",
        uri="https://cadre.example/competences/lire", statement="Lire un plan",
    )  # fmt: skip
    for name in ("one", "two", "three"):
        link(BLOCK + name, [skill], course=DEMO)
    known.forget()
    before, found = tracker.get_tracker(), Log()
    tracker.register_tracker(tracker.Tracker(backends={"log": found}))
    yield found
    tracker.register_tracker(before)
    known.forget()


def heard(name: str, earned: object, second: int, **more: Any) -> Score:
    return score(BLOCK + name, earned, second, course_key=DEMO, **more)


def hear(*scores: Score) -> None:
    for one in scores:
        with transaction.atomic():
            api.receive(one)


def a_journey() -> tuple[Score, ...]:
    """Demonstrate by the second problem, lose it by a re-grade, obtain it again."""
    return (
        heard("one", 1, 1),
        heard("two", 1, 2),
        heard("two", 0, 3, cause=ScoreCause.REGRADE),
        heard("three", 1, 4),
        heard("two", 1, 5, cause=ScoreCause.REGRADE),
    )


def test_nothing_by_default(log: Log) -> None:
    hear(*a_journey())
    assert log.events == []


def test_transitions_alone(log: Log, settings: Any) -> None:
    settings.AGIR_COMPETENCIES_XAPI = "transitions"
    hear(*a_journey()[:3])
    assert log.names() == ["competency.demonstrated", "competency.withdrawn"]
    assert log.events == [EVENTS["gained"], EVENTS["lost"]]


def test_each_score_where_the_site_asks(log: Log, settings: Any) -> None:
    settings.AGIR_COMPETENCIES_XAPI = "evidence"
    hear(heard("one", 1, 1), heard("two", 1, 2), heard("one", 0, 3, cause=ScoreCause.RESET))
    assert log.names() == [
        "evidence.recorded",
        "evidence.recorded",
        "competency.demonstrated",
        "competency.withdrawn",
    ], "a score that was taken away is no score"
    assert log.events[1] == EVENTS["scored"]


def test_hearing_twice_tells_once(log: Log, settings: Any) -> None:
    settings.AGIR_COMPETENCIES_XAPI = "transitions"
    hear(*a_journey()[:2], *a_journey()[:2])
    assert log.names() == ["competency.demonstrated"]


def test_after_a_kill_only_what_the_score_completed_is_told_again(log: Log, settings: Any) -> None:
    settings.AGIR_COMPETENCIES_XAPI = "transitions"
    hear(*a_journey()[:2])
    first = list(log.events)
    log.events.clear()
    for one in (*a_journey()[:2], heard("three", 1, 4), heard("three", 0, 5)):
        change = fold(checked(one))
        assert change is not None
        announce(change, again=True)
    assert log.events == first, "the same event, so the same statement"


def test_a_teacher_who_grades_is_not_the_learner(log: Log, settings: Any) -> None:
    settings.AGIR_COMPETENCIES_XAPI = "transitions"
    with tracker.get_tracker().context("request", {"user_id": 99, "username": "tutor"}):
        hear(*a_journey()[:2])
    assert log.events[0]["context"]["user_id"] == log.events[0]["data"]["user_id"] == AWA


def test_a_log_that_fails_hinders_nobody(
    log: Log, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.AGIR_COMPETENCIES_XAPI = "transitions"

    def refuses(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(tracker.get_tracker(), "emit", refuses)
    hear(*a_journey()[:2])
    assert api.verify().differences == ()


def test_it_costs_no_statement(log: Log, settings: Any) -> None:
    """The first time that a process names a competency it asks once; then never again."""
    hear(heard("three", 0, 0))
    costs = []
    for wanted in ("", "evidence", "evidence"):
        settings.AGIR_COMPETENCIES_XAPI = wanted
        with CaptureQueriesContext(connection) as asked:
            hear(heard("one", 1, 10 + len(costs)))
        words = ("SELECT", "INSERT", "UPDATE", "DELETE")
        costs.append(sum(one["sql"].lstrip("( ").startswith(words) for one in asked))
    assert costs == [costs[0], costs[0] + 1, costs[0]]
