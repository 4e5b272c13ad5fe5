"""Organisations and the public ledger in each state that a page must show; nobody here exists."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from host.gallery.samples import LONG, RIGHT_TO_LEFT

KEY: Final = UUID("3f2b8a52-54a5-4a52-9d0e-0c2f5f3f7a12")
TEMPLATES: Final = {
    "one": "agir_sponsorship/organisations/one.html",
    "own": "agir_sponsorship/organisations/own.html",
    "join": "agir_sponsorship/organisations/join.html",
    "verification": "agir_sponsorship/organisations/verification.html",
    "ledger": "agir_sponsorship/books/ledger.html",
}
STATES: Final = {
    "one": ("draft", "link", "refused", "viewer"),
    "own": ("full", "refused"),
    "join": ("asked", "refused"),
    "verification": ("full", "refused"),
    "ledger": ("full",),
}
TOLD: Final = SimpleNamespace(
    legal_name="Les Ateliers du fleuve, société coopérative d’intérêt collectif",
    public_name="Les Ateliers du fleuve",
    country="FR",
    legal_form="company",
    siren="123456782",
    siret="12345678200010",
    vat="",
    registration="",
    website="https://example.org/",
    visibility="name",
)
FORMS: Final = [("company", "Company"), ("association", "Association"), ("other", "Other")]
ROLES: Final = [("admin", "Administrator: everything"), ("viewer", "Viewer: reads reports")]
FORM: Final = {"told": TOLD, "forms": FORMS, "wrong": ""}


def context(page: str, state: str) -> dict[str, Any]:
    """Return what the page's template reads."""
    made: dict[str, Any] = {
        "one": _one,
        "own": _own,
        "join": _join,
        "verification": _verification,
        "ledger": _ledger,
    }[page](state)
    return made


def _shown(name: str, state: str, word: str, **more: Any) -> dict[str, Any]:
    return {
        "uuid": KEY,
        "told": TOLD,
        "name": name,
        "state": state,
        "word": word,
        "next": "Nobody else sees it. Submit it when it is complete.",
        "form": "Company",
        "number": TOLD.siren,
        "logo": None,
        "url": "#",
        "submitted": "14 October 2026",
        "decided": "15 October 2026",
        "reason": "",
        "by": "olu",
        "role": "Administrator: everything",
        **more,
    }


def _one(state: str) -> dict[str, Any]:
    is_admin = state != "viewer"
    return {
        "one": _shown(
            RIGHT_TO_LEFT if state == "viewer" else TOLD.public_name,
            "rejected" if state == "refused" else "draft",
            "Not accepted" if state == "refused" else "Draft",
            reason=LONG if state == "refused" else "",
        ),
        "is_admin": is_admin,
        "may_edit": True,
        "may_logo": True,
        "contacts": [
            {"subject": KEY, "name": "amina", "role": ROLES[0][1], "since": "1 October 2026"},
            {"subject": KEY, "name": "boris", "role": ROLES[1][1], "since": "2 October 2026"},
        ],
        "invitations": [{"id": 1, "role": ROLES[1][1], "until": "28 October 2026"}],
        "roles": ROLES,
        "acts": [
            {"word": "Submitted", "day": "14 October 2026", "reason": ""},
            {"word": "Registered", "day": "1 October 2026", "reason": ""},
        ],
        "link": f"https://example.org/agir/sponsorship/join/{'a' * 43}/" * (state == "link"),
        "error": "This number is not one of this organisation." if state == "refused" else "",
        "done": "Saved." if state == "draft" else "",
        **FORM,
        "wrong": "siren" if state == "refused" else "",
    }


def _own(state: str) -> dict[str, Any]:
    return {
        "mine": [
            _shown(TOLD.public_name, "verified", "Verified"),
            _shown(LONG[:80], "submitted", "Waits for verification"),
            _shown(RIGHT_TO_LEFT, "suspended", "Suspended"),
        ],
        "error": "This number is not one of this organisation." if state == "refused" else "",
        "may_decide": True,
        **FORM,
        "wrong": "siren" if state == "refused" else "",
    }


def _join(state: str) -> dict[str, Any]:
    if state == "refused":
        return {"error": "This invitation was used, taken back or has ended.", "name": ""}
    return {"error": "", "name": TOLD.public_name, "role": ROLES[0][1]}


def _verification(state: str) -> dict[str, Any]:
    refused = state == "refused"
    return {
        "waiting": [
            _shown(TOLD.public_name, "submitted", "Waits for verification"),
            _shown(RIGHT_TO_LEFT, "submitted", "Waits", uuid=UUID(int=KEY.int + 1)),
        ],
        "others": [
            _shown("Fleuve", "verified", "Verified", uuid=UUID(int=KEY.int + 2)),
            _shown("Rive", "suspended", "Suspended", reason=LONG, uuid=UUID(int=KEY.int + 3)),
        ],
        "error": "Say why, in at most 500 characters." if refused else "",
        "failed": str(KEY) if refused else "",
        "reason": "",
        "done": "" if refused else "Verified, in your name.",
        "link": "",
    }


def _ledger(state: str) -> dict[str, Any]:
    return {
        "months": [
            {
                "name": name,
                "id": code,
                "hash": "8f0ec6db" * 8,
                "lines": [
                    {"kind": "Payments received", "amount": "120,000.00 EUR", "entries": 3},
                    {
                        "kind": "Fees paid by seats",
                        "amount": "3,300.00 EUR",
                        "entries": 1,
                        "learners": 33,
                    },
                ],
            }
            for name, code in (("October 2026", "2026-10"), ("September 2026", "2026-09"))
        ],
        "next": "2026-09",
        "standings": [
            {"name": "Bank account", "amount": "120,000.00 EUR", "side": "held"},
            {"name": "Seats not taken yet", "amount": "16,700.00 EUR", "side": "owed"},
            {"name": "Certification fees", "amount": "3,300.00 EUR", "side": "earned"},
        ],
        "until": "October 2026",
        "k": 11,
    }
