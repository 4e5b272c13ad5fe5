"""Counters follow the learners: twice is once, a kill loses nothing, the size costs nothing."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cohort import COURSE, NOW, Cohort
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agir_competencies import api
from agir_competencies.api import indicators
from agir_competencies.domain.indicators.participant import Aim, Participant, shows
from agir_competencies.indicators import counting
from agir_competencies.models import Count, Goal, Participation, Publication, Snapshot, State
from killing import told_by

db = pytest.mark.django_db


def numbers() -> dict[str, int]:
    return dict(Count.objects.exclude(number=0).values_list("cell", "number"))


def summed() -> dict[str, int]:
    total: Counter[str] = Counter()
    for row in Participation.objects.all():
        total.update(row.cells)
    return dict(total)


@db
def test_counting_twice_changes_nothing(cohort: Cohort) -> None:
    cohort.people(9)
    cohort.show(4, "0.9")
    first = indicators.compute(COURSE)
    held = numbers()
    second = indicators.compute(COURSE)
    assert (first[0].seen, first[0].changed) == (9, 9)
    assert (second[0].seen, second[0].changed) == (9, 0)
    assert numbers() == held == summed()
    assert Snapshot.objects.filter(course_key=COURSE).count() == 1


@db
def test_what_changes_is_counted_by_its_difference(cohort: Cohort) -> None:
    cohort.people(6)
    cohort.show(4, "0.9")
    indicators.compute(COURSE)
    State.objects.filter(subject=cohort.subject(0)).update(status="not_yet", demonstrated_at=None)
    [walk] = indicators.compute(COURSE)
    assert walk.changed == 1
    assert numbers() == summed()
    row = indicators.report(COURSE, audience="team").row("competency_attainment")
    assert (row.numerator, row.n) == (3, 4)


@db
def test_the_team_and_testers_are_left_out_and_told(cohort: Cohort) -> None:
    ids = cohort.people(5)
    cohort.show(5, "0.9")
    cohort.memory.make_staff(ids[0])
    indicators.compute(COURSE)
    found = indicators.report(COURSE, audience="team")
    assert (found.enrolled, found.active) == (4, 4)
    assert {one.code: one.count for one in found.row("active_completion").excluded}["team"] == 1


@db
def test_passing_is_completing(cohort: Cohort) -> None:
    ids = cohort.people(4)
    cohort.memory.pass_course(ids[0])
    indicators.compute(COURSE)
    row = indicators.report(COURSE, audience="team").row("enrolment_completion")
    assert (row.numerator, row.n) == (1, 4)


@db
def test_who_leaves_remains_a_number(cohort: Cohort) -> None:
    cohort.people(3)
    cohort.show(2, "0.9")
    indicators.compute(COURSE)
    before = counting.counters(COURSE).cells
    gone = cohort.subject(0)
    api.forget(gone)
    assert not Participation.objects.filter(subject=gone).exists()
    assert counting.counters(COURSE).cells == before
    assert numbers() == summed()


@db
def test_a_learner_may_read_what_is_counted_of_them(cohort: Cohort) -> None:
    cohort.people(1)
    cohort.show(1, "0.9")
    indicators.compute(COURSE)
    [told] = api.export(cohort.subject(0))["counted"]
    assert told["course_key"] == COURSE
    json.dumps(told)


def fill(count: int) -> None:
    """Write what a count of so many learners would have written, by the same function."""
    people = [
        Participant(skills=shows(str(UUID(int=1)))),
        Participant(aim=Aim("explore", status="satisfied", change="untold")),
        Participant(is_completed=True, aim=Aim("complete", status="met", items_met=1,
                                               items_total=1)),
        Participant(is_active=False),
    ]  # fmt: skip
    for start in range(0, count, 500):
        some = {uuid4(): people[at % 4] for at in range(start, min(count, start + 500))}
        counting.keep(COURSE, some)


@db
def test_a_report_reads_as_much_of_a_hundred_as_of_twenty_thousand(cohort: Cohort) -> None:
    """Statements, and rows read: as many for both."""
    cost = []
    for more in (100, 19_900):
        fill(more)
        with CaptureQueriesContext(connection) as context:
            found = indicators.report(COURSE, audience="team")
        tables = " ".join(query["sql"] for query in context.captured_queries)
        assert "agir_competencies_taking" not in tables, "a report reads no learner"
        assert "agir_competencies_state" not in tables
        cost.append((len(context), Count.objects.filter(course_key=COURSE).count()))
    assert cost[0] == cost[1]
    assert cost[0][0] <= 10
    assert found.enrolled == 20_000
    assert found.row("non_start").numerator == 5_000


@db
def test_a_page_of_a_count_costs_the_same_for_few_and_many(cohort: Cohort) -> None:
    costs = []
    for count in (5, 50):
        cohort.people(count)
        cohort.show(count, "0.9", first=len(cohort.ids) - count)
        for number in range(len(cohort.ids) - count, len(cohort.ids)):
            cohort.aim(number)
        counting.count_course(COURSE)
        with CaptureQueriesContext(connection) as context:
            counting.count_course(COURSE)
        costs.append(len(context))
    assert costs[0] == costs[1]


@db
def test_the_command_tells_how_many_and_refuses_a_course_that_is_not(cohort: Cohort) -> None:
    cohort.people(3)
    out = StringIO()
    call_command("agir_compute_indicators", stdout=out)
    assert f"{COURSE}: 3" in out.getvalue()
    with pytest.raises(CommandError, match="course"):
        call_command("agir_compute_indicators", "course-v1:No+No+No", stdout=out)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@db
def test_a_terminal_sees_progress(cohort: Cohort) -> None:
    cohort.people(3)
    out = Terminal()
    call_command("agir_compute_indicators", COURSE, stdout=out)
    assert f"\r{COURSE}: 3" in out.getvalue()


@db
def test_goals_reach_the_team_only_as_published_groups(cohort: Cohort) -> None:
    """Forty learners with a goal, 25 of them satisfied: shares, and nothing of a single one."""
    cohort.people(80)
    cohort.show(80, "0.2", status="not_yet")
    for number in range(40):
        status = "closed_satisfied" if number < 25 else "abandoned"
        cohort.aim(number, "explore", status, reason="got_what_i_needed" if number < 25 else "time")
    indicators.compute(COURSE)
    found = indicators.report(COURSE, audience="team")
    row = found.row("goal_attainment")
    assert (row.status, row.numerator, row.n) == ("ok", 25, 40)
    assert row.as_of is not None
    cohort.aim(40, "explore", "closed_satisfied")
    indicators.compute(COURSE)
    assert indicators.report(COURSE, audience="team").row("goal_attainment") == row
    later = datetime.now(UTC) + timedelta(days=8)
    indicators.compute(COURSE, now=later)
    assert Publication.objects.filter(course_key=COURSE).count() in (1, 2)
    after = indicators.report(COURSE, audience="team").row("goal_attainment")
    assert after.numerator in (25, None), "one learner more is nobody's to see"


@db
def test_few_goals_are_withheld_from_the_team(cohort: Cohort) -> None:
    cohort.people(30)
    cohort.show(30, "0.9")
    for number in range(4):
        cohort.aim(number, "complete", "abandoned", satisfaction=1)
    indicators.compute(COURSE)
    found = indicators.report(COURSE, audience="team")
    for row in found.indicators:
        if row.is_private:
            assert row.status == "withheld"
            assert (row.n, row.numerator, row.value, row.excluded, row.parts) == (
                None, None, None, (), (),
            )  # fmt: skip
    assert found.row("competency_attainment").n == 30


@db
def test_others_see_nothing_live(cohort: Cohort) -> None:
    cohort.people(10)
    cohort.show(10, "0.9")
    indicators.compute(COURSE)
    found = indicators.report(COURSE, audience="public")
    assert (found.enrolled, found.active) == (None, None)
    assert not any(row.is_shown for row in found.indicators)
    assert all(one.attempted is None for one in found.competencies)


@db
def test_no_goal_is_read_for_a_matrix(cohort: Cohort) -> None:
    cohort.people(5)
    cohort.show(3, "0.9")
    cohort.aim(0)
    indicators.compute(COURSE)
    with CaptureQueriesContext(connection) as context:
        first = indicators.matrix(COURSE, limit=2)
        second = indicators.matrix(COURSE, after=first.next, limit=2)
    assert Goal._meta.db_table not in " ".join(one["sql"] for one in context.captured_queries)
    people = [*first.lines, *second.lines]
    assert len({one.user_id for one in people}) == 3
    assert {one.cells[0].level for one in people} == {2}
    assert indicators.matrix(COURSE, after="nonsense").lines == ()
    assert indicators.matrix(COURSE, after=second.next).next == ""


@db
def test_what_changed_compares_equal_versions_only(cohort: Cohort) -> None:
    cohort.people(20)
    cohort.show(12, "0.9")
    indicators.compute(COURSE)
    today = datetime.now(UTC).date()
    old = Snapshot.objects.get(course_key=COURSE)
    Snapshot.objects.create(
        id=uuid4(), course_key=COURSE, day=today - timedelta(days=30), cells={"never": 20},
        names=[name.replace("non_start/1", "non_start/0") for name in old.names],
        computed_at=NOW,
    )  # fmt: skip
    found = indicators.changes(COURSE, today - timedelta(days=10), today, audience="team")
    assert (found.since, found.until) == (today - timedelta(days=30), today)
    moved = {one.id: one for one in found.moved}
    assert moved["enrolment_completion"].difference == 0
    assert moved["active_completion"].why == "no_data"
    assert moved["non_start"].why == "version_changed"
    with pytest.raises(indicators.PeriodReversed):
        indicators.changes(COURSE, today, today - timedelta(days=1))
    with pytest.raises(indicators.AudienceUnknown):
        indicators.report(COURSE, audience="sponsor")


@db
def test_all_courses_are_the_sum_of_each(cohort: Cohort) -> None:
    other = "course-v1:Agir+Other+2026"
    cohort.memory.add_course(other)
    for user_id in cohort.people(3):
        cohort.memory.enrol(user_id, other)
    cohort.show(2, "0.9")
    indicators.compute()
    found = indicators.report(None, audience="team")
    assert (found.course_key, found.enrolled, found.active) == ("", 6, 2)


@pytest.mark.processes
def test_a_kill_at_any_statement_loses_nothing(tmp_path: Path) -> None:
    told = told_by(Path(__file__).with_name("counted_killed.py"), tmp_path)
    assert told["status"] == 0
    assert len(told["told"]) > 30, "a walk that kills nothing proves nothing"
    whole = told["told"][-1]
    assert all(one["agree"] for one in told["told"]), "counters are the sum of the learners"
    assert {one["position"] for one in told["told"]} >= {0, 101, 103}, "walks went on"
    assert [one["numbers"] for one in told["told"]] == [whole["numbers"]] * len(told["told"])
    assert {one["days"] for one in told["told"]} == {1}
