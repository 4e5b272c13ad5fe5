"""What do the accountants take away? The ledger as lines of a FEC (LPF art. A47 A-1, 18 columns).

Account numbers are the site's own chart (``AGIR_SPONSORSHIP_CHART``); the ones here are a proposal
from the plan comptable général that an accountant confirms. Pledges are auxiliary accounts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings

from agir_sponsorship.documents.refusals import PeriodUnfit
from agir_sponsorship.domain.amounts import figures
from agir_sponsorship.models import Document, LedgerTransaction, Pledge

COLUMNS: Final = (
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
)
CHART: Final = {
    "bank": "512000",
    "provider": "467200",
    "provider_fees": "627000",
    "receivable": "411000",
    "pledge": "467100",
    "refund_due": "467800",
    "unmatched": "471000",
    "campaign_income": "754200",
    "pool": "419100",
    "fee_income": "706000",
    "solidarity": "195000",
}


def rows(first: date, last: date) -> Iterator[tuple[Any, ...]]:
    """Yield the header, then a line a posting booked from ``first`` to ``last``, both included.

    Amounts are written with a comma, as the FEC asks; debits and credits of an entry are equal.
    Raise ``PeriodUnfit`` before the first line.
    """
    if not 0 <= (last - first).days <= 3660:
        raise PeriodUnfit
    return _rows(first, last)


def _rows(first: date, last: date) -> Iterator[tuple[Any, ...]]:
    yield COLUMNS
    chart: Mapping[str, str] = CHART | dict(getattr(settings, "AGIR_SPONSORSHIP_CHART", {}))
    found = LedgerTransaction.objects.filter(
        booked_at__date__gte=first, booked_at__date__lte=last
    ).prefetch_related("postings")
    for row in found.order_by("sequence").iterator(chunk_size=500):
        pledge, piece = _piece(row.facts.get("pledge", ""))
        day = row.booked_at.strftime("%Y%m%d")
        for line in row.postings.all():
            name, _, owner = line.account.partition(":")
            amount = figures(abs(line.amount_minor), line.currency).replace(".", ",")
            is_debit = line.amount_minor > 0
            is_euro = line.currency == "EUR"
            yield (
                "SPO",
                "Sponsorship",
                row.sequence,
                day,
                chart[name],
                name,
                owner[:8].upper(),
                pledge if owner else "",
                piece or str(row.uuid),
                row.occurred_at.strftime("%Y%m%d"),
                row.kind,
                amount if is_debit else "0,00",
                "0,00" if is_debit else amount,
                "",
                "",
                day,
                "" if is_euro else amount,
                "" if is_euro else line.currency,
            )


def _piece(pledge: str) -> tuple[str, str]:
    """Return a pledge's reference, and the number of the document that its money rests on."""
    if not pledge:
        return "", ""
    row = Pledge.objects.filter(id=UUID(pledge)).first()
    if row is None:
        return "", ""
    kinds = ("receipt", "pro_forma", "call_for_funds")
    numbered = Document.objects.filter(pledge=row, kind__in=kinds, is_draft=False)
    given = numbered.order_by("-issued_at").values_list("number", flat=True).first()
    return row.reference, row.invoice_number or given or row.reference
