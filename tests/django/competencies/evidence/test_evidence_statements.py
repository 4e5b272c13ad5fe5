"""What one score costs, from the receiver to the badge: statements are counted, not time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from classroom import AWA, LONG_AGO, Classroom, frame, link, score
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agir_badges import api as badges
from agir_badges.models import Award
from agir_competencies import api, link_cache
from agir_competencies.api.standings import CompetencyUnknown
from agir_competencies.domain import identity
from agir_competencies.models import Competency, CurrentEvidence, Evidence, Link, LinkVersion
from agir_platform.learners import api as learners
from agir_platform.memory.platform import COURSE
from agir_platform.ports import ScoreCause

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE")
MOST = 10
EARLY = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_worker_elsewhere(settings: Any) -> Iterator[None]:
    """Signing leaves to a queue, as on a site with workers: it is not the score's to pay."""
    settings.CELERY_TASK_ALWAYS_EAGER = False
    before = current_app.conf.broker_url
    current_app.conf.broker_url = "memory://"
    yield
    current_app.conf.broker_url = before


def cost(*scores: Any) -> list[str]:
    """Return the statements of hearing scores, each in a transaction that commits."""
    with CaptureQueriesContext(connection) as context:
        for one in scores:
            with transaction.atomic():
                api.receive(one)
    told = [query["sql"].lstrip("( ") for query in context.captured_queries]
    return [sql for sql in told if sql.startswith(WORDS)]


def grow_course(links: int, skill: Competency) -> None:
    """Give the course so many more linked blocks."""
    Link.objects.bulk_create(
        Link(
            id=identity.link_id(f"block-{n}", skill.identifier), course_key=COURSE,
            object_key=f"block-{n}", competency=skill, kind="problem_score", created_at=LONG_AGO,
        )
        for n in range(links)
    )  # fmt: skip
    row, _ = LinkVersion.objects.get_or_create(course_key=COURSE)
    row.version += 1
    row.save()
    link_cache.clear()


def grow_history(pieces: int, skills: list[Competency]) -> None:
    """Give Awa so many pieces of weak evidence on each skill."""
    subject = learners.subject_of(AWA)
    rows = []
    for skill in skills:
        for n in range(pieces):
            key = identity.current_id(
                subject=subject, competency=skill.identifier, object_key=f"old-{n}", kind="p"
            )
            at = EARLY + timedelta(minutes=n)
            rows.append(
                CurrentEvidence(
                    id=key, subject=subject, competency=skill, course_key=COURSE,
                    object_key=f"old-{n}", kind="problem_score", share=Decimal("0.1"), first_at=at,
                    scored_at=at, last_at=at, evidence_id=identity.identity("old", key),
                )
            )  # fmt: skip
    CurrentEvidence.objects.bulk_create(rows)


def with_badge(classroom: Classroom, count: int) -> list[Competency]:
    """Link two problems to ``count`` skills that one badge asks for."""
    skills = frame(count)
    for key in classroom.problems[:2]:
        link(key, skills)
    badges.create_rule(
        "badge",
        {"fr": ("Insigne", ""), "en": ("Badge", "")},
        [(skill.identifier, 2) for skill in skills],
        now=LONG_AGO,
        threshold=Decimal(1),
        minimum=Decimal(0),
    )
    learners.subject_of(AWA)
    link_cache.load(COURSE)
    return skills


@pytest.mark.parametrize("count", [1, 10])
def test_to_the_badge_in_at_most_ten_statements(classroom: Classroom, count: int) -> None:
    """1 inbox, 5 of the fold, 3 of the badge, 1 to clear the inbox: the same for 1 and 10."""
    with_badge(classroom, count)
    first, second = classroom.problems[:2]
    cost(score(first, 1, 1))
    told = cost(score(second, 1, 2))
    assert Award.objects.count() == 1
    assert len(told) == MOST, "\n".join(told)


@pytest.mark.parametrize("count", [1, 10])
def test_a_regrade_heard_late_costs_no_more(classroom: Classroom, count: int) -> None:
    """The ledger has to be read again: in the statement that reads what is current."""
    with_badge(classroom, count)
    first, second = classroom.problems[:2]
    cost(score(first, 1, 1), score(second, 1, 5))
    assert Award.objects.filter(withdrawn_at=None).count() == 1
    cost(score(second, "0.1", 9, cause=ScoreCause.REGRADE))
    late = cost(score(second, "0.9", 7, cause=ScoreCause.OVERRIDE))
    assert len(late) <= MOST, "\n".join(late)
    current = CurrentEvidence.objects.filter(object_key=second)
    assert set(current.values_list("share", flat=True)) == {Decimal("0.1")}
    assert Evidence.objects.filter(object_key=second).count() == 3 * count


def test_blocks_and_past_evidence_cost_nothing_more(classroom: Classroom) -> None:
    """A course of 200 and of 5,000 links, a learner with 1 and with 500 pieces of evidence."""
    costs = []
    skills = with_badge(classroom, 10)
    for links, pieces in ((200, 1), (5_000, 1), (0, 500)):
        Link.objects.filter(object_key__startswith="block-").exclude(
            object_key__in=classroom.problems
        ).delete()
        grow_course(links, classroom.skill)
        if pieces > 1:
            grow_history(pieces, skills)
        link_cache.load(COURSE)
        costs.append(len(cost(score(classroom.problems[0], 1, len(costs)))))
    assert len(set(costs)) == 1
    assert costs[0] <= MOST


def test_an_unlinked_answer_costs_one_select(classroom: Classroom) -> None:
    with_badge(classroom, 1)
    told = cost(score(classroom.problems[5], 1, 1))
    assert [sql[:6] for sql in told] == ["SELECT"]


@pytest.mark.parametrize("count", [1, 10])
def test_reading_standings_is_constant(classroom: Classroom, count: int) -> None:
    skills = with_badge(classroom, count)
    cost(*(score(key, 1, n) for n, key in enumerate(classroom.problems[:2])))
    subject = learners.subject_of(AWA)
    with CaptureQueriesContext(connection) as context:
        found = api.standings(subject, language="fr")
    assert len(found) == count
    assert len(context) == 5
    with CaptureQueriesContext(connection) as context:
        api.states(subject, [skill.identifier for skill in skills])
    assert len(context) == 1


def test_reading_eight_explanations_costs_no_more_than_two(classroom: Classroom) -> None:
    """Half of them measured. 5 to read standings, 2 for those without; each is told as alone."""
    skills = with_badge(classroom, 4)
    cost(*(score(key, 1, n) for n, key in enumerate(classroom.problems[:2])))
    subject, costs = learners.subject_of(AWA), []
    wanted = [one.identifier for pair in zip(skills, frame(4), strict=True) for one in pair]
    for count in (2, 8):
        with CaptureQueriesContext(connection) as context:
            found = api.explanations(subject, wanted[:count], language="fr")
        costs.append(len(context))
        assert set(found) == set(wanted[:count])
    assert costs == [7, 7]
    assert found == {one: api.explain(subject, one, language="fr") for one in wanted}


def test_explanations_leave_out_what_nobody_knows(classroom: Classroom) -> None:
    subject, known, unknown = learners.subject_of(AWA), classroom.skill.identifier, uuid4()
    assert set(api.explanations(subject, [known, unknown])) == {known}
    assert api.explanations(subject, []) == {}
    with pytest.raises(CompetencyUnknown):
        api.explain(subject, unknown)
