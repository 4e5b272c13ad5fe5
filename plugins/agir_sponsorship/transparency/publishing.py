"""How does the ledger become a file that anybody can check, and a page?

One line an amount, each with the hash of itself and of the line before: SHA-256 of the previous
hash and the line's cells, joined by ``|``. ``check_ledger.py``, which the page hands out, needs
nothing but Python. The file is computed from the ledger alone, and the same ledger gives the same
bytes (I18); so ``keeping`` may hold it for a while.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.conf import settings

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
PIECE: Final = 1 << 20
"""A piece of the file has this many characters, or one line more."""
_PAGE: Final = 2000


@dataclass(frozen=True, slots=True)
class Closing:
    """Where the ledger stood at the end of the last public month; (0, '') before any.

    ``month`` is the first that is not public, ``2026-03``; ``hash`` names all that came before.
    """

    month: str
    sequence: int
    hash: str


def smallest_cell() -> int:
    """Return the smallest number of learners that is published: the site's, 11 at least."""
    chosen = getattr(settings, "AGIR_SPONSORSHIP_SMALLEST_CELL", SMALLEST)
    return max(SMALLEST, chosen) if type(chosen) is int else SMALLEST


def closing(now: datetime) -> Closing:
    """Return where the ledger stood when the month of ``now`` (UTC) began. One statement."""
    start = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    # By the index of ``booked_at``, which goes back no more than the places do.
    found = LedgerTransaction.objects.filter(booked_at__lt=start)
    found = found.order_by("-booked_at", "-sequence")
    last = found.values_list("sequence", "hash").first() or (0, "")
    return Closing(f"{start:%Y-%m}", *last)


def entries(until: Closing) -> Iterator[PublicEntry]:
    """Yield what is public of the months that ended, in order."""
    return published(_booked(until.sequence), smallest_cell(), until.month)


def rows(until: Closing) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the public file as cells of text; the first is the heading."""
    yield COLUMNS
    previous, number = GENESIS, 0
    for place, entry in enumerate(entries(until), 1):
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


def as_csv(until: Closing) -> Iterator[str]:
    """Yield the public file in pieces (RFC 4180): codes, dates, identifiers and numbers alone.

    The same closing gives the same pieces; none of them is empty.
    """
    held = io.StringIO()
    writer = csv.writer(held)
    for cells in rows(until):
        writer.writerow(cells)
        if held.tell() >= PIECE:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    if held.tell():
        yield held.getvalue()


def _booked(last: int) -> Iterator[Booked]:
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
