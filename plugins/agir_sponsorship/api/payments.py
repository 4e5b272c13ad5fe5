"""Payments, statements, refunds and documents.

Who may: no function asks. Times are the clock's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agir_kernel.clock import Clock, SystemClock
from agir_sponsorship.api.campaigns import done
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.documents import accounting, facturx, issuing
from agir_sponsorship.documents.issuing import DocumentView
from agir_sponsorship.documents.refusals import DocumentUnknown, DocumentWrongKind
from agir_sponsorship.domain import statement
from agir_sponsorship.domain.beneficiary import Beneficiary
from agir_sponsorship.domain.documents import RIGHT, DocumentKind
from agir_sponsorship.domain.pledge import Nature
from agir_sponsorship.domain.statement import BYTES
from agir_sponsorship.payments import reading, refunding, stripe_checkout, stripe_inbox, transfers
from agir_sponsorship.payments.reading import PaymentView, RefundView
from agir_sponsorship.payments.refunding import Order
from agir_sponsorship.payments.transfers import Taken, Waiting

__all__ = [
    "BYTES",
    "Beneficiary",
    "DocumentView",
    "Order",
    "PaymentView",
    "RefundView",
    "Taken",
    "Waiting",
    "accounting_rows",
    "agree",
    "begin_card",
    "cancel_receipt",
    "confirm_sent",
    "credit",
    "digest",
    "document",
    "documents",
    "dues",
    "embedded",
    "import_statement",
    "ingest",
    "issue",
    "kinds_for",
    "latest_documents",
    "legal_entity",
    "match",
    "payments",
    "payout",
    "queue",
    "reconcile",
    "refund",
    "set_aside",
    "standing_receipts",
    "takes_cards",
    "type_back",
]

digest = issuing.digest
document = issuing.document
documents = issuing.of_pledge
dues = reading.dues
embedded = facturx.embedded
latest_documents = issuing.latest
legal_entity = issuing.legal_entity
payments = reading.payments
queue = transfers.queue
standing_receipts = issuing.standing
takes_cards = stripe_checkout.is_on


def import_statement(content: bytes, user_id: int | None, *, clock: Clock | None = None) -> Taken:
    """Take a bank's statement; raise ``StatementUnfit``, and then nothing of it was taken."""
    currency = getattr(settings, "AGIR_SPONSORSHIP_CURRENCY", "EUR")
    told = Done(_now(clock)) if user_id is None else done(user_id, clock=clock)
    return transfers.take(statement.read(content, currency), told)


def match(transfer: UUID, reference: str, user_id: int, *, clock: Clock | None = None) -> UUID:
    """Give a queued line to a pledge; return the payment."""
    return transfers.match(transfer, reference, done(user_id, clock=clock))


def set_aside(transfer: UUID, user_id: int, *, reason: str, clock: Clock | None = None) -> None:
    """Say that a queued line is no sponsor's money, and why."""
    transfers.set_aside(transfer, done(user_id, reason, clock=clock))


def payout(transfer: UUID, fee_minor: int, user_id: int, *, clock: Clock | None = None) -> None:
    """Say that a queued line is what the card provider paid out, less its fee."""
    transfers.payout(transfer, fee_minor, done(user_id, clock=clock))


def refund(order: Order, user_id: int, *, reason: str, clock: Clock | None = None) -> UUID:
    """Set money of a payment aside to go back."""
    return refunding.open_refund(order, done(user_id, reason, clock=clock))


def agree(refund: UUID, user_id: int, *, clock: Clock | None = None) -> None:
    """Agree to a refund as a second person."""
    refunding.agree(refund, done(user_id, clock=clock))


def confirm_sent(refund: UUID, user_id: int, *, clock: Clock | None = None) -> None:
    """Book that a refund left, as the bank shows."""
    refunding.confirm_sent(refund, done(user_id, clock=clock))


def begin_card(pledge: UUID, user_id: int, *, back: str, clock: Clock | None = None) -> str:
    """Begin a payment by card; return the address of the provider's page."""
    return stripe_checkout.begin(pledge, done(user_id, clock=clock), back=back)


def ingest(body: bytes, header: str, *, clock: Clock | None = None) -> str:
    """Take the bytes of Stripe's webhook; return what became of them.

    A tax receipt of money that went back falls at once; ``reconcile`` finds what a kill left.
    """
    now = _now(clock)
    told = stripe_inbox.ingest(body, header, now).result
    issuing.cancel_unfounded(now)
    return told


def reconcile(*, clock: Clock | None = None) -> int:
    """Bring every payment by card to what its events say; return how many moved.

    Tax receipts of money that went back are cancelled.
    """
    now = _now(clock)
    moved = stripe_inbox.reconcile(now)
    issuing.cancel_unfounded(now)
    return moved


def kinds_for(nature: str) -> tuple[str, ...]:
    """Return the kinds of document that a pledge of this nature may get, none while undecided."""
    return tuple(kind.value for kind in RIGHT[Nature(nature)]) if nature else ()


def issue(
    pledge: UUID, kind: str, user_id: int, *, address: str = "", clock: Clock | None = None
) -> DocumentView:
    """Issue a document in a named person's name."""
    if kind not in set(DocumentKind):
        raise DocumentWrongKind(kind=kind[:20])
    told = done(user_id, clock=clock)
    return issuing.issue(pledge, DocumentKind(kind), told, address=address)


def credit(
    document: UUID, user_id: int, *, reason: str, clock: Clock | None = None
) -> DocumentView:
    """Cancel a receipt or a pro-forma by a document of its own."""
    return issuing.credit(document, done(user_id, reason, clock=clock))


def cancel_receipt(
    campaign: UUID, document: UUID, user_id: int, *, reason: str, clock: Clock | None = None
) -> DocumentView:
    """Cancel a tax receipt of a campaign's gift, and set aside what then goes back.

    Raises ``DocumentUnknown`` for another campaign's, ``AlreadyCredited``, ``ReasonMissing``.
    """
    told = done(user_id, reason, clock=clock)
    if all(one.id != document for one in issuing.standing(campaign)):
        raise DocumentUnknown
    with transaction.atomic():
        made = issuing.credit(document, told)
        refunding.begin(campaign, told)
    return made


def type_back(
    pledge: UUID, invoice: str, user_id: int, *, reason: str = "", clock: Clock | None = None
) -> None:
    """Keep the finance system's invoice number of a pledge."""
    issuing.type_back(pledge, invoice, done(user_id, reason, clock=clock))


def accounting_rows(first: date, last: date) -> Iterator[tuple[Any, ...]]:
    """Yield the accounting export; raise ``PeriodUnfit``."""
    return accounting.rows(first, last)


def _now(clock: Clock | None) -> datetime:
    return (clock or SystemClock()).now()
