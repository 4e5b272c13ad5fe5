"""The desk of who manages certifications, in states that a demo has not; nobody here exists."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from host.gallery.samples import LONG, RIGHT_TO_LEFT

KEY: Final = UUID("7c1f4a10-8c55-4a0e-9a53-1d8f0a2b9c44")
ROOT: Final = "agir_certification/desk"
STATES: Final = {
    "duties": ("full", "address"),
    "deposits": ("checked", "partner", "empty"),
    "batch": ("answered", "generated", "erased"),
    "session": ("full", "refused"),
    "exam": ("full", "unsigned", "refused"),
    "dossier": ("flagged",),
    "proofs": ("full", "none"),
    "quality": ("full",),
    "catalogue": ("full", "refused", "empty"),
    "rectifications": ("full", "empty"),
    "rectification": ("full", "refused", "early"),
    "offer": ("full", "refused", "empty"),
}
REFUSED: Final = "Something is wrong with “place”. Correct it, then try again."
NOBODY: Final = "Aucun titulaire ne correspond aux critères obligatoires"
MODES: Final = [{"value": "A_DISTANCE", "word": "Remote", "is_chosen": True}]
SESSION: Final = {
    "id": KEY, "code": "RS99999", "title": LONG[:80], "day": "24 November 2026, 9 a.m.",
    "state": "open", "word": "Open", "mode": "On site", "place": LONG, "taken": 9, "capacity": 12,
    "price": "1,290.00 €", "override_reason": "Démonstration",
}  # fmt: skip


def context(page: str, state: str) -> dict[str, Any]:
    """Return what the page's template reads."""
    made: dict[str, Any] = {
        "duties": _duties, "deposits": _deposits, "batch": _batch, "session": _session,
        "exam": _exam, "dossier": _dossier, "proofs": _proofs, "quality": _quality,
        "catalogue": _catalogue, "offer": _offer,
        "rectifications": _rectifications, "rectification": _rectification,
    }[page](state)  # fmt: skip
    return {"room": page, "fault": REFUSED if state == "refused" else "", **made}


def _duty(number: int, **told: Any) -> dict[str, Any]:
    return {
        "id": str(UUID(int=KEY.int + number)), "word": "Declare the entry", "label": "20260012345",
        "code": "RS99999", "due": "23 November 2026", "counted_from": "18 November 2026",
        "rule": "Declaration of the entry into training", "days_left": 3, "days_late": 4,
        "done_on": "20 November 2026", "by": "olu", "note": LONG[:60], **told,
    }  # fmt: skip


def _duties(state: str) -> dict[str, Any]:
    address = f"https://example.org/agir/manage/certification/calendar/{'a' * 43}.ics"
    return {
        "late": [_duty(1), _duty(2, label=LONG[:60])], "ahead": [_duty(3)], "recent": [_duty(4)],
        "undecided": 2,
        "waiting": [{"session": KEY, "code": "RS99999", "day": "14/10/2026", "count": 2}],
        "address": address * (state == "address"),
        "address_since": "1 November 2026", "done": "x" * (state == "full"),
        "just_done": str(KEY) * (state == "full"), "wrong": "", "note": "",
    }  # fmt: skip


def _standing(number: int, **told: Any) -> dict[str, Any]:
    return {
        "id": str(UUID(int=KEY.int + number)), "who": "Ondine Vasseur", "state": "ready",
        "why": "Ready: it goes into the next file", "faults": [], "keeps_back": False,
        "message": "", "batch": None, "may_exclude": True, "may_again": False, **told,
    }  # fmt: skip


def _deposits(state: str) -> dict[str, Any]:
    one = SimpleNamespace(code="RS99999", title=LONG, may_deposit=state != "partner")
    rows = [
        _standing(1),
        _standing(2, who=RIGHT_TO_LEFT, keeps_back=True, faults=[
            "CPF-ID-01 nomNaissance The name is empty. Write it as on the identity document."]),
        _standing(3, who=LONG[:60], state="refused", why="Refused: the learner is asked to correct",
                  message=NOBODY, batch=KEY, may_again=True),
        _standing(4, faults=["CPF-DA-03 dateDebutValidite More than the legal delay."]),
    ]  # fmt: skip
    return {
        "one": one, "role": "Certifier", "rows": rows * (state != "empty"),
        "ready": 3 * (state != "empty"), "is_checked": state == "checked", "official": "1.1.2",
        "files": [{"id": KEY, "day": "24 November 2026", "word": "Answered", "passages": 12}],
        "reason": "",
    }  # fmt: skip


