"""Two processes that meet a learner at once agree on who they are, and take turns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from agir_platform import retirement
from agir_platform.learners import api
from agir_platform.models import Learner

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _a_database_that_locks_rows() -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows")


def _apart(act: Any, *arguments: Any) -> Any:
    """Act on a connection of this thread's own."""
    try:
        return act(*arguments)
    finally:
        connection.close()


def test_many_who_meet_a_learner_at_once_draw_one_subject() -> None:
    barrier = Barrier(6)

    def meet() -> UUID:
        barrier.wait(10)
        with transaction.atomic():
            return api.locked(7).subject

    with ThreadPoolExecutor(6) as threads:
        met = list(threads.map(lambda _: _apart(meet), range(6)))
    assert len(set(met)) == 1
    assert Learner.objects.count() == 1


def test_a_retirement_waits_for_the_fold_under_way() -> None:
    """What the fold still writes is then there to be forgotten."""
    subject = api.subject_of(7)
    held, go_on = Event(), Event()
    order: list[str] = []
    kept = dict(retirement._holdings)
    retirement._holdings.clear()
    retirement.register("test", lambda _: order.append("forgotten"), lambda _: {})

    def fold() -> None:
        with transaction.atomic():
            api.locked(7)
            held.set()
            go_on.wait(10)
            order.append("folded")

    def retire() -> None:
        held.wait(10)
        retirement.retire(7)

    try:
        with ThreadPoolExecutor(2) as threads:
            running = [threads.submit(_apart, fold), threads.submit(_apart, retire)]
            assert held.wait(10)
            _until_somebody_waits()
            go_on.set()
            for one in running:
                one.result(10)
    finally:
        retirement._holdings.update(kept)
        retirement._holdings.pop("test", None)
    assert order == ["folded", "forgotten"]
    assert api.user_of(subject) is None


def _until_somebody_waits() -> None:
    """Return when the server says that a transaction waits for a lock.

    The server refreshes what it says only when it was not asked for a tenth of a second.
    """
    sql = "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
    pause = Event()
    with connection.cursor() as cursor:
        for _ in range(50):
            cursor.execute(sql)
            if cursor.fetchone()[0]:
                return
            pause.wait(0.15)
    raise AssertionError("the retirement did not wait")
