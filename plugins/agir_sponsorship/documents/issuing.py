"""How is a document issued? Once, numbered without a gap, with the hash of its words; never edited.

What was wrong is credited by a document of its own.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agir_sponsorship.campaigns import acts, holding, pledging
from agir_sponsorship.campaigns.acts import Done
from agir_sponsorship.campaigns.refusals import NatureUndecided, PledgeUnknown
from agir_sponsorship.documents import wording
from agir_sponsorship.documents.refusals import (
    AlreadyCredited,
    DocumentUnknown,
    DocumentWrongKind,
    IbanWrong,
    InvoiceRefused,
    ReceiptNotYet,
)
from agir_sponsorship.domain import beneficiary
from agir_sponsorship.domain.beneficiary import Beneficiary
from agir_sponsorship.domain.campaign import State
from agir_sponsorship.domain.documents import INVOICED, RIGHT, DocumentKind, number
from agir_sponsorship.domain.pledge import Nature
from agir_sponsorship.ledger import first_row
from agir_sponsorship.models import Document, DocumentSeries, Pledge
from agir_sponsorship.payments.refunding import has_receipt

_FUNDED = (State.FUNDED, State.DELIVERING, State.DELIVERED, State.SETTLED)
CALLS: Final = (DocumentKind.CALL_FOR_FUNDS, DocumentKind.PRO_FORMA)
TAKEN_BACK: Final = "The payment was taken back."


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it was issued; ``content`` as ``wording`` wrote it, ``digest`` a SHA-256."""

    id: UUID
    pledge: UUID
    organisation: UUID
    kind: str
    number: str
    is_draft: bool
    is_credited: bool
    content: dict[str, Any]
    digest: str
    issued_at: datetime


def legal_entity() -> Beneficiary:
    """Return the operator's own legal entity, as the site's settings say."""
    return beneficiary.read(getattr(settings, "AGIR_SPONSORSHIP_BENEFICIARY", {}) or {})


@transaction.atomic
def issue(pledge: UUID, kind: DocumentKind, done: Done, *, address: str = "") -> DocumentView:
    """Issue a document in a named person's name, or return the one that stands.

    Raise ``NatureUndecided``, ``DocumentWrongKind``, ``ReceiptNotYet`` with what is missing, or
    ``IbanWrong`` where money would be called for to no account. A call for funds or a pro-forma
    moves the pledge to ``called``. A draft ("Projet") stands for itself: once the site's status is
    set, the document is issued anew with its number.
    """
    row = holding.pledge(pledge)
    if not row.nature:
        raise NatureUndecided
    if kind not in RIGHT[Nature(row.nature)]:
        raise DocumentWrongKind(kind=kind.value)
    entity = legal_entity()
    if kind is DocumentKind.RECEIPT:
        why = missing(row, entity, address)
        if why:
            raise ReceiptNotYet(why=why)
    if kind in CALLS and entity.has_wrong_iban:
        raise IbanWrong
    once = _once(row, kind, is_draft=entity.is_draft)
    there = Document.objects.filter(once=once).first()
    if there is not None:
        return view(there)
    if kind in CALLS:
        pledging.call(row.id, done)
    words = wording.content(kind, row, entity, day=done.at.date(), address=address.strip())
    return view(_written(row, kind, words, once, done, is_draft=entity.is_draft))


@transaction.atomic
def credit(document: UUID, done: Done) -> DocumentView:
    """Cancel a receipt or a pro-forma by a document of its own; the reason is kept in the acts.

    Raise ``DocumentUnknown``, ``AlreadyCredited``, ``ReasonMissing``.
    """
    acts.ensure_reason(done)
    try:
        pledge = holding.pledge_by(documents=document)
    except PledgeUnknown as error:
        raise DocumentUnknown from error
    row = Document.objects.get(id=document)
    if row.kind not in ("receipt", "pro_forma") or row.credited_by.exists():
        raise AlreadyCredited
    kind = DocumentKind.CANCELLATION
    words = row.content | {"kind": kind.value, "credits": row.number, "day": str(done.at.date())}
    once = f"cancellation:{row.id}"
    made = _written(pledge, kind, words, once, done, is_draft=row.is_draft, credits=row)
    acts.note("document", row.id, act="credit", states=("issued", "credited"), done=done)
    return view(made)


def standing(campaign: UUID) -> tuple[DocumentView, ...]:
    """Return the tax receipts of a campaign's gifts that were not cancelled, oldest first."""
    rows = Document.objects.filter(
        kind="receipt", is_draft=False, credited_by__isnull=True, pledge__campaign=campaign
    )
    return tuple(view(row) for row in rows.order_by("issued_at", "id"))


