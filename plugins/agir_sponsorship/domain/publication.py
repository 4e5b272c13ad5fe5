"""What of the ledger may everybody read? All of it, but learners only in blocks of many.

A transaction about a learner shows what one person did: so it is published in blocks of ``k``
learners or a multiple of ``k``, months together until there are that many, and never by pool. A
block holds the learners who came first; those over wait for the next. So two files differ by whole
blocks, and a file and a sponsor's own report have no common border that would leave a few people
between them. How many wait is told nowhere: no count and no place of the inner ledger is published.

Only months that ended are published, and the ledger books nothing into them any more: what was
published once is the beginning of every later file. A larger ``k`` begins another history.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from agir_sponsorship.domain.accounts import fee_income
from agir_sponsorship.domain.posting import Posting

ANCHOR: Final = "anchor"
Line = tuple[str, int, str]
"""Account, amount in minor units, currency."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A transaction of the ledger: ``month`` is ``2026-03``, ``day`` ``2026-03-01`` (UTC)."""

    uuid: str
    month: str
    day: str
    kind: str
    learner: str
    postings: tuple[Posting, ...]
    hash: str


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One entry that everybody reads; its lines sum to 0 in each currency.

    ``reference`` is the transaction's identifier, or for an ``anchor`` (no lines) the ledger's
    hash at the end of the month. ``learners`` is 0 for what is about none, else a multiple of
    ``k``; such an entry has no day and no reference.
    """

    month: str
    day: str
    kind: str
    reference: str
    lines: tuple[Line, ...]
    learners: int = 0


@dataclass(slots=True)
class _Waiting:
    """What is about learners and not published yet, by kind."""

    k: int
    by_kind: dict[str, list[Booked]] = field(default_factory=dict)

    def add(self, one: Booked) -> None:
        """Let a transaction wait."""
        self.by_kind.setdefault(one.kind, []).append(one)

    def blocks(self, month: str) -> Iterator[PublicEntry]:
        """Yield the blocks that are full by the end of the month."""
        for kind in sorted(self.by_kind):
            waiting = self.by_kind[kind]
            learners, cut = _cut(waiting, self.k)
            if not learners:
                continue
            self.by_kind[kind] = waiting[cut:]
            if lines := _merged(waiting[:cut]):
                yield PublicEntry(month, "", kind, "", lines, learners)


def published(booked: Iterable[Booked], k: int, before: str) -> Iterator[PublicEntry]:
    """Yield what is public of transactions in their order, of the months before ``before``.

    A pure function: the same rows give the same entries, and a later ``before`` gives them first.
    """
    waiting, month, last = _Waiting(k), "", ""
    for one in booked:
        if one.month >= before:
            break
        if month and one.month != month:
            yield from _closed(waiting, month, last)
        month, last = one.month, one.hash
        if is_of_a_learner(one):
            waiting.add(one)
        elif _is_of_a_pool(one):
            yield PublicEntry(one.month, "", one.kind, "", _merged([one]))
        else:
            lines = tuple((line.account, line.amount_minor, line.currency) for line in one.postings)
            yield PublicEntry(one.month, one.day, one.kind, one.uuid, lines)
    if month:
        yield from _closed(waiting, month, last)


def is_of_a_learner(one: Booked) -> bool:
    """Tell whether a transaction shows what people did.

    A fee earned always does, and so does money that leaves a pool: what a pool gives back tells
    how many seats were taken.
    """
    return bool(one.learner) or any(
        line.account == fee_income() or (_word(line.account) == "pool" and line.amount_minor > 0)
        for line in one.postings
    )


def _is_of_a_pool(one: Booked) -> bool:
    """Tell whether money enters a pool: told without whose, so that a refund tells no seats."""
    return any(_word(line.account) == "pool" for line in one.postings)


def _word(account: str) -> str:
    return account.partition(":")[0]


def _closed(waiting: _Waiting, month: str, last: str) -> Iterator[PublicEntry]:
    yield from waiting.blocks(month)
    yield PublicEntry(month, "", ANCHOR, last, ())


def _cut(waiting: list[Booked], k: int) -> tuple[int, int]:
    """Return how many learners fill whole blocks, and where in ``waiting`` those end."""
    total = len({one.learner or one.uuid for one in waiting})
    learners = total - total % k
    seen: set[str] = set()
    for place, one in enumerate(waiting):
        seen.add(one.learner or one.uuid)
        if len(seen) > learners:
            return learners, place
    return learners, len(waiting)


def _merged(transactions: list[Booked]) -> tuple[Line, ...]:
    """Return the sums by account, those of each owner together, without those that are 0."""
    sums: Counter[tuple[str, str]] = Counter()
    for one in transactions:
        for line in one.postings:
            sums[_word(line.account), line.currency] += line.amount_minor
    return tuple(
        (account, amount, currency)
        for (account, currency), amount in sorted(sums.items())
        if amount
    )
