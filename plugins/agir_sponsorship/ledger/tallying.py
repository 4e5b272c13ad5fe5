"""What is the balance of an account while its ledger is held, and when is it noted down?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from agir_kernel.errors import DomainError
from agir_sponsorship.domain.accounts import never_overdrawn
from agir_sponsorship.domain.amounts import LARGEST
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.models.ledger import LedgerSnapshot
from agir_sponsorship.models.ledger import Posting as PostingRow

EVERY: Final = 128
"""Transactions between two notes: a balance reads the postings of that many at most."""


class AccountOverdrawn(DomainError):
    """More would leave an account than was put there for its purpose."""

    code: ClassVar[str] = "account_overdrawn"


class AccountOverflows(DomainError):
    """A balance would reach 2^62 either way."""

    code: ClassVar[str] = "account_overflows"


def noted(account: str, currency: str, upto: int | None = None) -> tuple[int, int]:
    """Return the last noted place (0 for none) and balance, at ``upto`` or before."""
    notes = LedgerSnapshot.objects.filter(account=account, currency=currency)
    if upto is not None:
        notes = notes.filter(sequence__lte=upto)
    found = notes.order_by("-sequence").values_list("sequence", "amount_minor").first()
    return found or (0, 0)


def held(account: str, currency: str) -> int:
    """Return the balance as it is committed now; the caller holds the head.

    Read with locks: an older view of the tables, taken before the head was waited for, would miss
    what others committed since.
    """
    notes = LedgerSnapshot.objects.filter(account=account, currency=currency)
    found = (
        notes.select_for_update()
        .order_by("-sequence")
        .values_list("sequence", "amount_minor")
        .first()
    )
    place, balance = found or (0, 0)
    rows = PostingRow.objects.filter(
        account=account, currency=currency, transaction_id__gt=place
    ).select_for_update()
    return balance + sum(rows.order_by("pk").values_list("amount_minor", flat=True))


def bearable(postings: Sequence[Posting]) -> None:
    """Refuse postings that would overdraw or overflow an account; the caller holds the head."""
    moves: defaultdict[tuple[str, str], int] = defaultdict(int)
    for posting in postings:
        moves[posting.account, posting.currency] += posting.amount_minor
    for (account, currency), amount in moves.items():
        after = held(account, currency) + amount
        if amount > 0 and after > 0 and never_overdrawn(account):
            raise AccountOverdrawn(account=account, lacks=after)
        if abs(after) >= LARGEST:
            raise AccountOverflows(account=account)


def note(upto: int) -> None:
    """Note the balance of each account that moved since the last note, every ``EVERY`` places."""
    if upto % EVERY:
        return
    moved = PostingRow.objects.filter(
        transaction_id__gt=upto - EVERY, transaction_id__lte=upto
    ).select_for_update()
    LedgerSnapshot.objects.bulk_create(
        LedgerSnapshot(account=account, currency=currency, sequence=upto, amount_minor=balance)
        for account, currency, balance in _balances(
            moved.order_by("pk").values_list("account", "currency")
        )
    )


def _balances(accounts: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    return [
        (account, currency, held(account, currency)) for account, currency in sorted(set(accounts))
    ]
