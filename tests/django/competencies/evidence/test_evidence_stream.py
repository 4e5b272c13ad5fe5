"""Scores by way of a real Redis: nothing is lost when a consumer is killed, and nothing doubled."""

from __future__ import annotations

import io
import os
import random
import signal
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from classroom import Classroom, score, tables
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from agir_competencies import api
from agir_competencies.ledger import inbox
from agir_competencies.models import CurrentEvidence, Evidence, InboxEntry, State
from agir_competencies.stream import address, publish
from agir_competencies.stream.consume import Consumer, NoSuchPart, Terms
from agir_competencies.stream.settle import settle
from agir_platform.learners import api as learners
from agir_platform.models import Learner
from agir_platform.ports import Score, ScoreCause
from ports import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
PEOPLE = range(20, 28)


@pytest.fixture
def redis(settings: Any) -> Any:
    """Return a Redis database of this process's own, empty, that the site's streams lie in."""
    url = os.environ.get("AGIR_TEST_REDIS_URL")
    if not url:
        pytest.skip("needs a Redis: make test-services")
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    settings.AGIR_COMPETENCIES_STREAM = f"{url.rstrip('/')}/{8 + worker}"
    settings.AGIR_COMPETENCIES_STREAM_PARTS = 4
    publish.listen_again()
    client = address.client()
    client.flushdb()
    yield client
    client.flushdb()


def a_day(classroom: Classroom, size: int = 120) -> list[Score]:
    """Return scores of eight learners: attempts, re-grades and resets, out of order."""
    chance = random.Random(11)
    causes = [ScoreCause.ATTEMPT] * 6 + [ScoreCause.REGRADE, ScoreCause.RESET]
    return [
        score(
            chance.choice(classroom.problems), Decimal(chance.randrange(11)) / 10,
            chance.randrange(60), user_id=chance.choice(PEOPLE), cause=chance.choice(causes),
        )
        for _ in range(size)
    ]  # fmt: skip


def serially(classroom: Classroom, day: list[Score], settings: Any) -> dict[str, Any]:
    """Return the tables after each score was folded by itself; they are emptied again."""
    classroom.link_all()
    for user in PEOPLE:
        learners.subject_of(user)
    stream, settings.AGIR_COMPETENCIES_STREAM = settings.AGIR_COMPETENCIES_STREAM, ""
    hear(day)
    settings.AGIR_COMPETENCIES_STREAM = stream
    found = tables()
    for table in (Evidence, CurrentEvidence, State):
        table.objects.all().delete()
    assert found["inbox"] == []
    return found


def hear(day: list[Score]) -> None:
    for one in day:
        with transaction.atomic():
            api.receive(one)


def consume(**options: Any) -> str:
    out = io.StringIO()
    call_command("agir_consume_evidence", once=True, stdout=out, **options)
    return out.getvalue()


