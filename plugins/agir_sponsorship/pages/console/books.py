"""Which documents were issued, where does the money stand, and are the books whole?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from agir_sponsorship.api import campaigns, ledger, payments, seats
from agir_sponsorship.pages.campaigns import paper, words
from agir_sponsorship.pages.console.entering import ensure
from agir_sponsorship.permissions import HANDLE_MONEY

ACCOUNTS: Final[dict[str, Any]] = {
    "bank": _("Bank account"),
    "provider": _("At the card provider"),
    "receivable": _("Called for and not paid yet"),
    "unmatched": _("Received, pledge not found yet"),
    "pledge": _("Received on pledges and not released yet"),
    "pool": _("Set aside for seats"),
    "solidarity": _("Solidarity fund"),
    "refund_due": _("To be paid back"),
    "campaign_income": _("Released to courses"),
    "fee_income": _("Certification fees"),
    "provider_fees": _("Fees of card providers"),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def books(request: HttpRequest) -> HttpResponse:
    """Show documents, balances and guards; a POST looks at every row of the ledger again."""
    ensure(request, HANDLE_MONEY)
    guards = ledger.guards()
    entity = payments.legal_entity()
    context: dict[str, Any] = {
        "documents": [paper.line(one) for one in payments.latest_documents()],
        "balances": _balances(),
        "is_draft": entity.is_draft,
        "gives_receipts": entity.gives_receipts,
        "guarded": bool(guards) and all(one.stands for one in guards),
        "was_checked": request.method == "POST",
        "findings": _findings() if request.method == "POST" else [],
    }
    response = render(request, "agir_sponsorship/console/books.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _findings() -> list[str]:
    found = [f"{one.code}: {one.where}" for one in ledger.verify()]
    return [*found, *campaigns.verify(), *seats.verify()]


def _balances() -> list[dict[str, Any]]:
    """Return the balance of each kind of account, debit > 0, in each currency that was booked."""
    sums: dict[tuple[str, str], int] = {}
    for (account, currency), amount in ledger.standings().items():
        key = (account.partition(":")[0], currency)
        sums[key] = sums.get(key, 0) + amount
    order = list(ACCOUNTS)
    return [
        {"word": words.word(ACCOUNTS, kind), "amount": words.money(amount, currency)}
        for (kind, currency), amount in sorted(
            sums.items(), key=lambda one: (one[0][1], order.index(one[0][0]))
        )
    ]
