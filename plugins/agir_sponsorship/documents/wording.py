"""What stands in a document? Facts, frozen when it is issued; the page around them may change.

A receipt holds what Cerfa 16216*02 (form 2041-MEC-SD, gifts of companies, CGI art. 238 bis) asks:
number, beneficiary and its purpose, giver, amount in figures and letters, form and date of the
payment, legal ground. French law words stay French.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from agir_sponsorship.domain import letters
from agir_sponsorship.domain.amounts import figures
from agir_sponsorship.domain.beneficiary import Beneficiary
from agir_sponsorship.domain.documents import DocumentKind
from agir_sponsorship.domain.splitting import split
from agir_sponsorship.models import Payment, Pledge
from agir_sponsorship.organisations import reading

CERFA = "16216*02"


def content(
    kind: DocumentKind, pledge: Pledge, beneficiary: Beneficiary, *, day: date, address: str
) -> dict[str, Any]:
    """Return the facts of a document in values that ``json`` writes. ``address`` is the giver's."""
    amount = amount_of(kind, pledge)
    facts = {
        "kind": kind.value,
        "day": day.isoformat(),
        "reference": pledge.reference,
        "campaign": {"id": str(pledge.campaign_id), "title": pledge.campaign.title},
        "nature": pledge.nature,
        "purchase_order": pledge.purchase_order,
        "amount": figures(amount, pledge.currency),
        "currency": pledge.currency,
        "letters": letters.amount(amount, pledge.currency),
        "counterparts": [
            {"kind": one["kind"], "value": figures(one["value_minor"], pledge.currency)}
            for one in pledge.counterparts
        ],
        "beneficiary": _beneficiary(beneficiary),
        "sponsor": _sponsor(pledge, address),
    }
    if kind is DocumentKind.RECEIPT:
        facts |= {"form": CERFA, "payments": _payments(pledge)}
    if kind is DocumentKind.PRO_FORMA:
        facts["vat"] = _vat(amount, pledge.currency, beneficiary)
    return facts


def amount_of(kind: DocumentKind, pledge: Pledge) -> int:
    """Return the minor units a document speaks of: a receipt of what was given and kept."""
    if kind in (DocumentKind.RECEIPT, DocumentKind.CANCELLATION):
        return pledge.paid_minor - pledge.returned_minor
    return pledge.amount_minor


def _beneficiary(told: Beneficiary) -> dict[str, str]:
    return {
        "legal_name": told.legal_name,
        "legal_form": told.legal_form,
        "siret": told.siret,
        "vat": told.vat,
        "address": told.address,
        "iban": told.iban,
        "bic": told.bic,
        "purpose": told.purpose,
        "legal_ground": told.legal_ground,
        "rescrit_on": told.rescrit_on,
    }


def _sponsor(pledge: Pledge, address: str) -> dict[str, str]:
    told = reading.organisation(pledge.organisation).told
    return {
        "legal_name": told.legal_name,
        "legal_form": str(told.legal_form),
        "siren": told.siren,
        "siret": told.siret,
        "vat": told.vat,
        "country": told.country,
        "address": address,
    }


def _payments(pledge: Pledge) -> list[dict[str, str]]:
    rows = Payment.objects.filter(pledge=pledge, received_minor__gt=0).order_by("begun_at")
    return [
        {
            "day": row.begun_at.date().isoformat(),
            "method": row.method,
            "amount": figures(row.received_minor - row.returned_minor, row.currency),
        }
        for row in rows
    ]


def _vat(amount: int, currency: str, told: Beneficiary) -> dict[str, Any]:
    """Return net and tax of an amount that holds the tax: they add up to it (I20)."""
    net, tax = split(amount, [10_000, told.vat_rate])
    return {
        "rate": figures(told.vat_rate, "EUR"),
        "net": figures(net, currency),
        "tax": figures(tax, currency),
        "mention": "" if told.vat_rate else told.vat_mention,
    }