def cancel_unfounded(now: datetime) -> int:
    """Cancel the tax receipts of gifts that were taken back since (I14); return how many.

    A card's refund or a lost dispute asks nobody: the receipt falls with the gift. Idempotent.
    """
    done = Done(now, reason=TAKEN_BACK)
    rows = Document.objects.filter(
        kind="receipt", is_draft=False, credited_by__isnull=True, pledge__returned_minor__gt=0
    )
    unfounded = list(rows.order_by("issued_at", "id").values_list("id", flat=True))
    for identifier in unfounded:
        credit(identifier, done)
    return len(unfounded)


@transaction.atomic
def type_back(pledge: UUID, invoice: str, done: Done) -> None:
    """Keep the finance system's invoice number; another one later asks why. Idempotent.

    Raise ``InvoiceRefused`` for what is no service or has a receipt, or a number of more than 40
    signs.
    """
    row = holding.pledge(pledge)
    written = invoice.strip()
    is_fit = 1 <= len(written) <= 40 and written.isprintable()
    if row.nature not in INVOICED or has_receipt(row) or not is_fit:
        raise InvoiceRefused
    if row.invoice_number == written:
        return
    if row.invoice_number:
        acts.ensure_reason(done)
    row.invoice_number = written
    row.save(update_fields=["invoice_number"])
    acts.note("pledge", row.id, act="invoice", states=(row.state, row.state), done=done)


def missing(pledge: Pledge, entity: Beneficiary, address: str) -> str:
    """Return what a tax receipt lacks (I14), '' when it may be issued.

    ``beneficiary`` (status, legal ground or rescrit date), ``unfunded``, ``unpaid`` (in part, or
    given back), ``counterpart``, ``invoiced`` or ``address`` (the giver's).
    """
    checks = {
        "beneficiary": entity.gives_receipts,
        "unfunded": pledge.campaign.state in _FUNDED and pledge.campaign.funded_at is not None,
        "unpaid": pledge.state in ("paid", "released") and not pledge.returned_minor,
        "counterpart": pledging.classified(pledge).nature is Nature.MECENAT,
        "invoiced": not pledge.invoice_number,
        "address": 5 <= len(address.strip()) <= 300 and address.strip().isprintable(),
    }
    return next((name for name, holds in checks.items() if not holds), "")


def of_pledge(pledge: UUID) -> tuple[DocumentView, ...]:
    """Return the documents of a pledge, oldest first."""
    return tuple(view(row) for row in Document.objects.filter(pledge=pledge))


def latest(limit: int = 100) -> tuple[DocumentView, ...]:
    """Return the documents of all pledges, latest first."""
    rows = Document.objects.select_related("pledge").order_by("-issued_at", "-id")
    return tuple(view(row) for row in rows[:limit])


def document(identifier: UUID) -> DocumentView:
    """Return a document; raise ``DocumentUnknown``."""
    row = Document.objects.select_related("pledge").filter(id=identifier).first()
    if row is None:
        raise DocumentUnknown
    return view(row)


def view(row: Document) -> DocumentView:
    """Return a stored document."""
    return DocumentView(
        id=row.id,
        pledge=row.pledge_id,
        organisation=row.pledge.organisation,
        kind=row.kind,
        number=row.number,
        is_draft=row.is_draft,
        is_credited=row.credited_by.exists(),
        content=row.content,
        digest=row.digest,
        issued_at=row.issued_at,
    )


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a document's facts, written in one way (sorted, no spaces)."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _once(pledge: Pledge, kind: DocumentKind, *, is_draft: bool) -> str:
    credited = pledge.documents.filter(kind=kind, credited_by__isnull=False).count()
    return f"{kind}:{pledge.id}:{'draft' if is_draft else credited}"


def _written(  # noqa: PLR0913  each is one column
    pledge: Pledge,
    kind: DocumentKind,
    words: dict[str, Any],
    once: str,
    done: Done,
    *,
    is_draft: bool,
    credits: Document | None = None,
) -> Document:
    given = "" if is_draft else _next(kind, done.at.year)
    words = words | {"number": given, "is_draft": is_draft}
    made = Document(
        pledge=pledge,
        kind=kind.value,
        number=given,
        is_draft=is_draft,
        amount_minor=credits.amount_minor if credits else wording.amount_of(kind, pledge),
        currency=pledge.currency,
        content=words,
        digest=digest(words),
        credits=credits,
        once=once,
        issued_by=done.by,
        issued_at=done.at,
    )
    made.save()
    acts.note("document", made.id, act="issue", states=("", kind.value), done=done)
    return made


def _next(kind: DocumentKind, year: int) -> str:
    """Return the next number of a series, held until the commit: no gap and no double (I13)."""
    name = f"{kind}-{year}"
    row = DocumentSeries.objects.filter(name=name)
    if not row.update(last=F("last") + 1):
        first_row.make(DocumentSeries(name=name))
        row.update(last=F("last") + 1)
    return number(kind, year, DocumentSeries.objects.get(name=name).last)
