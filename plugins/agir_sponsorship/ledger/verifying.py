"""Is the ledger whole? Everything it promises, looked at again from its rows.

Rows are read in pages of places: a million postings never lie in memory at once, on any engine.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db.models import Max

from agir_kernel.errors import DomainError
from agir_sponsorship.domain import chain
from agir_sponsorship.domain.accounts import never_overdrawn
from agir_sponsorship.domain.facts import checked
from agir_sponsorship.domain.posting import Posting, balanced
from agir_sponsorship.ledger.data import Violation
from agir_sponsorship.ledger.head import NAME
from agir_sponsorship.models.ledger import LedgerHead, LedgerSnapshot, LedgerTransaction
from agir_sponsorship.models.ledger import Posting as PostingRow

_PAGE: Final = 2000
_MONEY: Final = ("currency", "amount_minor")


@dataclass(slots=True)
class _Walk:
    """What is known after the transactions seen so far."""

    last: int = 0
    hash: str = chain.GENESIS
    uuids: dict[int, UUID] = field(default_factory=dict)
    balances: Counter[tuple[str, str]] = field(default_factory=Counter)
    remaining: dict[int, Counter[tuple[str, str, bool]]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    violations: list[Violation] = field(default_factory=list)

    def tell(self, code: str, where: object) -> None:
        """Add a violation."""
        self.violations.append(Violation(code, str(where)))


def verify(anchor: str = "") -> list[Violation]:
    """Return all that is wrong with the ledger, nothing for a whole one.

    ``anchor`` is a hash as it was published once: a ledger restored from before, or written anew
    with a chain that fits, does not meet it.
    """
    walk = _Walk()
    reversed_by = _reversed()
    met = not anchor
    for start in range(1, _last() + 1, _PAGE):
        lines = _page(PostingRow, "transaction_id", start, "line", "account", *_MONEY)
        notes = _page(LedgerSnapshot, "sequence", start, "account", *_MONEY)
        for row in _transactions(start):
            _look(walk, row, lines.pop(row["sequence"], []), reversed_by)
            for account, currency, noted in notes.pop(row["sequence"], []):
                if walk.balances[account, currency] != noted:
                    walk.tell("snapshot", f"{row['sequence']} {account}")
            met = met or row["hash"] == anchor
        for code, strays in (("orphan", lines), ("snapshot", notes)):
            for place in strays:
                walk.tell(code, place)
    _look_at_head(walk)
    if not met:
        walk.tell("anchor", anchor[:12])
    return walk.violations


def _look(
    walk: _Walk, row: dict[str, Any], lines: list[tuple[Any, ...]], reversed_by: set[int]
) -> None:
    sequence = row["sequence"]
    if sequence != walk.last + 1:
        walk.tell("gap", walk.last + 1)
    if row["sequence"] in reversed_by:
        walk.uuids[sequence] = row["uuid"]
    try:
        postings = tuple(
            Posting(account, amount, currency) for _, account, currency, amount in lines
        )
        balanced(postings)
        entry = _entry(walk, row, postings)
        if chain.fingerprint(walk.hash, entry) != row["hash"]:
            walk.tell("hash", sequence)
        if entry.reverses is None and row["request_hash"] != chain.request_hash(
            entry.kind, postings, entry.facts
        ):
            walk.tell("hash", sequence)
        _count(walk, row, postings, reversed_by)
    except DomainError as refusal:
        walk.tell("unbalanced" if refusal.code == "ledger_unbalanced" else "invalid", sequence)
    walk.last, walk.hash = sequence, row["hash"]


def _entry(walk: _Walk, row: dict[str, Any], postings: tuple[Posting, ...]) -> chain.Entry:
    return chain.Entry(
        sequence=row["sequence"],
        uuid=row["uuid"],
        kind=chain.kind_of(row["kind"]),
        key_hash=row["key_hash"],
        occurred_at=chain.instant(row["occurred_at"]),
        booked_at=chain.instant(row["booked_at"]),
        reverses=walk.uuids.get(row["reverses_id"]) if row["reverses_id"] else None,
        facts=checked(row["facts"]),
        postings=postings,
    )


def _count(
    walk: _Walk, row: dict[str, Any], postings: tuple[Posting, ...], reversed_by: set[int]
) -> None:
    """Add the postings to the balances, and to what remains to be reversed."""
    sequence, reverses = row["sequence"], row["reverses_id"]
    touched = set()
    for line in postings:
        walk.balances[line.account, line.currency] += line.amount_minor
        if line.amount_minor > 0:
            touched.add((line.account, line.currency))
        if sequence in reversed_by:
            side = (line.account, line.currency, line.amount_minor > 0)
            walk.remaining[sequence][side] += abs(line.amount_minor)
        if reverses:
            side = (line.account, line.currency, line.amount_minor < 0)
            walk.remaining[reverses][side] -= abs(line.amount_minor)
    if reverses and min(walk.remaining[reverses].values()) < 0:
        walk.tell("over_reversed", reverses)
    for account, currency in touched:
        if never_overdrawn(account) and walk.balances[account, currency] > 0:
            walk.tell("overdrawn", f"{sequence} {account}")


def _look_at_head(walk: _Walk) -> None:
    head = LedgerHead.objects.filter(pk=NAME).first()
    stands = (head.sequence, head.hash) if head else (0, chain.GENESIS)
    if stands != (walk.last, walk.hash):
        walk.tell("head", stands[0])


def _transactions(start: int) -> Iterator[dict[str, Any]]:
    names = [column.attname for column in LedgerTransaction._meta.concrete_fields]  # noqa: SLF001
    rows = LedgerTransaction.objects.filter(sequence__gte=start, sequence__lt=start + _PAGE)
    yield from rows.order_by("sequence").values(*names)


def _page(model: Any, place: str, start: int, *columns: str) -> dict[int, list[tuple[Any, ...]]]:
    """Return a table's rows of one page of places, by place, in order."""
    rows = model.objects.filter(**{f"{place}__gte": start, f"{place}__lt": start + _PAGE})
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for at, *values in rows.order_by(place, columns[0]).values_list(place, *columns):
        found[at].append(tuple(values))
    return found


def _last() -> int:
    """Return the last place that any table speaks of, 0 for an empty ledger."""
    tables = (
        (LedgerTransaction, "sequence"),
        (PostingRow, "transaction_id"),
        (LedgerSnapshot, "sequence"),
    )
    return max(model.objects.aggregate(last=Max(place))["last"] or 0 for model, place in tables)


def _reversed() -> set[int]:
    rows = LedgerTransaction.objects.exclude(reverses=None)
    return set(rows.values_list("reverses_id", flat=True))