def in_child(work: Callable[[], None]) -> int:
    """Do ``work`` in a process of its own; return its status, or minus its signal."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001  a child ends here
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def die_at(turn: int) -> None:
    """Let this process be killed before its statement ``turn``."""
    left = turn

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    connection.execute_wrappers.append(count)


def lengths(redis: Any) -> int:
    return sum(redis.xlen(address.key(part)) for part in range(address.parts()))


def test_a_day_by_way_of_the_stream(classroom: Classroom, redis: Any, settings: Any) -> None:
    day = a_day(classroom)
    serial = serially(classroom, day, settings)
    hear(day)
    assert lengths(redis) == InboxEntry.objects.count() == len(day)
    assert State.objects.count() == 0
    told = consume(batch=17)
    assert tables() == serial
    assert lengths(redis) == 0
    assert "120 folded, 0 set aside, 0 waiting" in told
    assert api.verify().differences == ()


def test_telling_the_stream_costs_no_statement(classroom: Classroom, redis: Any) -> None:
    classroom.link_all()
    hear([score(classroom.problems[0], 1, 1)])
    with CaptureQueriesContext(connection) as asked:
        hear([score(classroom.problems[1], 1, 2)])
    words = ("SELECT", "INSERT", "UPDATE", "DELETE")
    told = [one["sql"] for one in asked if one["sql"].lstrip("( ").startswith(words)]
    assert [one[:6] for one in told] == ["INSERT"]
    assert lengths(redis) == 2


def test_two_consumers_share_the_learners(classroom: Classroom, redis: Any, settings: Any) -> None:
    day = a_day(classroom)
    serial = serially(classroom, day, settings)
    hear(day)
    of_first = sum(one.user_id % 4 in (0, 2) for one in day)
    assert f"{of_first} folded" in consume(part=0, of=2)
    assert lengths(redis) == len(day) - of_first
    consume(part=1, of=2)
    assert tables() == serial


def test_a_kill_at_any_statement_loses_nothing(
    classroom: Classroom, redis: Any, settings: Any
) -> None:
    """Killed before each statement of a batch in turn; the next consumer brings it home."""
    day = [one for one in a_day(classroom) if one.user_id % 4 == 0][:5]
    serial = serially(classroom, day, settings)
    statuses = [-signal.SIGKILL]
    while statuses[-1] == -signal.SIGKILL:
        for table in (Evidence, CurrentEvidence, State):
            table.objects.all().delete()
        hear(day)

        def work(turn: int = len(statuses)) -> None:
            die_at(turn)
            consume()

        statuses.append(in_child(work))
        consume()
        assert tables() == serial, f"killed before statement {len(statuses) - 1}"
        assert lengths(redis) == 0
    assert statuses[-1] == 0
    assert len(statuses) > 12, "a walk that kills nothing proves nothing"


def test_a_kill_before_the_acknowledgement_doubles_nothing(
    classroom: Classroom, redis: Any, settings: Any
) -> None:
    """The rows are gone and the messages are not; a consumer of another name takes them over."""
    day = a_day(classroom, 30)
    serial = serially(classroom, day, settings)
    hear(day)

    def work() -> None:
        consumer = Consumer(Terms(wait=1))
        consumer._done = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
        list(consumer.new())

    assert in_child(work) == -signal.SIGKILL
    assert lengths(redis) == len(day)
    consume(part=0, of=2, claim_after=0)
    consume(part=1, of=2, claim_after=0)
    assert tables() == serial
    assert lengths(redis) == 0


def test_what_cannot_be_read_is_set_aside(classroom: Classroom, redis: Any) -> None:
    classroom.link_all()
    hear([score(classroom.problems[0], 1, 1)])
    for fields in ({"entry": "one"}, {"entry": "9" * 40}, {"other": "1"}, {"entry": "-1"}):
        redis.xadd(address.key(0), fields)
    told = consume()
    assert "1 folded, 4 set aside (message_unreadable 4), 0 waiting" in told
    assert redis.hgetall(address.ASIDE) == {"message_unreadable": "4"}
    assert Evidence.objects.count() == 1


def test_what_kills_again_and_again_is_left_to_the_sweeper(
    classroom: Classroom, redis: Any
) -> None:
    classroom.link_all()
    hear([score(classroom.problems[0], 1, 1)])

    def work() -> None:
        die_at(1)
        consume()

    assert [in_child(work) for _ in range(5)] == [-signal.SIGKILL] * 5
    assert "0 folded, 1 set aside (delivered_too_often 1), 0 waiting" in consume()
    assert InboxEntry.objects.count() == 1
    assert api.sweep(older_than=_none()).folded == 1


def test_a_terminated_consumer_ends_after_its_batch(classroom: Classroom, redis: Any) -> None:
    classroom.link_all()
    redis.delete(*(address.key(part) for part in range(4)))
    hear([score(classroom.problems[n % 6], 1, n, user_id=20) for n in range(12)])
    reading, writing = os.pipe()

    def work() -> None:
        def term(execute: Any, *arguments: Any) -> Any:
            connection.execute_wrappers.clear()
            os.kill(os.getpid(), signal.SIGTERM)
            return execute(*arguments)

        connection.execute_wrappers.append(term)
        out = io.StringIO()
        call_command("agir_consume_evidence", batch=5, stdout=out)
        os.write(writing, out.getvalue().encode())

    assert in_child(work) == 0
    os.close(writing)
    told = os.read(reading, 1000).decode()
    assert "5 folded, 0 set aside, 7 waiting" in told
    assert (Evidence.objects.count(), InboxEntry.objects.count(), lengths(redis)) == (5, 7, 7)


def test_a_redis_that_is_away_hinders_nobody(classroom: Classroom, settings: Any) -> None:
    classroom.link_all()
    publish.listen_again()
    settings.AGIR_COMPETENCIES_STREAM = f"redis://127.0.0.1:{free_port()}/0"
    hear([score(classroom.problems[0], 1, 1)])
    assert Evidence.objects.count() == 1
    assert InboxEntry.objects.count() == 0
    with pytest.raises(CommandError, match="Redis does not answer"):
        consume()
    publish.listen_again()


def test_a_consumer_has_a_number_among_its_equals(redis: Any) -> None:
    for part, of in ((1, 1), (-1, 2), (0, 5)):
        with pytest.raises(NoSuchPart):
            Consumer(Terms(part=part, of=of))


def test_a_deadlock_is_tried_again(classroom: Classroom, redis: Any) -> None:
    """Another transaction holds the last learner and wants the first: InnoDB ends the lighter."""
    if connection.vendor == "sqlite":
        pytest.skip("needs a database server: make test-services")
    classroom.link_all()
    subjects = {user: learners.subject_of(user) for user in (20, 21)}
    rows = [inbox.keep(score(classroom.problems[0], 1, 1, user_id=user)) for user in subjects]
    reading, writing = os.pipe()
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            _hold_the_last_and_want_the_first(writing)
        except BaseException:  # noqa: BLE001  a child ends here
            os._exit(1)
        os._exit(0)
    assert os.read(reading, 1) == b"."
    told = settle([row.pk for row in rows if row], again=False, chance=random.Random(3))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert told.folded == 2
    assert told.retries >= 1
    assert Evidence.objects.count() == 2
    assert InboxEntry.objects.count() == 0


def _hold_the_last_and_want_the_first(writing: int) -> None:
    row = "SELECT id FROM agir_platform_learner WHERE user_id = %s FOR UPDATE"
    waits = "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'"
    with connection.cursor() as cursor, transaction.atomic():
        # Rows written make a transaction heavy, and InnoDB ends the lighter of two.
        Learner.objects.bulk_create(Learner(user_id=10**6 + number) for number in range(300))
        cursor.execute(row, [21])
        os.write(writing, b".")
        deadline = time.monotonic() + 60
        waiting = 0
        while not waiting and time.monotonic() < deadline:
            # The server keeps what it told until 0.1 s pass without a question: ask less often.
            time.sleep(0.2)
            cursor.execute(waits)
            waiting = cursor.fetchone()[0]
        cursor.execute(row, [20])
        transaction.set_rollback(True)


def _none() -> Any:
    from datetime import timedelta

    return timedelta(seconds=-60)
