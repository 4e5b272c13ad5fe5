"""How does the ledger become a file that anybody can check, and a page?

One line an amount, each with the hash of itself and of the line before: SHA-256 of the previous
hash and the line's cells, joined by ``|``. ``check_ledger.py``, which the page hands out, needs
nothing but Python. Nothing is stored: the file is computed from the ledger each time, and the same
ledger gives the same bytes (I18).
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db.models import Max

from agir_sponsorship.domain.chain import GENESIS
from agir_sponsorship.domain.facts import LEARNER
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.domain.publication import Booked, PublicEntry, published
from agir_sponsorship.models.ledger import LedgerTransaction
from agir_sponsorship.models.ledger import Posting as PostingRow

SMALLEST: Final = 11
COLUMNS: Final = (
    "line",
    "entry",
    "month",
    "day",
    "kind",
    "reference",
    "account",
    "amount_minor",
    "currency",
    "learners",
    "hash",
)
_PAGE: Final = 2000
_PIECE: Final = 200


def smallest_cell() -> int:
    """Return the smallest number of learners that is published: the site's, 11 at least."""
    chosen = getattr(settings, "AGIR_SPONSORSHIP_SMALLEST_CELL", SMALLEST)
    return max(SMALLEST, chosen) if type(chosen) is int else SMALLEST


def entries(now: datetime) -> Iterator[PublicEntry]:
    """Yield what is public of the months that ended before ``now`` (UTC), in order."""
    return published(_booked(), smallest_cell(), now.astimezone(UTC).strftime("%Y-%m"))


def closing(now: datetime) -> str:
    """Return the ledger's hash at the end of the last month that is public, '' before any."""
    start = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = LedgerTransaction.objects.filter(booked_at__lt=start).order_by("-sequence")
    return rows.values_list("hash", flat=True).first() or ""


def rows(now: datetime) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the public file as cells of text; the first is the heading."""
    yield COLUMNS
    previous, number = GENESIS, 0
    for place, entry in enumerate(entries(now), 1):
        for account, amount, currency in entry.lines or (("", 0, ""),):
            number += 1
            cells = (
                str(number),
                str(place),
                entry.month,
                entry.day,
                entry.kind,
                entry.reference,
                account,
                str(amount),
                currency,
                str(entry.learners),
            )
            previous = line_hash(previous, cells)
            yield (*cells, previous)


def line_hash(previous: str, cells: tuple[str, ...]) -> str:
    """Return the hash of a line after the one before."""
    return hashlib.sha256("|".join((previous, *cells)).encode("ascii")).hexdigest()


def as_csv(now: datetime) -> Iterator[str]:
    """Yield the public file in pieces (RFC 4180): codes, dates, identifiers and numbers alone."""
    held = io.StringIO()
    writer = csv.writer(held)
    for count, cells in enumerate(rows(now), 1):
        writer.writerow(cells)
        if count % _PIECE == 0:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()


def _booked() -> Iterator[Booked]:
    last = LedgerTransaction.objects.aggregate(last=Max("sequence"))["last"] or 0
    for start in range(1, last + 1, _PAGE):
        end = min(start + _PAGE, last + 1)
        lines: dict[int, list[Posting]] = {}
        for sequence, account, amount, currency in (
            PostingRow.objects.filter(transaction_id__gte=start, transaction_id__lt=end)
            .order_by("transaction_id", "line")
            .values_list("transaction_id", "account", "amount_minor", "currency")
        ):
            lines.setdefault(sequence, []).append(Posting(account, amount, currency))
        found = LedgerTransaction.objects.filter(sequence__gte=start, sequence__lt=end)
        for row in found.order_by("sequence"):
            day = row.booked_at.astimezone(UTC).strftime("%Y-%m-%d")
            yield Booked(
                uuid=str(row.uuid),
                month=day[:7],
                day=day,
                kind=row.kind,
                learner=row.facts.get(LEARNER, ""),
                postings=tuple(lines.get(row.sequence, ())),
                hash=row.hash,
            )