def _batch(state: str) -> dict[str, Any]:
    name = "agir-cpf-20261124-090000-3c5e4a85a1b2.xml"
    view = SimpleNamespace(
        id=KEY, code="RS99999", file_name=name, flux=str(KEY), sha256="8f0ec6db" * 8, passages=3,
        profile="1.1.2", reason=LONG if state == "erased" else "", is_whole=state != "erased",
    )  # fmt: skip
    told = SimpleNamespace(accepted=1, refused=1, missing=1, unknown=0, contradicted=1)
    is_answered = state == "answered"
    return {
        "view": view,
        "batch": {"name": name, "day": "24 November 2026, 9 a.m.",
                  "state": "generated" if state == "generated" else "deposited",
                  "word": "Deposited: waits for its answer"},
        "made_by": "", "deposited_by": "olu", "deposited_on": "24 November 2026",
        "lines": [
            {"id": str(KEY), "who": "Ondine Vasseur", "outcome": "Accepted", "message": ""},
            {"id": "x", "who": RIGHT_TO_LEFT, "outcome": "Refused", "message": NOBODY},
        ],
        "reports": [{"day": "26 November 2026", "told": told}] * is_answered,
        "is_answered": is_answered, "reason": "", "done": "made" if state == "generated" else "",
    }  # fmt: skip


def _request(number: int, **told: Any) -> dict[str, Any]:
    return {
        "id": str(UUID(int=KEY.int + number)), "passage": KEY, "who": "Ondine Vasseur",
        "code": "RS99999", "asked": f"{number} November 2026", "what": LONG,
        "due": "27 February 2027", "is_late": False, "done": "", "withdrawn": "", **told,
    }  # fmt: skip


def _rectifications(state: str) -> dict[str, Any]:
    several = [
        _request(1), _request(2, who=RIGHT_TO_LEFT, is_late=True),
        _request(3, done="26 November 2026"), _request(4, withdrawn="25 November 2026"),
    ]  # fmt: skip
    pages = {"number": 2, "last": 3, "before": 1, "after": 3}
    return {"requests": several * (state == "full"), "pages": pages}


def _rectification(state: str) -> dict[str, Any]:
    return {
        "passage": {"id": str(KEY), "code": "RS99999", "who": "Ondine Vasseur",
                    "deposit": "Accepted", "settled": "24 November 2026"},
        "may_ask": state != "early", "form": {"asked_on": "", "what": LONG[:60]},
        "requests": _rectifications("full")["requests"] * (state == "full"),
    }  # fmt: skip


def _session(state: str) -> dict[str, Any]:
    fields = ("title", "place", "postal_code", "pay_url", "prerequisites", "arrangements")
    person = {"id": str(KEY), "who": "Ondine Vasseur", "state": "held", "word": "Waits",
              "funding": "CPF dossier", "fee": "1,290.00 €", "day": "2 November 2026"}  # fmt: skip
    return {
        "session": SESSION,
        "people": [person, person | {"id": str(UUID(int=9)), "who": RIGHT_TO_LEFT},
                   person | {"id": str(UUID(int=8)), "state": "lapsed", "may_reinstate": True}],
        "form": dict.fromkeys(fields, LONG[:60]) | {"capacity": 12, "price": "1290,00"},
        "modes": MODES, "may_override": True, "may_open": True, "may_close": True,
        "may_hold": True, "may_cancel": True, "is_wrong": state == "refused",
    }  # fmt: skip


def _exam(state: str) -> dict[str, Any]:
    member = {"name": "Jeanne Presle", "capacity": LONG[:60], "presides": True}
    signed = "" if state == "unsigned" else "24 November 2026"
    jury = {"id": str(KEY), "day": "24 November 2026", "signed": signed,
            "sha256": "8f0ec6db" * 8 if signed else "", "members": [member],
            "earlier": [{"id": 1, "signed": signed, "replaced": signed}] * bool(signed)
            }  # fmt: skip
    person = {
        "id": str(KEY), "who": "Ondine Vasseur", "attendance": "present", "has_proof": True,
        "attendance_word": "Present", "decision": "obtained", "decision_word": "Obtained",
        "by": "olu", "day": "24 November 2026", "delivered": "24 November 2026",
        "proposed": "2 November 2026", "won": ["RNCP99001BC01"], "may_attend": True,
        "may_decide": True, "deposit": "Ready: it goes into the next file",
        "typed": {"jury": str(KEY), "decision": "obtained", "delivered_on": "2026-11-24",
                  "score": LONG[:60], "digital_score": "640", "digital_results": "3:1:2;4:2:1",
                  "won": ["RNCP99001BC01"]},
    }  # fmt: skip
    return {
        "session": SESSION, "juries": [jury], "people": [person] * (state != "unsigned"),
        "signed": [{"value": str(KEY), "word": signed}] if signed else [],
        "blocs": [{"code": "RNCP99001BC01", "title": LONG}],
        "attendances": [{"value": "present", "word": "Present"}],
        "decisions": [{"value": "obtained", "word": "Obtained"}], "obtained": ["PAR_ADMISSION"],
        "mentions": ["SANS_MENTION"], "levels": ["B2"], "accesses": ["CANDIDAT_LIBRE"],
        "places": range(6), "wrong": str(KEY) if state == "refused" else "",
    }  # fmt: skip


