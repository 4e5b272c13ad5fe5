"""From an answer to a standing, on real tables."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from classroom import AWA, LONG_AGO, Classroom, frame, link, score, tables
from django.core.management import call_command
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies import api, link_cache
from agir_competencies.domain.methods import Rule
from agir_competencies.ledger import tally
from agir_competencies.models import (
    CurrentEvidence,
    Evidence,
    InboxEntry,
    Link,
    LinkVersion,
    RetiredTally,
    State,
)
from agir_events.signals import (
    COMPETENCY_DEMONSTRATED,
    COMPETENCY_EVIDENCE_RECORDED,
    COMPETENCY_WITHDRAWN,
)
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause

pytestmark = pytest.mark.django_db(transaction=True)
ALL = timedelta(seconds=-60)


@pytest.fixture
def heard() -> Any:
    """Collect the names of the public events, in order."""
    told: list[str] = []
    signals = {
        "recorded": COMPETENCY_EVIDENCE_RECORDED,
        "demonstrated": COMPETENCY_DEMONSTRATED,
        "withdrawn": COMPETENCY_WITHDRAWN,
    }
    receivers = []
    for name, signal in signals.items():

        def receiver(*, word: str = name, **_: Any) -> None:
            told.append(word)

        signal.connect(receiver)
        receivers.append((signal, receiver))
    yield told
    for signal, receiver in receivers:
        signal.disconnect(receiver)


def test_two_right_answers_demonstrate_and_a_regrade_withdraws(
    classroom: Classroom, heard: list[str]
) -> None:
    """1 then 1 gives 2.9 / 3.9; the second re-graded to 0 gives (0.9 + 1) / 3.9 = 0.487179."""
    classroom.link_all()
    classroom.answer(0)
    one = classroom.state()
    assert one is not None
    assert (one.status, one.estimate) == ("not_yet", Decimal("0.666667"))
    classroom.answer(1, 0)
    classroom.answer(1)
    two = classroom.state()
    assert two is not None
    assert (two.status, two.estimate, two.certainty) == ("demonstrated", Decimal("0.743590"), "few")
    classroom.answer(1, 0, ScoreCause.REGRADE)
    three = classroom.state()
    assert three is not None
    assert (three.status, three.estimate) == ("not_yet", Decimal("0.487179"))
    assert heard == ["recorded"] * 3 + ["demonstrated", "recorded", "withdrawn"]
    assert not InboxEntry.objects.exists()
    assert api.verify().differences == ()


def test_a_lost_score_is_lost_with_its_transaction(classroom: Classroom) -> None:
    classroom.link_all()

    def refused() -> None:
        with transaction.atomic():
            classroom.memory.answer(AWA, classroom.problems[0])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        refused()
    assert tables() == {"ledger": [], "current": [], "state": [], "inbox": []}


def test_a_reset_makes_it_unmeasured_and_not_zero(classroom: Classroom) -> None:
    classroom.link_all()
    classroom.answer(0)
    classroom.answer(0, cause=ScoreCause.RESET)
    found = classroom.state()
    assert found is not None
    assert (found.estimate, found.evidence_count, found.status) == (None, 0, "not_yet")
    assert api.verify().differences == ()


BAD = [
    ({"user_id": None}, "score_anonymous"),
    ({"user_id": True}, "score_anonymous"),
    ({"earned": True}, "not_a_figure"),
    ({"earned": Decimal("NaN")}, "not_a_figure"),
    ({"earned": float("inf")}, "not_a_figure"),
    ({"earned": Decimal(2)}, "share_out_of_bounds"),
    ({"earned": Decimal(-1)}, "share_out_of_bounds"),
    ({"possible": Decimal(0)}, "share_out_of_bounds"),
    ({"possible": None}, "score_unmeasured"),
    ({"earned": None}, "score_unmeasured"),
    ({"kind": "guess"}, "score_unusable"),
    ({"part": "Clarity"}, "score_unusable"),
    ({"kind": "ora_criterion"}, "score_unusable"),
    ({"usage_key": "x" * 256}, "score_unusable"),
    ({"usage_key": "block-v1:nobody+linked+me"}, "unlinked"),
    ({"cause": "whim"}, "failed"),
]


@pytest.mark.parametrize(("wrong", "reason"), BAD, ids=[f"{w}-{r}"[:40] for w, r in BAD])
def test_what_is_impossible_is_left_aside_and_counted(
    classroom: Classroom, wrong: dict[str, Any], reason: str, caplog: Any
) -> None:
    classroom.link_all()
    before = tally.counts().get(reason, 0)
    api.receive(score(**{"object_key": classroom.problems[0], "earned": 1, "second": 1, **wrong}))
    assert tally.counts()[reason] == before + 1
    assert not InboxEntry.objects.exists()
    assert not Evidence.objects.exists()
    assert str(AWA) not in caplog.text


def test_hearing_never_raises_not_even_without_a_table(
    classroom: Classroom, monkeypatch: Any
) -> None:
    classroom.link_all()

    def refuse(*_: Any, **__: Any) -> None:
        raise DatabaseError

    monkeypatch.setattr(InboxEntry.objects, "create", refuse)
    with transaction.atomic():
        api.receive(score(classroom.problems[0], 1, 1))
    assert not Evidence.objects.exists()


def test_a_link_of_another_process_is_seen(classroom: Classroom) -> None:
    """The cache says no; the course's version says that it is old."""
    classroom.answer(0)
    assert classroom.state() is None
    classroom.link_all()
    classroom.answer(0)
    assert classroom.state() is not None


