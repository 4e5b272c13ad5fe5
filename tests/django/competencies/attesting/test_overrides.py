"""A named person decides: the status follows, and the evidence stays to be seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from eventtracking import tracker
from observations import AWA, IDA, ZOE, School, at

from agir_badges import api as badges
from agir_badges.models import Award
from agir_competencies import api, handlers, rules
from agir_competencies.api import overrides
from agir_competencies.api.overrides import Decision
from agir_competencies.domain.attesting import AttestingRefused
from agir_competencies.domain.methods import Rule
from agir_competencies.ledger import batch, inbox
from agir_competencies.models import InboxEntry, Override, State
from agir_competencies.upkeep import changing
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN
from agir_platform.ports import Score, ScoreCause

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told() -> Any:
    """Collect which standings were announced."""
    words: list[str] = []

    def gained(**_: Any) -> None:
        words.append("demonstrated")

    def lost(**_: Any) -> None:
        words.append("withdrawn")

    COMPETENCY_DEMONSTRATED.connect(gained)
    COMPETENCY_WITHDRAWN.connect(lost)
    yield words
    COMPETENCY_DEMONSTRATED.disconnect(gained)
    COMPETENCY_WITHDRAWN.disconnect(lost)


def decide(school: School, status: str, by: int = ZOE, **more: Any) -> Any:
    what = Decision(school.skills[0].identifier, status, "Vu en atelier", **more)
    return overrides.decide(by, school.course, school.subject(AWA), what)


def answer(school: School, number: int, earned: object = 1) -> None:
    with transaction.atomic():
        school.memory.answer(AWA, school.problems[number], earned, 1, ScoreCause.ATTEMPT)


def explained(school: School, language: str = "en") -> Any:
    identifier = school.skills[0].identifier
    return api.explain(school.subject(AWA), identifier, language=language, user_id=AWA)


def test_it_holds_against_evidence_and_tells_who_why_and_what_is_newer(
    school: School, told: list[str]
) -> None:
    decide(school, "demonstrated")
    assert school.status(AWA) == "demonstrated"
    (row,) = overrides.overrides(school.course, language="fr")
    assert (row.by, row.reason, row.is_stale) == ("Zoe", "Vu en atelier", False)
    said = explained(school)
    assert said.lines[0].startswith("Zoe decided on ")
    assert "“Vu en atelier”" in said.text
    assert "New evidence" not in said.text
    answer(school, 0, 0)
    assert school.status(AWA) == "demonstrated"
    state = State.objects.get()
    assert (state.folded_status, state.estimate) == ("not_yet", Decimal("0.333333"))
    assert "New evidence has arrived" in explained(school).text
    (row,) = overrides.overrides(school.course, language="fr")
    assert row.is_stale
    overrides.revoke(IDA, school.course, row.id, "Trop tôt")
    assert school.status(AWA) == "not_yet"
    assert told == ["demonstrated", "withdrawn"]
    (row,) = overrides.overrides(school.course, language="fr")
    assert (row.ended_how, row.ended_by, row.ended_reason) == ("revoked", "Ida", "Trop tôt")
    assert "decided" not in explained(school).text
    assert api.verify().differences == ()


def test_not_yet_takes_away_what_evidence_gave_and_gives_it_back(
    school: School, told: list[str]
) -> None:
    answer(school, 0)
    answer(school, 1)
    key = decide(school, "not_yet")
    assert school.status(AWA) == "not_yet"
    state = State.objects.get()
    assert (state.demonstrated_at, state.folded_status) == (None, "demonstrated")
    assert "write to the course team" in explained(school).next
    answer(school, 2)
    overrides.revoke(ZOE, school.course, key, "Vérifié")
    state = State.objects.get()
    assert (state.status, state.folded_status) == ("demonstrated", "")
    assert state.demonstrated_at is not None
    assert told == ["demonstrated", "withdrawn", "demonstrated"]
    assert api.verify().differences == ()


def test_the_next_decision_replaces_and_both_stay_to_be_read(school: School) -> None:
    decide(school, "demonstrated")
    decide(school, "not_yet", by=IDA)
    rows = overrides.overrides(school.course, language="fr")
    assert [(one.by, one.ended_how, one.ended_by) for one in rows] == [
        ("Ida", "", ""),
        ("Zoe", "replaced", "Ida"),
    ]
    assert school.status(AWA) == "not_yet"


def test_an_expired_decision_counts_no_more_at_once_and_is_settled_once(
    school: School, told: list[str], capsys: Any
) -> None:
    answer(school, 0)
    decide(school, "demonstrated", until=datetime.now(UTC) + timedelta(hours=1))
    past = datetime.now(UTC) - timedelta(minutes=1)
    Override.objects.update(until=past)
    State.objects.update(override_until=past)
    assert school.status(AWA) == "not_yet"
    (standing,) = api.standings(school.subject(AWA), language="en")
    assert standing.status == "not_yet"
    assert "decided" not in standing.explanation
    assert api.verify().differences == ()
    answer(school, 1, 0)  # the fold keeps what is not settled, so that the end is announced once
    assert State.objects.get().status == "demonstrated"
    for count in (1, 0):
        call_command("agir_settle_overrides")
        assert f"{count} decisions ended" in capsys.readouterr().out
    assert State.objects.get().status == "not_yet"
    assert told == ["demonstrated", "withdrawn"]
    assert Override.objects.get().ended_how == "expired"
    assert api.verify().differences == ()


def test_batches_rules_and_recomputations_agree_with_it(school: School) -> None:
    """The same rows by the fold of a batch, by a change of rule, and by a recomputation."""
    decide(school, "not_yet")
    for number in (0, 1):
        heard = Score(
            AWA, school.course, school.problems[number], "problem_score", Decimal(1), Decimal(1),
            ScoreCause.ATTEMPT, at(number),
        )  # fmt: skip
        assert inbox.keep(heard) is not None
    batch.fold_all(list(InboxEntry.objects.all()))
    assert school.status(AWA) == "not_yet"
    assert State.objects.get().folded_status == "demonstrated"
    assert api.verify().differences == ()
    rules.change(Rule("highest", objects_needed=1), competency=school.skills[0].pk)
    changing.settled()
    assert (school.status(AWA), api.verify().stale) == ("not_yet", 0)
    State.objects.update(status="demonstrated", override_status="", folded_status="")
    assert {one.column for one in api.verify().differences} == {
        "status", "folded_status", "override_status",
    }  # fmt: skip
    api.recompute(dry_run=False)
    assert school.status(AWA) == "not_yet"
    assert api.verify().differences == ()


def test_badges_and_the_tracking_log_follow_a_decision(school: School, settings: Any) -> None:
    """One badge asks for the skill; it comes, goes and comes back with the status alone."""
    settings.AGIR_COMPETENCIES_XAPI = "transitions"
    handlers.listen()
    badges.create_rule(
        "badge", {"fr": ("Insigne", ""), "en": ("Badge", "")},
        [(school.skills[0].identifier, 2)], now=at(0), threshold=Decimal(1), minimum=Decimal(0),
    )  # fmt: skip
    before, log = tracker.get_tracker(), Log()
    tracker.register_tracker(tracker.Tracker(backends={"log": log}))
    held = Award.objects.filter(withdrawn_at=None)
    try:
        decide(school, "demonstrated")
        assert held.count() == 1
        key = decide(school, "not_yet", by=IDA)
        assert held.count() == 0
        overrides.revoke(ZOE, school.course, key, "Erreur")
        decide(school, "demonstrated")
        assert held.count() == 1
    finally:
        tracker.register_tracker(before)
    assert [one["name"].rpartition(".")[2] for one in log.events] == [
        "demonstrated", "withdrawn", "demonstrated",
    ]  # fmt: skip
    assert {one["data"]["course_id"] for one in log.events} == {school.course}


class Log:
    """A tracking backend that keeps what it is sent."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def send(self, event: dict[str, Any]) -> None:
        """Keep one event."""
        self.events.append(event)


REFUSED = [
    ("attesting_reason_missing", {"reason": "  "}),
    ("attesting_note_too_long", {"reason": "x" * 501}),
    ("override_status_unknown", {"status": "perhaps"}),
    ("override_expiry_past", {"until": datetime(2020, 1, 1, tzinfo=UTC)}),
    ("override_expiry_past", {"until": datetime(2999, 1, 1, tzinfo=UTC)}),
]


@pytest.mark.parametrize(
    ("code", "wrong"), REFUSED, ids=[f"{n}-{code}" for n, (code, _) in enumerate(REFUSED)]
)
def test_what_cannot_be_decided_writes_nothing(
    school: School, code: str, wrong: dict[str, Any]
) -> None:
    facts = {"status": "demonstrated", "reason": "Vu", **wrong}
    what = Decision(school.skills[0].identifier, **facts)
    with pytest.raises(AttestingRefused) as refused:
        overrides.decide(ZOE, school.course, school.subject(AWA), what)
    assert refused.value.code == code
    assert not Override.objects.exists()
    assert not State.objects.exists()
