"""Campaigns, pledges, money and books in each state that a page must show; nobody here exists."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from agir_sponsorship.pages.campaigns import returning, words
from host.gallery.samples import LONG, RIGHT_TO_LEFT

KEY: Final = UUID("3f2b8a52-54a5-4a52-9d0e-0c2f5f3f7a13")
TEMPLATES: Final = {
    "campaign": "agir_sponsorship/campaigns/campaign.html",
    "listing": "agir_sponsorship/campaigns/listing.html",
    "pledges": "agir_sponsorship/campaigns/pledges.html",
    "pledge": "agir_sponsorship/campaigns/pledge.html",
    "form": "agir_sponsorship/campaigns/pledge_form.html",
    "run": "agir_sponsorship/console/campaign.html",
    "decide": "agir_sponsorship/console/pledge.html",
    "money": "agir_sponsorship/console/money.html",
    "books": "agir_sponsorship/console/books.html",
}
STATES: Final = {
    "campaign": ("open", "partner", "long"),
    "listing": ("empty", "long"),
    "pledges": ("empty",),
    "pledge": ("topay", "refused", "confirming", "left", "arrived"),
    "form": ("refused", "none"),
    "run": ("delivering", "refused", "receipts", "missed"),
    "decide": ("full", "refused"),
    "money": ("empty", "full"),
    "books": ("empty", "wrong"),
}
BACK: Final = {
    "confirming": ("done", "pending"),
    "left": ("cancelled", "pending"),
    "arrived": ("done", "succeeded"),
}


def context(page: str, state: str) -> dict[str, Any]:
    """Return what the page's template reads."""
    made: dict[str, Callable[[str], dict[str, Any]]] = {
        "campaign": _public,
        "listing": _listing,
        "pledges": lambda _: {"pledges": []},
        "pledge": _pledge_page,
        "form": _form,
        "run": _run,
        "decide": _decide,
        "money": _money,
        "books": _books,
    }
    return made[page](state)


def _steps() -> list[dict[str, Any]]:
    first = {
        "id": KEY, "title": "Scénario", "deliverable": "Le scénario, publié et relu",
        "amount": "2 000 €", "state": "released", "state_word": "Money released",
        "evidence_url": "https://example.org/scenario", "evidence_note": LONG,
        "released": "2 000 €", "may": [], "may_file": False,
    }  # fmt: skip
    second = {
        **first, "id": UUID(int=KEY.int + 1), "title": RIGHT_TO_LEFT, "deliverable": LONG,
        "state": "evidence_filed", "state_word": "Evidence filed", "released": "",
        "may": words.choices({code: words.ACTS[code] for code in ("accept", "send_back")}),
    }  # fmt: skip
    third = {
        **first, "id": UUID(int=KEY.int + 2), "title": "Cours", "state": "planned",
        "state_word": "Planned", "evidence_url": "", "released": "", "may_file": True,
        "may": words.choices({code: words.ACTS[code] for code in ("reach", "miss")}),
    }  # fmt: skip
    return [first, second, third]


def _campaign(state: str = "open") -> dict[str, Any]:
    is_long = state == "long"
    return {
        "id": KEY, "title": RIGHT_TO_LEFT if is_long else "Un MOOC pour lire la qualité de l’eau",
        "summary": LONG * (4 if is_long else 1), "subject": "Water quality", "course_key": "",
        "kind": "Make a new course", "mode": "All or nothing: below the minimum, all money goes "
        "back", "state": "open", "state_word": "Open", "is_open": True,
        "progress": "12 000 € of 5 000 € (240 %)" if is_long else "2 000 € of 5 000 € (40 %)",
        "bar": 100 if is_long else 40, "minimum": "4 000 €", "opens": "1 October 2026",
        "closes": "1 December 2026", "has_promise": True,
        "partner_name": "École du littoral" if state == "partner" else "",
        "partner_url": "https://example.org/soutenir" if state == "partner" else "",
        "milestones": _steps(),
    }  # fmt: skip


def _public(state: str) -> dict[str, Any]:
    return {
        "campaign": _campaign(state),
        "supporters": [{"name": "Les Ateliers du fleuve", "amount": "2 000 €"},
                       {"name": RIGHT_TO_LEFT, "amount": ""}, {"name": LONG, "amount": ""}],
        "money": ["2 500 €", "2 000 €", "100 €", "0 €"],
        "policy": "https://example.org/politique",
        "may_pledge": state == "open", "may_run": state == "long",
    }  # fmt: skip


def _listing(state: str) -> dict[str, Any]:
    return {"campaigns": [] if state == "empty" else [_campaign(), _campaign("long")]}


def _pledge(**more: Any) -> dict[str, Any]:
    return {
        "id": KEY, "campaign": KEY, "campaign_title": "Un MOOC pour lire la qualité de l’eau",
        "organisation": "Les Ateliers du fleuve", "amount": "2 000 €", "paid": "500 €",
        "returned": "", "left": "1 500 €", "method": "Bank transfer", "method_code": "transfer",
        "purchase_order": "BC-2026-0042", "reference": "SPO-7KQ29MX-4", "state": "part_paid",
        "state_word": "Paid in part", "nature": "mecenat",
        "nature_word": words.word(words.NATURES, "mecenat"), "proposed": "mecenat",
        "proposed_word": words.word(words.NATURES, "mecenat"),
        "reasons": ["There is no counterpart with a value."],
        "counterparts": [{"word": "Invitations", "value": "100 €"}], "invoice_number": "",
        "due": "1 December 2026", "may_withdraw": True, "takes_money": True, **more,
    }  # fmt: skip


