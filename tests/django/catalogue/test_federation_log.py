"""The log of changes: in order, one line a course, none skipped by writers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from agir_catalogue.federation import listed
from agir_catalogue.federation.listed import CursorUnknown, PageUnknown
from agir_catalogue.models import Change
from agir_catalogue.notices.changes import (
    Kind,
    last_cursor,
    log_change,
    log_changes,
    logged_since,
)


def told(cursor: int = 0, limit: int = 100) -> list[tuple[int, str, str]]:
    return [(one.cursor, one.course_key, one.kind) for one in logged_since(cursor, limit)]


@pytest.mark.django_db
def test_changes_come_in_their_order_and_a_course_once() -> None:
    assert log_change("a", "upsert") == 1
    assert log_changes([("b", "upsert"), ("c", Kind.UPSERT)]) == 3
    assert log_change("a", Kind.TOMBSTONE) == 4
    assert told() == [(2, "b", "upsert"), (3, "c", "upsert"), (4, "a", "tombstone")]
    assert told(3) == [(4, "a", "tombstone")]
    assert told(0, 1) == [(2, "b", "upsert")]
    assert last_cursor() == 4


@pytest.mark.django_db
def test_a_course_named_twice_counts_once_and_nothing_is_nothing() -> None:
    assert log_changes([("a", "upsert"), ("a", "tombstone")]) == 1
    assert log_changes([]) == 1
    assert told() == [(1, "a", "tombstone")]
    with pytest.raises(ValueError, match="gone"):
        log_change("a", "gone")


@pytest.mark.django_db
def test_what_is_taken_back_was_never_logged() -> None:
    def fail() -> None:
        with transaction.atomic():
            log_change("a", "upsert")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (told(), last_cursor()) == ([], 0)


@pytest.mark.django_db
def test_a_write_of_many_takes_few_statements(django_assert_num_queries: Any) -> None:
    log_change("a", "upsert")
    with django_assert_num_queries(6):  # the four, and the two ends of a transaction
        log_changes((f"course {n}", "upsert") for n in range(50))


@pytest.mark.django_db
def test_a_cursor_that_was_never_given_is_refused() -> None:
    log_change("a", "upsert")
    assert listed.since(1, 10).is_all
    with pytest.raises(CursorUnknown):
        listed.since(2, 10)


@pytest.mark.django_db
def test_pages_hold_what_is_listed() -> None:
    log_changes((f"course {n:03}", "upsert") for n in range(201))
    log_change("course 000", "tombstone")
    assert [listed.page(n).course_keys[0] for n in (1, 2)] == ["course 001", "course 101"]
    assert listed.page(1).last == 2
    with pytest.raises(PageUnknown):
        listed.page(3)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_no_reader_skips_what_is_committed_late() -> None:
    """The writer that came first commits last: the second waits, and so does its cursor."""
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows")
    log_change("first", "upsert")
    has_written, may_commit = Event(), Event()

    def late() -> None:
        try:
            with transaction.atomic():
                log_change("late", "upsert")
                has_written.set()
                assert may_commit.wait(10)
        finally:
            connection.close()

    def quick() -> None:
        try:
            assert has_written.wait(10)
            log_change("quick", "upsert")
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(late), threads.submit(quick)]
        assert has_written.wait(10)
        assert told(1) == []  # nothing of either, so that no reader goes past the late one
        may_commit.set()
        for one in done:
            one.result(20)
    assert told(1) == [(2, "late", "upsert"), (3, "quick", "upsert")]


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_and_a_reader_beside_them() -> None:
    if not connection.features.has_select_for_update:
        pytest.skip("this database locks no rows")

    log_change("first", "upsert")

    def write(writer: int) -> None:
        try:
            for n in range(15):
                log_change(f"{writer}-{n}", "upsert")
        finally:
            connection.close()

    seen: list[int] = []
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(write, writer) for writer in range(4)]
        while len(seen) < 61:
            failed = [one for one in done if one.done() and one.exception()]
            assert not failed
            seen += [one.cursor for one in logged_since(seen[-1] if seen else 0, 7)]
    assert seen == list(range(1, 62))
    assert Change.objects.count() == 61