def _dossier(_state: str) -> dict[str, Any]:
    return {
        "dossier": {"number": "20260000012345", "state": "Proposal sent", "code": "RS99999",
                    "day": "21 November 2026", "amount": "1,290.00 €",
                    "flag": "This state does not follow from the one before"},
        "steps": [{"state": "Proposal sent", "day": "21 November 2026", "by": "olu",
                   "source": "manual", "is_odd": True}],
        "duties": [{"word": "Declare the entry", "due": "23 November 2026", "done": "",
                    "is_late": True}],
        "states": [{"value": "accepted", "word": "Accepted"}], "registration": None,
        "untied": [{"value": str(KEY), "word": "Ondine Vasseur · RS99999"}], "form": {},
    }  # fmt: skip


def _proofs(state: str) -> dict[str, Any]:
    activity = {"title": LONG, "time": "1 h 30", "day": "17 November 2026", "counts": True,
                "before": False}  # fmt: skip
    contract = {
        "action": LONG[:90], "entered": "7 November 2026", "exited": "22 November 2026",
        "planned": "3 h 00", "done": "1 h 30", "rate": 50,
        "activities": [activity, activity | {"counts": False, "before": True}],
    }  # fmt: skip
    return {
        "registration": {"id": KEY, "code": "RS99999", "session": KEY, "who": RIGHT_TO_LEFT,
                         "funding": "CPF dossier", "state": "Confirmed"},
        "contract": contract if state == "full" else None, "may_prove": state == "full",
        "kept": [{"kind": "pack", "sha256": "8f0ec6db" * 8, "until": "31 December 2029"}]
        if state == "full" else [],
        "employer": "", "form": {}, "is_open": state == "none",
    }  # fmt: skip


def _quality(_state: str) -> dict[str, Any]:
    from agir_certification.pages.desk import indicators

    return {
        "indicators": indicators.table(), "years": [2026, 2025], "codes": ["RS99999"],
        "complaints": [
            {"id": str(KEY), "code": "RS99999", "day": "20 November 2026", "text": LONG,
             "answer": LONG, "answered": "21 November 2026", "by": "olu"},
            {"id": "x", "code": "RS99999", "day": "19 November 2026", "text": RIGHT_TO_LEFT,
             "answer": "", "answered": "", "by": ""},
        ],
        "scores": [{"score": score, "count": score} for score in range(1, 6)], "count": 15,
        "form": {},
    }  # fmt: skip


def _catalogue(state: str) -> dict[str, Any]:
    session = {"day": "24 November 2026, 9 a.m.", "mode": "Remote", "price": "1,290.00 €"}
    row = {
        "code": "RNCP99001", "title": LONG, "hindrances": [], "is_written": True,
        "summary": "Piloter un projet", "texts_lack": 2 * (state == "refused"),
        "sessions": [session | {"id": str(KEY), "is_picked": True}],
    }  # fmt: skip
    other = row | {"code": "RS99999", "title": RIGHT_TO_LEFT, "is_written": False,
                   "hindrances": ["The sheet has ended"]}  # fmt: skip
    return {
        "rows": [row, other] * (state != "empty"),
        "is_checked": state != "empty",
        "faults": [
            "RNCP99001 objectif-formation This is missing. EDOF asks for it.",
            "RNCP99001-1 numtel (30017) This has not the form that EDOF reads.",
        ] * (state == "refused"),
    }  # fmt: skip


def _offer(state: str) -> dict[str, Any]:
    from agir_certification.api import edof
    from agir_certification.pages.desk.offer import FIELDS

    is_empty = state == "empty"
    fault = "RNCP99001 objectif-formation This is missing. EDOF asks for it."
    version = {"at": "24 November 2026, 9 a.m.", "by": "olu", "summary": LONG, "objective": LONG}
    return {
        "one": {"code": "RNCP99001", "title": RIGHT_TO_LEFT},
        "fields": [
            {"name": name, "word": word, "help": told, "rows": rows, "most": edof.LIMITS[name],
             "value": "" if is_empty else LONG[: edof.LIMITS[name]]}
            for name, word, told, rows in FIELDS
        ],
        "hours": "" if is_empty else "35", "faults": [fault] * (state == "refused"),
        "is_written": not is_empty, "done": "kept" if state == "full" else "",
        "versions": [version | {"id": number} for number in (3, 2, 1)] * (not is_empty),
        "room": "certifications",
    }  # fmt: skip
