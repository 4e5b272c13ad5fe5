"""One score, from receiver to state: flat in the size of the course, and near the limit.

Targets (``flat``: median at 5,000 links over median at 200, at most 1.3; statements: the same at
every size, at most 10). The ratio to the limit is printed without a verdict: the product also
writes an inbox row and a ledger, which the limit does not.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import uuid4

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agir_competencies import api
from agir_competencies.domain import identity
from agir_competencies.models import Competency, Framework, Link, LinkVersion
from agir_platform.ports import Score, ScoreCause

SIZES = (200, 1_000, 5_000)
ROUNDS = 60
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE")
ticks = count()


def a_course(size: int) -> str:
    """Make a course of ``size`` problems, each linked to one of 50 competencies."""
    key = f"course-v1:Bench+{size}+2026"
    framework = Framework.objects.create(
        identifier=uuid4(), uri=f"urn:bench:{size}", source="local", title="Bench", imported_at=NOW
    )
    items = [
        Competency(framework=framework, identifier=uuid4(), uri=f"urn:{n}", statement=f"Item {n}")
        for n in range(50)
    ]
    Competency.objects.bulk_create(items)
    items = list(Competency.objects.filter(framework=framework))
    links = []
    for number in range(size):
        item, problem = (
            items[number % 50],
            f"block-v1:Bench+{size}+2026+type@problem+block@p{number}",
        )
        links.append(
            Link(
                id=identity.link_id(problem, item.identifier),
                course_key=key,
                object_key=problem,
                competency=item,
                kind="problem_score",
                created_at=NOW,
            )
        )
    Link.objects.bulk_create(links, batch_size=500)
    LinkVersion.objects.create(course_key=key, version=1)
    return key


def one_score(course_key: str, number: int) -> Score:
    """Return the next attempt of learner 1 on a problem of the course."""
    stem = course_key.replace("course-v1:", "block-v1:")
    return Score(
        user_id=1,
        course_key=course_key,
        usage_key=f"{stem}+type@problem+block@p{number % 20}",
        kind="problem_score",
        earned=Decimal(1),
        possible=Decimal(1),
        cause=ScoreCause.ATTEMPT,
        occurred_at=NOW + timedelta(seconds=next(ticks)),
    )


def the_product(course_key: str, number: int) -> None:
    """Hear a score as the platform says it: inside its own transaction."""
    with transaction.atomic():
        api.receive(one_score(course_key, number))


def the_limit(_course_key: str, number: int) -> None:
    """Write one piece of evidence and one state, in raw SQL."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT n FROM bench_state WHERE id = %s", [number % 20])
        cursor.execute(
            "INSERT INTO bench_evidence (id, share) VALUES (%s, %s)"
            " ON CONFLICT (id) DO UPDATE SET share = excluded.share",
            [number % 20, "1"],
        )
        cursor.execute(
            "INSERT INTO bench_state (id, n) VALUES (%s, 1)"
            " ON CONFLICT (id) DO UPDATE SET n = n + 1",
            [number % 20],
        )


def _timed(act: Callable[[str, int], None], course_key: str, number: int) -> float:
    start = time.perf_counter()
    act(course_key, number)
    return time.perf_counter() - start


def _statements(course_key: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        the_product(course_key, 3)
    return sum(query["sql"].lstrip("( ").upper().startswith(VERBS) for query in asked)


def lines() -> list[str]:
    """Measure interleaved, so that noise hits all sizes alike; return the printed lines."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_evidence (id INTEGER PRIMARY KEY, share TEXT)")
        cursor.execute("CREATE TABLE bench_state (id INTEGER PRIMARY KEY, n INTEGER)")
    courses = {size: a_course(size) for size in SIZES}
    taken: dict[int, list[float]] = {size: [] for size in SIZES}
    limit: list[float] = []
    for number in range(ROUNDS + 20):
        for size, key in courses.items():
            taken[size].append(_timed(the_product, key, number))
        limit.append(_timed(the_limit, "", number))
    medians = {size: statistics.median(times[20:]) for size, times in taken.items()}
    floor = statistics.median(limit[20:])
    asked = {size: _statements(key) for size, key in courses.items()}
    told = [
        f"event links={size:<5} product={medians[size] * 1e3:.2f}ms limit={floor * 1e3:.2f}ms"
        f" ratio={medians[size] / floor:.1f} sql={asked[size]}"
        f" {'PASS' if asked[size] <= 10 and asked[size] == asked[SIZES[0]] else 'FAIL'}"
        for size in SIZES
    ]
    flat = medians[SIZES[-1]] / medians[SIZES[0]]
    return [
        *told,
        f"event flat 5000/200={flat:.2f} target<=1.3 {'PASS' if flat <= 1.3 else 'FAIL'}",
    ]