def test_a_removed_link_stops_new_evidence_and_keeps_the_old(classroom: Classroom) -> None:
    classroom.link_all()
    classroom.answer(0)
    Link.objects.filter(object_key=classroom.problems[1]).update(removed_at=LONG_AGO)
    Link.objects.filter(object_key=classroom.problems[0]).update(removed_at=LONG_AGO)
    row = LinkVersion.objects.get()
    row.version += 1
    row.save()
    classroom.answer(1)
    found = classroom.state()
    assert found is not None
    assert found.evidence_count == 1
    assert not InboxEntry.objects.exists()
    subject = learners.subject_of(AWA)
    (told,) = api.standings(subject, language="fr")
    assert [one.link_removed for one in told.evidence] == [True]


def test_a_subsection_grade_that_repeats_changes_nothing(classroom: Classroom) -> None:
    """Repeats, and a grade lowered by one more try, take nothing away; an override does."""
    link(classroom.subsection, [classroom.skill], kind="subsection_grade")
    for earned in ("0.5", "0.5", "0.8", "0.6"):
        with transaction.atomic():
            classroom.memory.answer(AWA, classroom.subsection, Decimal(earned))
    (current,) = CurrentEvidence.objects.all()
    assert current.share == Decimal("0.8")
    with transaction.atomic():
        classroom.memory.answer(
            AWA, classroom.subsection, Decimal("0.3"), cause=ScoreCause.OVERRIDE
        )
    (current,) = CurrentEvidence.objects.all()
    assert current.share == Decimal("0.3")


def test_a_failure_waits_for_the_sweeper(classroom: Classroom, monkeypatch: Any) -> None:
    classroom.link_all()
    with monkeypatch.context() as broken:

        def refuse(*_: Any, **__: Any) -> None:
            raise DatabaseError

        broken.setattr("agir_competencies.ledger.rows.append", refuse)
        classroom.answer(0)
    (entry,) = InboxEntry.objects.all()
    assert (entry.tries, entry.error) == (1, "DatabaseError")
    assert not State.objects.exists()
    outcome = api.sweep(older_than=ALL)
    assert (outcome.folded, outcome.failed, outcome.given_up) == (1, 0, 0)
    assert classroom.state() is not None
    assert not InboxEntry.objects.exists()


CAUSES = st.sampled_from(list(ScoreCause))
FACTS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["0", "0.5", "1"]),
        st.one_of(st.just(ScoreCause.ATTEMPT), CAUSES),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(FACTS, st.data())
def test_a_shuffled_day_heard_twice_is_the_same_day(
    classroom: Classroom, facts: list[Any], data: st.DataObject
) -> None:
    if not Link.objects.exists():
        classroom.link_all()
    day = [
        score(classroom.problems[number], Decimal(earned), second, cause=cause)
        for number, earned, cause, second in facts
    ]
    learners.subject_of(AWA)
    outcomes = []
    for order in (day, data.draw(st.permutations(day + day))):
        for table in (Evidence, CurrentEvidence, State):
            table.objects.all().delete()
        for one in order:
            with transaction.atomic():
                api.receive(one)
        outcomes.append(tables())
    assert outcomes[0] == outcomes[1]
    assert api.verify().differences == ()


