"""How is money booked? Once a key, in transactions that balance, on a chain.

The key is looked at first: whoever asks again gets what was booked the first time, whatever the
balance is now. Then the head is held, the balances are looked at, and rows are added. Nothing is
ever changed; what was wrong is reversed. Decision 0001.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Final
from uuid import UUID, uuid4

from django.db import transaction as database

from agir_kernel.clock import SystemClock
from agir_kernel.errors import DomainError
from agir_sponsorship.domain import chain
from agir_sponsorship.domain.facts import checked
from agir_sponsorship.domain.posting import Posting, balanced
from agir_sponsorship.domain.reversal import reversing
from agir_sponsorship.ledger import head, tallying
from agir_sponsorship.ledger.data import TransactionView
from agir_sponsorship.ledger.rows import postings_of, stored, view
from agir_sponsorship.models.ledger import LedgerTransaction

REVERSAL: Final = "reversal"
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class IdempotencyMismatch(DomainError):
    """The key was used for something else."""

    code: ClassVar[str] = "idempotency_mismatch"


class TransactionUnknown(DomainError):
    """No transaction has this identifier."""

    code: ClassVar[str] = "transaction_unknown"


class ReversalIsFinal(DomainError):
    """A reversal is not reversed: book what is right anew."""

    code: ClassVar[str] = "reversal_is_final"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What somebody wants booked, checked."""

    kind: str
    key: str
    request: str
    occurred_at: datetime
    facts: Mapping[str, str]
    original: LedgerTransaction | None = None


def post(
    kind: str,
    postings: Sequence[Posting],
    *,
    idempotency_key: str,
    occurred_at: datetime,
    facts: Mapping[str, str] = _NOTHING,
) -> TransactionView:
    """Book ``postings`` within the caller's transaction, or return what this key booked before.

    ``kind`` is a code; ``facts`` are identifiers (``domain.facts``). Call it last: it holds the
    ledger until the commit. Raises ``IdempotencyMismatch`` for a key used for something else,
    ``Unbalanced``, ``InvalidPosting``, ``InvalidFacts``, ``InvalidEntry``, ``AccountOverdrawn``.
    """
    if kind == REVERSAL:
        raise chain.InvalidEntry(what="kind")
    lines, told = balanced(postings), checked(facts)
    asked = _Asked(
        kind=chain.kind_of(kind),
        key=chain.key_hash(idempotency_key),
        request=chain.request_hash(kind, lines, told),
        occurred_at=chain.instant(occurred_at),
        facts=told,
    )
    with database.atomic():
        head.begin()
        return _known(asked) or _booked(asked, lines)


def reverse(
    transaction: UUID,
    *,
    idempotency_key: str,
    occurred_at: datetime,
    part: Fraction | None = None,
) -> TransactionView:
    """Take back ``part`` of a transaction (a ``Fraction`` of the original), or all that remains.

    All reversals of one transaction never exceed it. Facts are those of the original. Raises
    ``TransactionUnknown``, ``ReversalIsFinal``, ``ReversalExceeds``, ``InvalidPart`` and what
    ``post`` raises.
    """
    with database.atomic():
        head.begin()
        original = LedgerTransaction.objects.filter(uuid=transaction).first()
        if original is None:
            raise TransactionUnknown(transaction=str(transaction))
        if original.reverses_id is not None:
            raise ReversalIsFinal(transaction=str(transaction))
        share = "rest" if part is None else str(part)
        asked = _Asked(
            kind=REVERSAL,
            key=chain.key_hash(idempotency_key),
            request=chain.request_hash(REVERSAL, (), {}, reverses=str(transaction), part=share),
            occurred_at=chain.instant(occurred_at),
            facts=original.facts,
            original=original,
        )
        return _known(asked) or _booked(asked, None, part)


def _known(asked: _Asked, *, locked: bool = False) -> TransactionView | None:
    """Return what the key booked before, if it booked something."""
    rows = LedgerTransaction.objects.filter(key_hash=asked.key)
    first = (rows.select_for_update() if locked else rows).first()
    if first is None:
        return None
    if first.request_hash != asked.request:
        raise IdempotencyMismatch
    return view(first, replayed=True)


def _booked(
    asked: _Asked, lines: tuple[Posting, ...] | None, part: Fraction | None = None
) -> TransactionView:
    last = head.take()
    # Whoever held the head before may have booked this key, after it was looked for.
    if found := _known(asked, locked=True):
        head.give_back()
        return found
    original = asked.original
    if lines is None and original is not None:
        lines = balanced(reversing(*_of(original), part))
    assert lines is not None  # noqa: S101  either booked or taken back
    tallying.bearable(lines)
    # What is dated ahead is booked now: one wrong year would push every later booking there.
    booked_at = max(last.booked_at, min(asked.occurred_at, SystemClock().now()))
    entry = chain.Entry(
        sequence=last.sequence,
        uuid=uuid4(),
        kind=asked.kind,
        key_hash=asked.key,
        occurred_at=asked.occurred_at,
        booked_at=booked_at,
        reverses=original.uuid if original else None,
        facts=asked.facts,
        postings=lines,
    )
    fingerprint = chain.fingerprint(last.hash, entry)
    booked = stored(
        entry,
        request=asked.request,
        fingerprint=fingerprint,
        reverses=original.sequence if original else None,
    )
    tallying.note(entry.sequence)
    head.move(fingerprint, booked_at)
    return booked


def _of(original: LedgerTransaction) -> tuple[tuple[Posting, ...], tuple[Posting, ...]]:
    """Return the postings of a transaction, and of its reversals as they are committed now."""
    taken = LedgerTransaction.objects.filter(reverses=original).select_for_update()
    sequences = list(taken.order_by("pk").values_list("pk", flat=True))
    return postings_of([original.sequence]), postings_of(sequences, locked=True)
