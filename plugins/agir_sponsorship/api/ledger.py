"""The ledger: what money moved, and whether the books are whole.

Who may: none of these functions asks. A refusal's code has its sentence in
``agir_sponsorship.sentences``.
"""

from agir_sponsorship.domain import accounts
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.ledger.data import Guard, StatementLine, TransactionView, Violation
from agir_sponsorship.ledger.guards import stand as guards
from agir_sponsorship.ledger.reading import balance, balances, standings, statement, transaction
from agir_sponsorship.ledger.verifying import verify
from agir_sponsorship.ledger.writing import post, reverse

__all__ = [
    "Guard",
    "Posting",
    "StatementLine",
    "TransactionView",
    "Violation",
    "accounts",
    "balance",
    "balances",
    "guards",
    "post",
    "reverse",
    "standings",
    "statement",
    "transaction",
    "verify",
]