def test_a_backfill_counts_older_answers_once(classroom: Classroom, capsys: Any) -> None:
    """Answers before the link count only when somebody asks, and then as if heard."""
    for number in (0, 1):
        classroom.answer(number)
    for key in classroom.problems:
        link(key, [classroom.skill], at=classroom.memory.tick())
    assert api.reconcile().recorded == 0
    plan = api.plan_backfill(classroom.outline.course_key)
    assert (plan.scores, len(plan.learners)) == (2, 1)
    assert plan.by_competency == {classroom.skill.identifier: 2}
    assert classroom.state() is None
    call_command("agir_backfill", classroom.outline.course_key)
    assert "2" in capsys.readouterr().out
    call_command("agir_backfill", classroom.outline.course_key, "--apply")
    found = classroom.state()
    assert found is not None
    assert found.status == "demonstrated"
    assert api.apply_backfill(classroom.outline.course_key).recorded == 0
    assert api.verify().differences == ()


def test_reconcile_finds_what_nobody_heard(classroom: Classroom) -> None:
    classroom.link_all()
    classroom.answer(0)
    for table in (Evidence, CurrentEvidence, State):
        table.objects.all().delete()
    classroom.answer(1)
    assert api.reconcile().recorded == 1
    assert api.reconcile().recorded == 0
    found = classroom.state()
    assert found is not None
    assert found.status == "demonstrated"


def test_reconcile_asks_for_links_that_its_process_never_heard_of(classroom: Classroom) -> None:
    """A worker that cached the course before a link was made still finds the link's scores."""
    course = classroom.outline.course_key
    link(classroom.problems[0], [classroom.skill])
    stale = link_cache.load(course)
    link(classroom.problems[1], [classroom.skill])
    classroom.answer(1)
    for table in (Evidence, CurrentEvidence, State):
        table.objects.all().delete()
    link_cache._kept[course] = stale
    assert api.reconcile().recorded == 1


def test_verify_tells_what_was_touched_and_recompute_mends_it(
    classroom: Classroom, capsys: Any
) -> None:
    classroom.link_all()
    classroom.answer(0)
    CurrentEvidence.objects.update(share=Decimal("0.1"))
    State.objects.update(status="demonstrated")
    tables_touched = {(one.table, one.column) for one in api.verify().differences}
    assert tables_touched == {("current", "share"), ("state", "status")}
    api.recompute(dry_run=False)
    assert api.verify().differences == ()
    call_command("agir_verify_states")
    assert "0" in capsys.readouterr().out


def test_a_new_rule_is_previewed_then_applied(classroom: Classroom, heard: list[str]) -> None:
    """``highest`` over one object: one right answer is enough."""
    from agir_competencies import rules

    classroom.link_all()
    classroom.answer(0)
    rules.change(Rule("highest", objects_needed=1), competency=classroom.skill.pk)
    assert api.verify().stale == 1
    preview = api.recompute(dry_run=True)
    assert (preview.changed, preview.gained[classroom.skill.identifier]) == (1, 1)
    found = classroom.state()
    assert found is not None
    assert found.status == "not_yet"
    api.recompute(dry_run=False)
    found = classroom.state()
    assert found is not None
    assert (found.status, found.method, found.rule_version) == ("demonstrated", "highest/1", 2)
    assert heard == ["recorded", "demonstrated"]
    assert (api.verify().stale, api.verify().differences) == (0, ())
    classroom.answer(1, 0)
    after = classroom.state()
    assert after is not None
    assert after.status == "demonstrated"


def test_retirement_leaves_numbers_and_nobody(classroom: Classroom) -> None:
    classroom.link_all()
    classroom.answer(0)
    classroom.answer(1)
    subject = learners.subject_of(AWA)
    exported = api.export(subject)
    assert [one["share"] for one in exported["evidence"]] == ["1.000000", "1.000000"]
    assert exported["competencies"][0]["status"] == "demonstrated"
    classroom.memory.retire(AWA)
    api.forget(subject)
    assert learners.known_subject(AWA) in {None, subject}
    assert not Evidence.objects.exists()
    assert not State.objects.exists()
    counted = RetiredTally.objects.get()
    assert (counted.measured, counted.demonstrated, counted.evidence_count) == (1, 1, 2)
    assert api.verify().differences == ()


def test_another_framework_rule_does_not_leak(classroom: Classroom) -> None:
    from agir_competencies import rules

    classroom.link_all()
    other = frame(1)[0]
    rules.change(Rule("highest", objects_needed=1), framework=other.framework_id)
    classroom.answer(0)
    link(classroom.problems[1], [other])
    link_cache.clear()
    classroom.answer(1, 1)
    subject = learners.subject_of(AWA)
    found = api.states(subject, [other.identifier, classroom.skill.identifier])
    assert found[other.identifier].method == "highest/1"
    assert found[classroom.skill.identifier].method == "discounted_beta/1"
