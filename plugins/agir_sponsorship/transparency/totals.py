"""What does the public page show? Sums over the lines of the public file, and of nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from agir_sponsorship.domain.publication import ANCHOR, PublicEntry
from agir_sponsorship.transparency import publishing


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What one kind of act moved in a month.

    ``moved_minor`` is the sum of debits; ``entries`` how many entries the file has of it;
    ``learners`` a multiple of the smallest cell, 0 for acts about no learner.
    """

    kind: str
    currency: str
    moved_minor: int
    entries: int
    learners: int


@dataclass(frozen=True, slots=True)
class Month:
    """One month that ended, ``2026-03``, and the ledger's hash at its end."""

    month: str
    lines: tuple[MonthLine, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The public sum of the accounts of one word (``pledge``), in minor units, debit > 0."""

    account: str
    currency: str
    balance_minor: int


@dataclass(frozen=True, slots=True)
class PublicLedger:
    """The months that ended, latest first, and where the money stood at the end of the last."""

    months: tuple[Month, ...]
    standings: tuple[Standing, ...]


def public_ledger(now: datetime) -> PublicLedger:
    """Return the public sums; computed once a month and ledger, which its hash names."""
    until = publishing.closing(now)
    if not until.hash:
        return PublicLedger((), ())
    key = f"agir_sponsorship:public:{until.month}:{publishing.smallest_cell()}:{until.hash}"
    found: PublicLedger = cache.get_or_set(key, lambda: summed(publishing.entries(until)), 86400)
    return found


def summed(entries: Iterable[PublicEntry]) -> PublicLedger:
    """Return the sums of public entries. Pure."""
    months: dict[str, dict[tuple[str, str], list[int]]] = {}
    hashes: dict[str, str] = {}
    standings: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        kinds = months.setdefault(entry.month, {})
        if entry.kind == ANCHOR:
            hashes[entry.month] = entry.reference
            continue
        debits: Counter[str] = Counter()
        for account, amount, currency in entry.lines:
            standings[account.partition(":")[0], currency] += amount
            debits[currency] += max(amount, 0)
        for currency, moved in debits.items():
            line = kinds.setdefault((entry.kind, currency), [0, 0, 0])
            line[0] += moved
            line[1] += 1
            line[2] += entry.learners
    return PublicLedger(
        months=tuple(
            Month(
                month,
                tuple(
                    MonthLine(kind, currency, *line)
                    for (kind, currency), line in sorted(months[month].items())
                ),
                hashes[month],
            )
            for month in sorted(months, reverse=True)
        ),
        standings=tuple(
            Standing(account, currency, balance)
            for (account, currency), balance in sorted(standings.items())
        ),
    )
