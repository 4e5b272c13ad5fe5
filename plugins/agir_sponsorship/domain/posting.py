"""What is one line of a transaction, and when does a transaction balance?

Double entry: the postings of a transaction sum to 0 in each currency, there are two or more, and
none is 0 (I1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.accounts import type_of
from agir_sponsorship.domain.amounts import LARGEST, decimals

MOST_POSTINGS: Final = 1000


class InvalidPosting(DomainError):
    """An amount that is no int, 0, or not below 2^62 either way."""

    code: ClassVar[str] = "invalid_posting"


class Unbalanced(DomainError):
    """Postings that do not sum to 0 in each currency, fewer than two, or more than 1000."""

    code: ClassVar[str] = "ledger_unbalanced"


@dataclass(frozen=True, slots=True)
class Posting:
    """``amount_minor`` of ``currency`` on ``account``: debit > 0, credit < 0, never 0.

    Below 2^62 either way, an int and no bool; the account is one of ``domain.accounts``, the
    currency one of ``domain.amounts``.
    """

    account: str
    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse what is no line of a ledger."""
        type_of(self.account)
        decimals(self.currency)
        if (
            type(self.amount_minor) is not int
            or not self.amount_minor
            or abs(self.amount_minor) >= LARGEST
        ):
            raise InvalidPosting(amount=str(self.amount_minor)[:24])


def balanced(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    """Return ``postings`` if they make a transaction; refuse them otherwise."""
    if not 2 <= len(postings) <= MOST_POSTINGS or any(sums(postings).values()):
        raise Unbalanced(postings=len(postings))
    return tuple(postings)


def sums(postings: Sequence[Posting]) -> dict[str, int]:
    """Return the sum by currency."""
    totals: defaultdict[str, int] = defaultdict(int)
    for posting in postings:
        totals[posting.currency] += posting.amount_minor
    return dict(totals)
