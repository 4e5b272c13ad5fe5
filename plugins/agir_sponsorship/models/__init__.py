"""Tables of sponsorship."""

from agir_sponsorship.models.aid import AidFund, AidRequest, AidStep
from agir_sponsorship.models.campaign import Act, Campaign, Milestone
from agir_sponsorship.models.document import Document, DocumentSeries
from agir_sponsorship.models.impact import ImpactAtom, ImpactReport
from agir_sponsorship.models.ledger import (
    LedgerHead,
    LedgerSnapshot,
    LedgerTransaction,
    Posting,
)
from agir_sponsorship.models.organisation import (
    Organisation,
    OrganisationAct,
    OrganisationContact,
    OrganisationInvitation,
    OrganisationLogo,
)
from agir_sponsorship.models.payment import Payment, ProviderEvent, Refund, Transfer
from agir_sponsorship.models.pledge import Pledge
from agir_sponsorship.models.seat import SeatClaim, SeatPool
from agir_sponsorship.models.voucher import Voucher, VoucherBatch, VoucherTry

__all__ = [
    "Act",
    "AidFund",
    "AidRequest",
    "AidStep",
    "Campaign",
    "Document",
    "DocumentSeries",
    "ImpactAtom",
    "ImpactReport",
    "LedgerHead",
    "LedgerSnapshot",
    "LedgerTransaction",
    "Milestone",
    "Organisation",
    "OrganisationAct",
    "OrganisationContact",
    "OrganisationInvitation",
    "OrganisationLogo",
    "Payment",
    "Pledge",
    "Posting",
    "ProviderEvent",
    "Refund",
    "SeatClaim",
    "SeatPool",
    "Transfer",
    "Voucher",
    "VoucherBatch",
    "VoucherTry",
]
