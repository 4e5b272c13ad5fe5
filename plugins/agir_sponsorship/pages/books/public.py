"""What does everybody read of the money? Months that ended, and where it stood then."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import etag, require_safe

from agir_sponsorship.api import transparency
from agir_sponsorship.pages.campaigns.words import money

PAGE: Final = 12


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the public sums, twelve months a page, latest first."""
    public = transparency.public_ledger()
    before = request.GET.get("before", "")[:7]
    months = [one for one in public.months if not before or one.month < before]
    shown, rest = months[:PAGE], months[PAGE:]
    context: dict[str, Any] = {
        "months": [_month(one) for one in shown],
        "next": shown[-1].month if rest else "",
        "standings": [
            {
                "name": _account(one.account),
                "amount": money(abs(one.balance_minor), one.currency),
                "side": _side(one),
            }
            for one in public.standings
            if one.balance_minor
        ],
        "until": _name(public.months[0].month) if public.months else "",
        "k": transparency.smallest_cell(),
    }
    response = render(request, "agir_sponsorship/books/ledger.html", context)
    response["Cache-Control"] = "private, no-cache"
    return response


def _etag(request: HttpRequest) -> str:
    return f'"{transparency.version()}"'


@require_safe
@etag(_etag)
def file(request: HttpRequest) -> StreamingHttpResponse:
    """Send the public file; the same for everybody, all of a month long, and 304 to who has it."""
    response = StreamingHttpResponse(transparency.as_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ledger.csv"'
    response["Cache-Control"] = "public, max-age=600"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _month(one: transparency.Month) -> dict[str, Any]:
    return {
        "name": _name(one.month),
        "id": one.month,
        "hash": one.hash,
        "lines": [
            {
                "kind": _kind(line.kind),
                "amount": money(line.moved_minor, line.currency),
                "entries": line.entries,
                "learners": line.learners,
            }
            for line in one.lines
        ],
    }


def _name(month: str) -> str:
    return formats.date_format(date.fromisoformat(f"{month}-01"), "YEAR_MONTH_FORMAT")


def _kind(kind: str) -> str:
    """Return what a kind of act is called; its code where nobody named it."""
    names = {
        "aid_claim": _("Fees paid by the solidarity fund"),
        "pay": _("Payments received"),
        "payout": _("Payouts of the payment provider"),
        "pool_open": _("Seats bought"),
        "pool_rest": _("Seats that nobody took, given back"),
        "refund": _("Refunds"),
        "refund_due": _("Refunds decided"),
        "release": _("Released to campaigns"),
        "return": _("Payments returned"),
        "reversal": _("Taken back"),
        "seat_claim": _("Fees paid by seats"),
        "solidarity_share": _("Given to the solidarity fund"),
    }
    return names.get(kind, kind)


def _account(account: str) -> str:
    names = {
        "bank": _("Bank account"),
        "provider": _("At the payment provider"),
        "receivable": _("Called for, not paid yet"),
        "pledge": _("Paid by sponsors, not released yet"),
        "pool": _("Seats not taken yet"),
        "solidarity": _("Solidarity fund"),
        "unmatched": _("Received, sender not known yet"),
        "refund_due": _("To be paid back"),
        "campaign_income": _("Released to campaigns"),
        "fee_income": _("Certification fees"),
        "provider_fees": _("Fees of payment providers"),
    }
    return names.get(account, account)


def _side(one: transparency.Standing) -> str:
    if one.account in ("campaign_income", "fee_income"):
        return pgettext("ledger", "earned")
    if one.account == "provider_fees":
        return pgettext("ledger", "spent")
    return pgettext("ledger", "held") if one.balance_minor > 0 else pgettext("ledger", "owed")
