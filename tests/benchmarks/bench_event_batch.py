"""A thousand scores in one batch, beside the same one by one, and beside raw upserts.

First the fold itself: its target is five times the rate of one by one (a transaction each). The
limit is two raw upserts a score in one transaction, without ledger or rule: its share is printed
without a verdict. Then the whole way home, from inbox to no inbox: fold, announce, delete. Badges
ask the database once for each piece of evidence that is announced, in a batch as well, which is
most of that way; its ratio is printed without a verdict.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

from celery import current_app
from django.db import connection, transaction
from django.test.utils import override_settings

from agir_competencies import link_cache
from agir_competencies.ledger import delivery
from agir_competencies.ledger.batch import fold_all
from agir_competencies.ledger.fold import fold
from agir_competencies.ledger.heard import of_entry
from agir_competencies.models import InboxEntry
from agir_competencies.stream.settle import settle
from agir_platform.learners import api as learners
from benchmarks.bench_event import a_course

BATCH = 1_000
ALONE = 200
LEARNERS = 250
ROUNDS = 3
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ticks = count()


def heard(course_key: str, size: int) -> list[InboxEntry]:
    """Return new rows of the inbox: learners and problems in turn, each its own instant."""
    stem = course_key.replace("course-v1:", "block-v1:")
    rows = []
    for _ in range(size):
        tick = next(ticks)
        rows.append(
            InboxEntry(
                user_id=1_000 + tick % LEARNERS,
                course_key=course_key,
                object_key=f"{stem}+type@problem+block@p{tick // LEARNERS % 40}",
                kind="problem_score",
                cause="attempt",
                share=Decimal(tick % 11) / 10,
                occurred_at=NOW + timedelta(seconds=tick),
                received_at=datetime.now(UTC),
            )
        )
    first = InboxEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    InboxEntry.objects.bulk_create(rows)
    return list(InboxEntry.objects.filter(pk__gt=first))


def alone(entries: list[InboxEntry]) -> None:
    """Bring rows home one by one, each in a transaction of its own."""
    for entry in entries:
        delivery.deliver(entry)


def together(entries: list[InboxEntry]) -> None:
    """Bring rows home in one batch."""
    told = settle([entry.pk for entry in entries], again=False, chance=random.Random(1))
    if told.folded != len(entries):
        raise RuntimeError(told)


def fold_alone(entries: list[InboxEntry]) -> None:
    """Fold rows one by one, each in a transaction of its own; announce nothing."""
    for entry in entries:
        fold(of_entry(entry), entry=entry)


def the_limit(entries: list[InboxEntry]) -> None:
    """Write a piece of evidence and a state each, in raw SQL and one transaction."""
    evidence = [[entry.pk, "1"] for entry in entries]
    states = [[entry.user_id] for entry in entries]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO batch_evidence (id, share) VALUES (%s, %s)"
            " ON CONFLICT (id) DO UPDATE SET share = excluded.share",
            evidence,
        )
        cursor.executemany(
            "INSERT INTO batch_state (id, n) VALUES (%s, 1)"
            " ON CONFLICT (id) DO UPDATE SET n = n + 1",
            states,
        )


def _rate(act: Callable[[list[InboxEntry]], object], entries: list[InboxEntry]) -> float:
    start = time.perf_counter()
    act(entries)
    return len(entries) / (time.perf_counter() - start)


def lines() -> list[str]:
    """Measure as a site runs, without the log of statements and with tasks in their queue."""
    before, current_app.conf.broker_url = current_app.conf.broker_url, "memory://"
    try:
        with override_settings(DEBUG=False, CELERY_TASK_ALWAYS_EAGER=False, AGIR_SIGNING_KEYS=[]):
            return _lines()
    finally:
        current_app.conf.broker_url = before


def _lines() -> list[str]:
    """Measure in turn, so that noise hits all alike; return the printed lines."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE batch_evidence (id INTEGER PRIMARY KEY, share TEXT)")
        cursor.execute("CREATE TABLE batch_state (id INTEGER PRIMARY KEY, n INTEGER)")
    course = a_course(2_000)
    link_cache.load(course)
    for user_id in range(1_000, 1_000 + LEARNERS):
        learners.subject_of(user_id)
    together(heard(course, BATCH))
    sides: dict[str, tuple[Callable[[list[InboxEntry]], object], int]] = {
        "one": (fold_alone, ALONE),
        "fold": (fold_all, BATCH),
        "limit": (the_limit, BATCH),
        "alone": (alone, ALONE),
        "together": (together, BATCH),
    }
    rates: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(ROUNDS):
        for name, (act, size) in sides.items():
            rates[name].append(_rate(act, heard(course, size)))
    rate = {name: statistics.median(found) for name, found in rates.items()}
    ratio = rate["fold"] / rate["one"]
    return [
        (
            f"event batch={BATCH} fold={rate['fold']:.0f}/s one={rate['one']:.0f}/s"
            f" ratio={ratio:.1f} target>=5 {'PASS' if ratio >= 5 else 'FAIL'}"
        ),
        (
            f"event batch={BATCH} fold={rate['fold']:.0f}/s limit={rate['limit']:.0f}/s"
            f" share={rate['fold'] / rate['limit']:.0%}"
        ),
        (
            f"event batch={BATCH} announced={rate['together']:.0f}/s one={rate['alone']:.0f}/s"
            f" ratio={rate['together'] / rate['alone']:.1f}"
        ),
    ]
