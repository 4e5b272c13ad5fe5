"""Getting certified in each state that a page must show; nobody in them exists."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from host.gallery.samples import LONG, RIGHT_TO_LEFT

KEY: Final = UUID("7d1f0a52-54a5-4a52-9d0e-0c2f5f3f7a22")
CODE: Final = "RNCP99001"
TEMPLATES: Final = {
    name: f"agir_dashboard/certifying/{name}.html"
    for name in ("listed", "one", "session", "place", "civil", "data")
}
STATES: Final = {
    "listed": ("full", "empty"),
    "one": ("near", "closed"),
    "session": ("full", "refused", "free"),
    "place": ("held", "back", "obtained"),
    "civil": ("empty", "wrong", "back", "found"),
    "data": ("full", "empty"),
}
ABSENCE: Final = {
    "version": "exam_absence:2026-06-27", "is_law": True, "since": "27 June 2026",
    "source": "Loi n° 2026-534 du 25 juin 2026, article 59 selon un seul site",
    "url": "https://www.vie-publique.fr/", "verified_on": "27 November 2026", "to_verify": True,
}  # fmt: skip
NOTICE: Final = {
    "version": "2026-11", "purpose": LONG, "ground": "The Code du travail (article L6113-8).",
    "recipients": "The Caisse des Dépôts.", "retention": LONG, "rights": "You can read it here.",
}  # fmt: skip
KNOWN: Final = {"code": CODE, "title": LONG[:120], "certifier_name": RIGHT_TO_LEFT, "offer_url": ""}


def context(page: str, state: str) -> dict[str, Any]:
    """Return what the page's template reads."""
    made = {
        "listed": _listed, "one": _one, "session": _session, "place": _place, "civil": _civil,
        "data": _data,
    }  # fmt: skip
    return made[page](state)


def _line(**told: Any) -> dict[str, Any]:
    return {
        "id": KEY, "code": CODE, "title": LONG[:90], "when": "4 January 2027 9 a.m.",
        "state": "Your place is kept for now", "is_alive": True, "until": "11 December 2026",
    } | told  # fmt: skip


def _exam(**told: Any) -> dict[str, Any]:
    return {
        "id": KEY, "title": "", "when": "4 January 2027 9 a.m.", "mode": "on site",
        "place": RIGHT_TO_LEFT, "price": "90,00 €", "left": "2 places left",
        "can_be_joined": True, "closes": "20 December 2026", "prerequisites": LONG,
        "arrangements": LONG, "contact": "certification@example.org", "is_remote": False,
    } | told  # fmt: skip


def _bloc(code: str, percent: int | None) -> dict[str, Any]:
    return {
        "code": code, "title": LONG[:100], "covered": "1 of 2 skills shown", "percent": percent,
        "is_near": percent == 50, "held": ["Welcome a person"] if percent else [],
        "missing": [LONG, RIGHT_TO_LEFT], "courses": [("Side by side", "/courses/x/about")],
    }  # fmt: skip


def _listed(state: str) -> dict[str, Any]:
    if state == "empty":
        return {}
    return {
        "places": [_line()],
        "near": [{"code": CODE, "title": LONG[:90], "bloc": _bloc("RNCP99001BC01", 50)}],
        "certifications": [{"code": CODE, "title": LONG, "sessions": 2},
                           {"code": "RS5875", "title": RIGHT_TO_LEFT, "sessions": 0}],
    }  # fmt: skip


def _one(state: str) -> dict[str, Any]:
    closed = state == "closed"
    return {
        "known": KNOWN, "covered": "" if closed else "1 of 6 skills shown",
        "hindrances": ["Its registration in the public repertoire has ended."] if closed else [],
        "blocs": [] if closed else [_bloc("RNCP99001BC01", 50), _bloc("RNCP99001BC02", 0),
                                    _bloc("RNCP99001BC03", None)],
        "courses": [("Side by side", "/courses/x/about")], "sessions": [_exam()],
        "places": [], "online_since": "" if closed else "2 November 2026",
        "valid_until": "31 December 2030",
    }  # fmt: skip


def _way(code: str, title: str, **told: Any) -> dict[str, Any]:
    return {
        "code": code, "key": code, "pool": "", "title": title, "about": [LONG],
        "act": "Keep my place", "needs": [], "is_voucher": False, "rule": None,
    } | told  # fmt: skip


