"""A batch is the same scores one after the other: any split of a day, heard in any order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from classroom import Classroom, frame, link, score, tables
from django.db import DataError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agir_competencies import api, link_cache
from agir_competencies.ledger import batch, inbox
from agir_competencies.models import CurrentEvidence, Evidence, InboxEntry, State
from agir_competencies.stream import settle as settling
from agir_competencies.stream.settle import LedgerBusy, settle
from agir_events.signals import COMPETENCY_DEMONSTRATED, COMPETENCY_WITHDRAWN
from agir_platform.learners import api as learners
from agir_platform.memory.platform import COURSE
from agir_platform.ports import Score, ScoreCause

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = (7, 8, 9)
CAUSES = st.sampled_from([ScoreCause.ATTEMPT] * 4 + list(ScoreCause))


@st.composite
def days(draw: st.DrawFn) -> tuple[list[tuple[Any, ...]], list[int]]:
    """Return what happened, in the order of hearing, and the sizes of the batches."""
    facts = draw(
        st.lists(
            st.tuples(
                st.sampled_from(PEOPLE),
                st.integers(0, 3),  # problem
                st.integers(0, 10),  # tenths
                st.integers(0, 6),  # second: ties are frequent
                CAUSES,
            ),
            min_size=1,
            max_size=25,
        )
    )
    sizes = draw(st.lists(st.integers(1, 25), min_size=25, max_size=25))
    return facts, sizes


def scores(classroom: Classroom, facts: Sequence[tuple[Any, ...]]) -> list[Score]:
    return [
        score(classroom.problems[problem], Decimal(tenths) / 10, second, user_id=user, cause=cause)
        for user, problem, tenths, second, cause in facts
    ]


def only_kept(told: Sequence[Score]) -> list[int]:
    """Let scores enter the inbox without folding them; return their rows."""
    found = [inbox.keep(one) for one in told]
    assert all(one is not None for one in found)
    return [one.pk for one in found if one is not None]


def emptied() -> None:
    for table in (Evidence, CurrentEvidence, State, InboxEntry):
        table.objects.all().delete()


def in_batches(ids: list[int], sizes: Sequence[int]) -> None:
    left = list(ids)
    for size in sizes:
        settle(left[:size], again=False, chance=random.Random(1))
        left = left[size:]
    settle(left, again=False, chance=random.Random(1))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days())
def test_any_split_of_a_day_writes_the_same_rows(
    classroom: Classroom, day: tuple[list[tuple[Any, ...]], list[int]]
) -> None:
    facts, sizes = day
    emptied()
    if not link_cache.version_of(COURSE):
        skills = [classroom.skill, *frame(1)]
        for number, key in enumerate(classroom.problems[:4]):
            link(key, skills[: 1 + number % 2])
    for user in PEOPLE:
        learners.subject_of(user)
    told = scores(classroom, facts)
    for one in told:
        with transaction.atomic():
            api.receive(one)
    serial = tables()
    assert serial["inbox"] == []
    emptied()
    in_batches(only_kept(told), sizes)
    assert tables() == serial
    again = only_kept(reversed(told))  # type: ignore[arg-type]
    in_batches(again, sizes)
    assert tables() == serial
    assert api.verify().differences == ()


def test_what_is_announced_is_what_one_by_one_announces(classroom: Classroom) -> None:
    """Gained, taken away by a reset, and gained again within one batch."""
    classroom.link_all()
    heard: list[str] = []

    def gained(**_: Any) -> None:
        heard.append("gained")

    def lost(**_: Any) -> None:
        heard.append("lost")

    COMPETENCY_DEMONSTRATED.connect(gained)
    COMPETENCY_WITHDRAWN.connect(lost)
    try:
        first, second, third = classroom.problems[:3]
        told = [
            score(first, 1, 1), score(second, 1, 2), score(third, 1, 3),
            *(score(key, 1, 4, cause=ScoreCause.RESET) for key in (first, second, third)),
            score(first, 1, 5), score(second, 1, 6), score(third, 1, 7),
        ]  # fmt: skip
        for one in told:
            with transaction.atomic():
                api.receive(one)
        one_by_one, heard[:] = list(heard), []
        emptied()
        settle(only_kept(told), again=False, chance=random.Random(1))
    finally:
        COMPETENCY_DEMONSTRATED.disconnect(gained)
        COMPETENCY_WITHDRAWN.disconnect(lost)
    assert heard == one_by_one == ["gained", "lost", "gained"]


def test_statements_do_not_grow_with_the_batch(classroom: Classroom) -> None:
    """12 scores and 300 of 50 learners: the same statements to fold them."""
    classroom.link_all()
    costs = []
    for user in range(100, 150):
        learners.subject_of(user)
    for size in (12, 300):
        ids = only_kept(
            [
                score(classroom.problems[n % 6], Decimal(n % 11) / 10, n % 60, user_id=100 + n % 50)
                for n in range(size)
            ]
        )
        entries = list(InboxEntry.objects.filter(pk__in=ids))
        with CaptureQueriesContext(connection) as asked:
            batch.fold_all(entries)
        words = ("SELECT", "INSERT", "UPDATE", "DELETE")
        told = [query["sql"] for query in asked if query["sql"].lstrip("( ").startswith(words)]
        costs.append(len(told))
        emptied()
    assert costs[0] <= 8
    assert costs[1] <= costs[0] + 6, "SQLite splits large inserts by their variables"


def test_a_score_that_fails_alone_is_set_aside(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.link_all()
    ids = only_kept([score(classroom.problems[n % 6], 1, n) for n in range(9)])
    real = batch.fold_all

    def choking(entries: Any) -> Any:
        if ids[4] in {one.pk for one in entries}:
            raise DataError("a row that the database refuses")
        return real(entries)

    monkeypatch.setattr(settling, "fold_all", choking)
    told = settle(ids, again=False, chance=random.Random(1))
    assert (told.folded, dict(told.aside)) == (8, {"fold_failed": 1})
    left = InboxEntry.objects.get()
    assert (left.pk, left.tries, left.error) == (ids[4], 1, "DataError")
    assert Evidence.objects.count() == 8


def test_a_refused_lock_is_tried_again_then_told(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    classroom.link_all()
    ids = only_kept([score(classroom.problems[0], 1, 1)])
    real, turn, pauses = batch.fold_all, count(), []

    def refused(entries: Any, *, until: int) -> Any:
        if next(turn) < until:
            raise OperationalError(1213, "Deadlock found when trying to get lock")
        return real(entries)

    monkeypatch.setattr(settling, "fold_all", lambda entries: refused(entries, until=100))
    with pytest.raises(LedgerBusy):
        settle(ids, again=False, chance=random.Random(5), sleep=pauses.append)
    assert InboxEntry.objects.count() == 1
    assert len(pauses) == settling.MOST_TRIES - 1
    assert all(0 <= one < settling.PAUSE * 2**n for n, one in enumerate(pauses))
    turn = count()
    monkeypatch.setattr(settling, "fold_all", lambda entries: refused(entries, until=2))
    told = settle(ids, again=False, chance=random.Random(5), sleep=pauses.append)
    assert (told.folded, told.retries) == (1, 2)


def test_who_left_meanwhile_is_not_made_again(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Retirement takes learner and inbox between the reading of the batch and its lock."""
    classroom.link_all()
    for user in (7, 8):
        learners.subject_of(user)
    ids = only_kept([score(classroom.problems[0], 1, 1, user_id=user) for user in (7, 8)])
    entries = list(InboxEntry.objects.filter(pk__in=ids))
    subject = learners.known_subject(8)
    assert subject is not None
    api.forget(subject)
    learners.forget(8)
    changes = batch.fold_all(entries)
    assert [one.subject for one in changes] == [learners.known_subject(7)]
    assert learners.known_subject(8) is None
