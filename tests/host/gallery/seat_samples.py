"""Seats, aid and impact in each state that a page must show; nobody in them exists."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from host.gallery.samples import LABELS, LONG, RIGHT_TO_LEFT

KEY: Final = UUID("3f2b8a52-54a5-4a52-9d0e-0c2f5f3f7a11")
TEMPLATES: Final = {
    "mine": "agir_sponsorship/seats/mine.html",
    "pool": "agir_sponsorship/seats/pool.html",
    "pools": "agir_sponsorship/seats/pools.html",
    "aid": "agir_sponsorship/seats/aid.html",
    "report": "agir_sponsorship/impact/report.html",
}
STATES: Final = {
    "mine": ("full", "refused"),
    "pool": ("codes", "closed"),
    "pools": ("empty", "refused"),
    "aid": ("full", "refused"),
    "report": ("full", "few"),
}


def context(page: str, state: str) -> dict[str, Any]:
    """Return what the page's template reads."""
    return {"mine": _mine, "pool": _pool, "pools": _pools, "aid": _aid, "report": _report}[page](
        state
    )


def _mine(state: str) -> dict[str, Any]:
    asked = {
        "id": KEY, "certification": "RNCP35959", "amount": "90,00 €",
        "word": "Somebody will decide", "day": "14 October 2026", "reason": "", "by": "",
        "may_appeal": False,
    }  # fmt: skip
    declined = {
        **asked, "certification": "RS5875", "word": "Declined", "reason": LONG, "by": "Olu Adeyemi",
        "may_appeal": True, "id": UUID(int=KEY.int + 1),
    }  # fmt: skip
    paid = {"word": "Yours", "state": "confirmed", "amount": "90,00 €", "by_fund": False}
    refused = state == "refused"
    return {
        "claims": [] if refused else [paid, {**paid, "by_fund": True, "word": "Given back"}],
        "requests": [asked, declined],
        "needs": [("student", "I am a student or an apprentice"), ("other", "Another reason")],
        "voucher": None if refused else {"name": LONG[:60], "amount": "100,00 €",
                                         "certifications": "RNCP35959, RS5875", "until": "30 June"},
        "fault": "Too many codes were tried. Wait an hour, then try again." if refused else "",
        "form": {"code": "0000-0000"} if refused else {},
    }  # fmt: skip


def _pool(state: str) -> dict[str, Any]:
    batch = {
        "id": KEY, "count": 3, "redeemed": 1, "day": "14 October 2026", "until": "", "revoked": "",
        "ends": [("A7K9", "issued"), ("0PQR", "redeemed"), ("ZZ42", "revoked")],
    }  # fmt: skip
    return {
        "pool": {
            "id": KEY, "name": RIGHT_TO_LEFT, "bought": 15, "used": 4, "left": 11, "vouchers": 3,
            "price": "100,00 €", "is_open": False, "is_closed": state == "closed",
            "certifications": "RNCP35959", "course_keys": "course-v1:Agir+COTE-A-COTE+2026",
            "until": "", "themes": ["Environment", "Climate action", LONG[:60]],
        },
        "codes": ("7KQ2-M9XV-0R4T-A7K9", "B3HD-22WE-9PNC-0PQR") if state == "codes" else (),
        "batches": [batch, {**batch, "revoked": "15 October 2026", "id": UUID(int=KEY.int + 1)}],
        "done": "closed" if state == "closed" else "",
    }  # fmt: skip


def _pools(state: str) -> dict[str, Any]:
    refused = state == "refused"
    themes = [
        {"id": "agir:environment", "name": "Environment", "chosen": refused},
        {"id": "agir:health", "name": LONG, "chosen": False},
    ]
    return {
        "pools": [_pool("closed")["pool"]] if refused else [],
        "organisations": [(KEY, RIGHT_TO_LEFT)] if refused else [],
        "fund": "800,00 €", "fund_left": "710,00 €", "waiting": 1 if refused else 0,
        "schemes": [
            {"name": "Themes of the manifesto", "themes": themes, "chosen": refused},
            {"name": "Sustainable development goals", "themes": themes[1:], "chosen": False},
        ],
        "fault": "Look at the numbers, the name and the dates." if refused else "",
        "form": {"name": "Places du climat", "bought": "0", "key": "k" * 32},
    }  # fmt: skip


def _aid(state: str) -> dict[str, Any]:
    one = {
        "id": KEY, "certification": "RNCP35959", "amount": "90,00 €", "need": "My income is low",
        "day": "14 October 2026", "appeal": "", "before": "", "before_by": "", "is_appeal": False,
        "is_checked": False,
    }  # fmt: skip
    again = {
        **one, "id": UUID(int=KEY.int + 1), "appeal": LONG, "before": "The session is full.",
        "before_by": "Olu Adeyemi", "is_appeal": True,
    }  # fmt: skip
    refused = state == "refused"
    return {
        "requests": [one, again, {**one, "id": UUID(int=KEY.int + 2), "is_checked": True}],
        "fund": "800,00 €", "fund_left": "710,00 €", "wrong": KEY if refused else None,
        "fault": "Say why, in at most 1000 signs." if refused else "",
    }  # fmt: skip


def _report(state: str) -> dict[str, Any]:
    few = state == "few"
    rows = [
        {"label": label, "tried": None if few else 44 + at, "gained": None if few else 22 + at}
        for at, label in enumerate([*LABELS[:3], LONG, RIGHT_TO_LEFT])
    ]
    course = {
        "title": "Côte à côte : aider un proche à faire ses démarches en ligne",
        "enrolled": None if few else 310, "active": None if few else 128,
        "day": "" if few else "14 October 2026",
        "competencies": rows,
        "indicators": [{"title": "Learned without finishing",
                        "value": "not told" if few else "0.46", "n": "not told" if few else 61}],
    }  # fmt: skip
    steps = [{"title": "Storyboard", "word": "accepted and paid",
              "evidence_url": "https://example.org/storyboard"},
             {"title": LONG, "word": "planned"}]  # fmt: skip
    return {
        "id": KEY, "organisation": KEY, "name": "Les Ateliers du fleuve", "day": "1 November 2026",
        "k": 11, "sha256": "9f" * 32, "method": "agir-impact/1", "seats": None if few else 22,
        "courses": [course], "campaigns": [{"title": "Un MOOC sur l’eau", "milestones": steps}],
        "themes": [] if few else ["Environment", LONG[:60]],
    }  # fmt: skip
