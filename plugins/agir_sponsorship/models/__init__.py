"""Tables of sponsorship."""

from agir_sponsorship.models.campaign import Act, Campaign, Milestone
from agir_sponsorship.models.document import Document, DocumentSeries
from agir_sponsorship.models.ledger import (
    LedgerHead,
    LedgerSnapshot,
    LedgerTransaction,
    Posting,
)
from agir_sponsorship.models.payment import Payment, ProviderEvent, Refund, Transfer
from agir_sponsorship.models.pledge import Pledge

__all__ = [
    "Act",
    "Campaign",
    "Document",
    "DocumentSeries",
    "LedgerHead",
    "LedgerSnapshot",
    "LedgerTransaction",
    "Milestone",
    "Payment",
    "Pledge",
    "Posting",
    "ProviderEvent",
    "Refund",
    "Transfer",
]
