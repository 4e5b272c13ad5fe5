"""How much of a transaction is taken back, line by line?

A reversal is a transaction of its own with the opposite signs; all reversals of one transaction
never exceed it, line by line (I3). A part is rounded down to the smallest unit on each side, and
shared by largest remainder over what remains, so that both sides stay equal (I20).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import ClassVar

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.domain.splitting import split


class ReversalExceeds(DomainError):
    """More would be taken back than remains of the transaction."""

    code: ClassVar[str] = "reversal_exceeds"


class InvalidPart(DomainError):
    """A part that is no ``Fraction`` in 0 (excluded) to 1 (included), or under one minor unit."""

    code: ClassVar[str] = "invalid_reversal_part"


def reversing(
    original: Sequence[Posting], taken_back: Sequence[Posting], part: Fraction | None
) -> tuple[Posting, ...]:
    """Return the postings that take back ``part`` of ``original``, or all that remains of it.

    ``taken_back`` are the postings of its reversals so far. ``part`` is of the original, not of
    the rest.
    """
    if part is not None and (not isinstance(part, Fraction) or not 0 < part <= 1):
        raise InvalidPart(part=str(part)[:24])
    remaining = _remaining(original, taken_back)
    found = [
        posting
        for currency in sorted({line.currency for line in original})
        for posting in _of_currency(currency, original, remaining, part)
    ]
    if not found:
        if any(remaining.values()):
            raise InvalidPart(part=str(part))
        raise ReversalExceeds(remains=0)
    return tuple(found)


def _remaining(
    original: Sequence[Posting], taken_back: Sequence[Posting]
) -> dict[tuple[str, str, bool], int]:
    """Return what is left by account, currency and side (debit is true), as positive amounts."""
    left: defaultdict[tuple[str, str, bool], int] = defaultdict(int)
    for line in original:
        left[line.account, line.currency, line.amount_minor > 0] += abs(line.amount_minor)
    for line in taken_back:
        left[line.account, line.currency, line.amount_minor < 0] -= abs(line.amount_minor)
    return dict(left)


def _of_currency(
    currency: str,
    original: Sequence[Posting],
    remaining: dict[tuple[str, str, bool], int],
    part: Fraction | None,
) -> list[Posting]:
    rest = sum(left for (_, of, debit), left in remaining.items() if of == currency and debit)
    whole = sum(
        line.amount_minor
        for line in original
        if line.currency == currency and line.amount_minor > 0
    )
    total = rest if part is None else int(whole * part)
    if total > rest:
        raise ReversalExceeds(remains=rest)
    if not total:
        return []
    found = []
    for debit in (True, False):
        side = sorted(
            (account, left)
            for (account, of, is_debit), left in remaining.items()
            if of == currency and is_debit is debit and left
        )
        parts = split(total, [left for _, left in side])
        found += [
            Posting(account, -share if debit else share, currency)
            for (account, _), share in zip(side, parts, strict=True)
            if share
        ]
    return found
