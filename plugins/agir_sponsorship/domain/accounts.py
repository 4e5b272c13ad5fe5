"""Which accounts does the ledger have, and what is each?

A code is a word, or a word and the UUID of what it belongs to (``pledge:3f2c…``). Debits are
positive, credits negative: a debtor owes when its asset is positive, we owe when a liability is
negative. Money enters at ``bank`` or ``provider`` and waits in a liability until a named act makes
it income; so a campaign that failed ends with every account of its own at 0.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError


class AccountType(StrEnum):
    """What an account counts. Assets and expenses grow by debit, the others by credit."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"


class AccountUnknown(DomainError):
    """A code that is none of the ledger's."""

    code: ClassVar[str] = "account_unknown"


_TYPES: Final[dict[str, AccountType]] = {
    "bank": AccountType.ASSET,
    "provider": AccountType.ASSET,
    "receivable": AccountType.ASSET,
    "pledge": AccountType.LIABILITY,
    "pool": AccountType.LIABILITY,
    "solidarity": AccountType.LIABILITY,
    "unmatched": AccountType.LIABILITY,
    "refund_due": AccountType.LIABILITY,
    "campaign_income": AccountType.INCOME,
    "fee_income": AccountType.INCOME,
    "provider_fees": AccountType.EXPENSE,
}
_OWNED: Final = frozenset({"receivable", "pledge", "pool", "refund_due", "campaign_income"})
# What was given for a purpose is never spent twice (I4): these never show a debit balance.
_NEVER_OVERDRAWN: Final = frozenset({"pledge", "pool", "solidarity", "unmatched", "refund_due"})
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def bank() -> str:
    """Return the operator's bank account (asset)."""
    return "bank"


def provider() -> str:
    """Return what a payment provider holds for the operator until it pays out (asset)."""
    return "provider"


def provider_fees() -> str:
    """Return what payment providers keep (expense)."""
    return "provider_fees"


def receivable(owner: UUID) -> str:
    """Return what is called for and not paid yet (asset); ``owner`` is a pledge or purchase."""
    return f"receivable:{owner}"


def pledge(owner: UUID) -> str:
    """Return what was paid on a pledge and not released yet (liability)."""
    return f"pledge:{owner}"


def campaign_income(owner: UUID) -> str:
    """Return what was released to a campaign (income)."""
    return f"campaign_income:{owner}"


def pool(owner: UUID) -> str:
    """Return what a seat pool holds for seats not used yet (liability)."""
    return f"pool:{owner}"


def fee_income() -> str:
    """Return certification fees earned (income)."""
    return "fee_income"


def solidarity() -> str:
    """Return what the solidarity fund holds (liability)."""
    return "solidarity"


def unmatched() -> str:
    """Return what came in by transfer and nobody could place yet (liability)."""
    return "unmatched"


def refund_due(owner: UUID) -> str:
    """Return what is to be paid back on a pledge (liability)."""
    return f"refund_due:{owner}"


def type_of(account: object) -> AccountType:
    """Return what ``account`` counts; refuse a code that is none."""
    word, colon, owner = account.partition(":") if isinstance(account, str) else ("", "", "")
    known = _TYPES.get(word)
    owned = word in _OWNED
    if known is None or owned != bool(colon) or (owned and not _UUID.fullmatch(owner)):
        raise AccountUnknown(account=str(account)[:48])
    return known


def never_overdrawn(account: str) -> bool:
    """Tell whether the account may never show a debit balance."""
    return account.partition(":")[0] in _NEVER_OVERDRAWN
