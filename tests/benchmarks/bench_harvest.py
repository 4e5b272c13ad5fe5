"""A thousand courses of another operator: read, read again unchanged, and with ten of them new.

The peer is a server of this machine that signs what it says. Targets are those of the product: at
most ten seconds for the first reading, found in the catalogue; no course written by the second.
The limit is the same rows in raw multi-row inserts and nothing else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from agir_catalogue.api import peers
from agir_catalogue.models import PeerCourse
from agir_kernel.clock import FixedClock

sys.path.append(str(Path(__file__).resolve().parents[1] / "django" / "catalogue"))
from peer_world import NOW, course, key, serving

COURSES, CHANGED, LIMIT_SECONDS = 1000, 10, 10.0
CLOCK = FixedClock(NOW)
VERBS = ("INSERT", "UPDATE", "DELETE")
TEXT = "<p>What somebody learns who follows this course, week after week.</p>" * 6


def lines() -> Iterator[str]:
    """Return a line for each reading."""
    held = SimpleNamespace(AGIR_HTTP_ALLOWED_HOSTS=list(settings.AGIR_HTTP_ALLOWED_HOSTS))
    with serving(held) as peer, override_settings(
        AGIR_HTTP_ALLOWED_HOSTS=held.AGIR_HTTP_ALLOWED_HOSTS
    ):  # fmt: skip
        peer.signer, peer.keys = key(1), [(key(1), "current")]
        peer.log = [_change(number) for number in range(COURSES)]
        number = peers.trust(peer.base, peers.look(peer.base, clock=CLOCK).seal, clock=CLOCK)
        first, _ = _read(number, is_full=False)
        least = _raw()
        is_quick = first < LIMIT_SECONDS
        yield (
            f"harvest {COURSES} courses: {first:.2f} s, raw inserts {least:.3f} s, "
            f"ratio {first / least:.1f}: {'ok' if is_quick else 'FAIL'}"
        )
        for name, is_full in (("unchanged, by its log", False), ("unchanged, all of it", True)):
            again, written = _read(number, is_full=is_full)
            yield (
                f"harvest {name}: {again:.3f} s, {written} rows of SQL that write: "
                f"{'ok' if written == 1 else 'FAIL'}"
            )
        peer.log[:CHANGED] = []
        peer.log += [_change(one, COURSES, name=f"New title {one}") for one in range(CHANGED)]
        some, _ = _read(number, is_full=False)
        yield f"harvest {CHANGED} changed: {some:.3f} s: {'ok' if some < first / 4 else 'FAIL'}"


def _change(number: int, after: int = 0, **more: str) -> dict[str, object]:
    record = course(number, description=TEXT, **more)
    kind = {"kind": "upsert", "id": record["id"], "course": record}
    return {"cursor": after + number + 1, **kind}


def _read(number: int, *, is_full: bool) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as queries:
        begin = time.perf_counter()
        outcome = peers.harvest(number, is_full=is_full, clock=CLOCK)
        spent = time.perf_counter() - begin
    if outcome.reason:
        raise RuntimeError(outcome.reason)
    return spent, sum(one["sql"].startswith(VERBS) for one in queries)


def _raw() -> float:
    """Return how long the rows take that were written, and nothing else; they are taken back."""
    rows = list(PeerCourse.objects.all())
    for row in rows:
        row.pk, row.record = None, f"raw {row.record}"
    begin = time.perf_counter()
    with transaction.atomic():
        PeerCourse.objects.bulk_create(rows, batch_size=200)
        spent = time.perf_counter() - begin
        transaction.set_rollback(True)
    return spent