def _session(state: str) -> dict[str, Any]:
    ways = [_way("free", "There is nothing to pay")] if state == "free" else [
        _way("seat", "A seat that a sponsor offers", act="Take this seat"),
        _way("voucher", "I have a voucher", is_voucher=True),
        _way("aid", "I cannot pay", needs=[("student", "I am a student"), ("other", LONG)]),
        _way("self", "I pay it myself"),
        _way("cpf", "My CPF pays it", rule={
            "value": "150,00 €", "since": "2 April 2026", "source": "Décret n° 2026-234",
            "url": "https://example.org/", "to_verify": True,
        }),
    ]  # fmt: skip
    refused = state == "refused"
    return {
        "known": KNOWN, "session": _exam(price="nothing to pay" if state == "free" else "90,00 €"),
        "absence": ABSENCE, "ways": ways, "hindrances": [], "mine": [], "key": KEY,
        "chosen": "voucher" if refused else "", "form": {"code": "0000-0000", "need": "other"},
        "error": "Too many codes were tried. Wait an hour, then try again." if refused else "",
    }  # fmt: skip


def _place(state: str) -> dict[str, Any]:
    event = {"what": LONG, "date": "14 October 2026"}
    passage = SimpleNamespace(blocs=(("RNCP99001BC01", True), ("RNCP99001BC02", False)))
    story = {
        "past": [event, event],
        "ahead": [] if state == "obtained" else [event, {**event, "date": ""}],
        "is_wanted": state == "held", "came_back": state == "back",
        "passage": passage if state != "held" else None,
    }  # fmt: skip
    held = state == "held"
    return {
        "place": _line(is_alive=held, state="Your place is kept for now" if held else "Ended"),
        "known": KNOWN, "session": _exam(), "fee": "90,00 €", "payer": "you", "story": story,
        "absence": ABSENCE, "pay_url": "https://example.org/pay" if held else "", "offer_url": "",
        "ways": [_way("seat", "A seat that a sponsor offers")] if held else [], "may_cancel": held,
        "voice": {
            "may_appraise": not held, "given": "" if state == "back" else "6 January 2027",
            "scores": [
                {"value": str(one), "word": "Rather satisfied", "is_chosen": one == 4}
                for one in range(1, 6)
            ],
            "comment": LONG, "text": "", "complaints": [] if held else [
                {"day": "5 January 2027", "text": LONG, "answer": LONG, "answered": "today"},
                {"day": "6 January 2027", "text": RIGHT_TO_LEFT, "answer": "", "answered": ""},
            ],
        },
        "documents": [] if held else [{"title": "Certificat de réalisation", "url": "#"}],
        "key": KEY, "done": "You are registered." if held else "", "error": "",
    }  # fmt: skip


def _civil(state: str) -> dict[str, Any]:
    places = [{"code": "29019", "label": "Brest", "until": ""},
              {"code": "01024", "label": RIGHT_TO_LEFT, "until": "1 January 2020"}]  # fmt: skip
    wrong = {"birth_name": "A name holds no figure.", "sex": "Choose what your civil status says.",
             "day": "There is no such day.", "place": "Search for the place."}  # fmt: skip
    form = {"birth_name": "V4sseur", "day": "31", "month": "2", "year": "1987", "where": "france",
            "place": "29019" if state == "found" else "", "find": "bre"}  # fmt: skip
    return {
        "form": {} if state == "empty" else form, "wrong": wrong if state == "wrong" else {},
        "error": "", "notice": NOTICE, "is_recorded": state == "back",
        "is_wanted": state != "empty", "places": places if state == "found" else [],
        "came_back": [(KEY, "Aucun titulaire ne correspond")] if state == "back" else [],
        "is_search": state == "found", "asks_nir": state == "wrong", "done": "",
    }  # fmt: skip


def _data(state: str) -> dict[str, Any]:
    if state == "empty":
        return {"notice": NOTICE}
    reading = {"at": "14 October 2026 9 a.m.", "who": "a certification manager", "act": "read",
               "why": "for a file to the Caisse des Dépôts"}  # fmt: skip
    return {
        "civil": {
            "rows": [("Birth name", "Vasseur-Quénot"), ("Born in", LONG)], "has_nir": True,
            "basis": "a legal obligation", "recorded": "14 October 2026",
            "corrected": "15 October 2026", "until": "31 March 2027", "is_law": True,
            "readings": [reading, {**reading, "who": "you", "why": ""}],
        },
        "notice": NOTICE, "places": [_line()], "has_places": True,
        "passages": [{"code": CODE, "decision": "The jury decided: obtained.", "attendance":
                      "You came to the exam.", "deposit": LONG, "delivered": ""}],
    }  # fmt: skip