def _documents() -> list[dict[str, Any]]:
    one = {"id": KEY, "word": "Agreement", "number": "AG-2026-1", "is_draft": False,
           "is_credited": False, "kind": "agreement", "day": "2 October 2026"}  # fmt: skip
    return [
        one,
        {**one, "word": "Tax receipt for a gift", "number": "RF-2026-1", "kind": "receipt"},
        {**one, "word": "Pro-forma", "number": "", "kind": "pro_forma", "is_draft": True},
        {**one, "word": "Pro-forma", "number": "PF-2026-1", "kind": "pro_forma",
         "is_credited": True},
    ]  # fmt: skip


def _pledge_page(state: str) -> dict[str, Any]:
    refused = state == "refused"
    paid = {"day": "3 October 2026", "amount": "500 €", "word": "Received"}
    return {
        "pledge": _pledge(nature="" if refused else "mecenat", organisation=RIGHT_TO_LEFT),
        "entity": SimpleNamespace(legal_name="Agir", iban="FR76 3000 6000 0112 3456 7890 189",
                                  bic="AGRIFRPP"),
        "takes_cards": False, "documents": [] if refused else _documents(),
        "payments": [] if refused else [paid, {**paid, "word": "Refunded in part"}],
        "error": "This pledge was paid already: ask for a refund." if refused else "",
    } | (_back(state) if state in BACK else {})  # fmt: skip


def _back(state: str) -> dict[str, Any]:
    """Return what differs for who comes back from the card provider's page."""
    told, stands = BACK[state]
    card = _pledge(method="Card", method_code="stripe", takes_money=stands == "pending")
    return {"pledge": card, "takes_cards": True, "card": returning.note(told, [stands])}


def _form(state: str) -> dict[str, Any]:
    return {
        "campaign": _campaign("long"),
        "organisations": [] if state == "none" else [{"id": KEY, "name": RIGHT_TO_LEFT}],
        "methods": words.choices(words.METHODS, "purchase_order"),
        "visibilities": words.choices(words.VISIBILITIES, "amount"),
        "counterparts": [
            {"code": code, "label": str(label), "chosen": code == "invitation", "value": "1e9"}
            for code, label in words.COUNTERPARTS.items()
        ],
        "form": {"amount": "1,000.00"}, "key": "a" * 32, "policy": "",
        "error": "Write an amount such as 1500 or 1500.50." if state == "refused" else "",
        "wrong_amount": state == "refused",
    }  # fmt: skip


def _run(state: str) -> dict[str, Any]:
    refused = state == "refused"
    row = {"id": KEY, "reference": "SPO-7KQ29MX-4", "organisation": RIGHT_TO_LEFT,
           "amount": "2 000 €", "paid": "500 €", "state_word": "Paid in part"}  # fmt: skip
    step = {"word": "Put on hold", "state": "On hold", "day": "4 October 2026", "reason": LONG}
    return {
        "campaign": _campaign("long") | {"state_word": "Being delivered"},
        "may": words.choices({code: words.ACTS[code] for code in ("hold", "fail")}),
        "needs_promise": refused, "needs_course": True, "may_edit": refused,
        "pledges": [] if refused else [row, {**row, "organisation": LONG}],
        "history": [step, {**step, "reason": ""}],
        "error": "The course does not keep its free track." if refused else "",
        "receipts": _receipts() if state in ("receipts", "missed") else [],
        "gives_back": state == "receipts",
    }  # fmt: skip


def _receipts() -> list[dict[str, Any]]:
    one = {"id": KEY, "number": "RF-2026-1", "day": "2 October 2026", "pledge": KEY,
           "reference": "SPO-7KQ29MX-4"}  # fmt: skip
    return [one, {**one, "id": UUID(int=KEY.int + 1), "number": "RF-2026-2"}]


def _decide(state: str) -> dict[str, Any]:
    refused = state == "refused"
    paid = {"id": KEY, "key": "b" * 32, "day": "3 October 2026", "amount": "500 €",
            "word": "Received", "may_refund": True}  # fmt: skip
    return {
        "pledge": _pledge(nature="" if refused else "parrainage", organisation=LONG),
        "natures": words.choices(words.NATURES, "parrainage"), "may_sign": True,
        "documents": _documents(), "takes_invoice": True, "payments": [] if refused else [paid],
        "kinds": [] if refused else words.choices(words.DOCUMENTS),
        "error": "Say why you differ from the proposal." if refused else "",
    }  # fmt: skip


def _money(state: str) -> dict[str, Any]:
    if state == "empty":
        return {"lines": [], "refunds": [], "said": "", "error": ""}
    line = {"id": KEY, "day": "3 October 2026", "label": RIGHT_TO_LEFT, "amount": "500 €",
            "why": "No reference stands in it.", "suggested": ["SPO-7KQ29MX-4"]}  # fmt: skip
    due = {"id": KEY, "pledge": KEY, "reference": "SPO-7KQ29MX-4", "amount": "100 €",
           "is_card": False, "needs_second": False, "day": "4 October 2026"}  # fmt: skip
    return {
        "lines": [line, {**line, "id": UUID(int=KEY.int + 1), "label": LONG, "suggested": []}],
        "refunds": [due, {**due, "needs_second": True}, {**due, "is_card": True}],
        "said": "", "error": "Line 3 has no amount. Nothing was taken.",
    }  # fmt: skip


def _books(state: str) -> dict[str, Any]:
    empty = state == "empty"
    return {
        "documents": [] if empty else _documents(),
        "balances": [] if empty else [{"word": "Bank account", "amount": "12 000 €"},
                                      {"word": LONG, "amount": "−12 000 €"}],
        "is_draft": empty, "gives_receipts": False, "guarded": not empty,
        "was_checked": not empty, "findings": [] if empty else ["hash: 42", f"pledge {KEY}: 1"],
    }  # fmt: skip
