"""Pages of the commons and of what was learnt before sign-up, in states that a demo has not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from agir_catalogue import sentences as told
from agir_catalogue.api.peers import (
    DISPUTE_LIMIT,
    DisputeView,
    HarvestView,
    MergeView,
    PeerView,
)
from agir_catalogue.api.recognition import BadgeOfAnother, WeightUnfit
from agir_catalogue.federation.incoming.refusals import DisputesTooMany
from agir_catalogue.pages.federation import words as peer_words
from agir_catalogue.pages.federation.public import card
from agir_catalogue.recognition import words as recognition_words
from agir_dashboard import sentences
from agir_dashboard.before import words
from agir_dashboard.before.shown import Line, Row

LONG = "Reconnaître un message piégé, et aider quelqu’un à réagir sans faire à sa place " * 2


def _before(state: str) -> dict[str, Any]:
    if state == "done":
        return {"rows": [], "gone": "[]", "done": words.done(2)}
    codes = {
        "full": ("", "", "receipt_empty"),
        "gone": ("receipt_claimed", "receipt_too_old", "receipt_forged"),
        "refused": ("", "", ""),
    }[state]
    rows = [_row(place, code) for place, code in enumerate(codes)]
    error = str(words.SENTENCES["claim_too_many"]) % {"limit": 50} if state == "refused" else ""
    return {
        "rows": rows, "is_open": any(not row.why for row in rows), "gone": "[]", "receipts": "[]",
        "error": error,
    }  # fmt: skip


def _row(place: int, code: str) -> Row:
    at = datetime(2026, 11, 3 + place, 9, tzinfo=UTC)
    lines = tuple(
        Line(UUID(int=number + 1), name, Decimal(1), sentences.result(percent), counts=number != 1)
        for number, (name, percent) in enumerate(
            (("Écouter et reformuler un besoin", 100), (LONG, 50))
        )
    )
    title = ("Où en êtes-vous ?", LONG, "Un message presse, que faire ?")[place]
    return Row(
        place, f"block:{place}", title, at, sentences.day(at), lines, code, words.refused(code),
        is_gone=bool(code),
    )  # fmt: skip


def _peers(state: str) -> dict[str, Any]:
    if state == "empty":
        return {"peers": [], "disputes": [], "may_manage": False}
    long = state == "long"
    views = [_peer(1, "Université ouverte", "active", ""),
             _peer(2, LONG if long else "Campus B", "active", "feed_astray"),
             _peer(3, "OER Sammlung", "quarantined", "signature_wrong")]  # fmt: skip
    doubt = DisputeView(
        1, 7, LONG, 1, "Université ouverte", LONG, datetime(2026, 11, 5, tzinfo=UTC), "", None
    )
    return {"peers": [card(one) for one in views], "disputes": [doubt], "may_manage": True}


def _peer(number: int, name: str, state: str, reason: str) -> PeerView:
    good = datetime.now(UTC) - timedelta(days=number)
    return PeerView(
        id=number, name=name, base_url=f"https://peer{number}.example",
        feed_url=f"https://peer{number}.example/feed", state=state, is_signed=number == 1, keys=(),
        added_at=good, good_at=good if number < 3 else None, faults=number - 1, reason=reason,
        courses=120 * number, rejected=number - 1, disputes=1 if number == 1 else 0, harvests=(),
    )  # fmt: skip


def _same(state: str) -> dict[str, Any]:
    at = datetime(2026, 11, 5, tzinfo=UTC)
    pairs = [
        MergeView(1, 4, LONG, "Campus B", 5, "Reconnaître un message piégé", "Université ouverte",
                  "", "likeness", "proposed", "", at, None),
        MergeView(2, 6, "Kurs 1", "OER Sammlung", 0, "", "", "course-v1:Agir+COTE+2026", "same_as",
                  "made", "", at, None),
    ]  # fmt: skip
    merges = [
        {"view": one, "told": peer_words.rule(one.rule), "waits": one.state == "proposed"}
        for one in pairs
    ]
    fault = "There is no such pair of courses, or it is settled." if state == "refused" else ""
    return {"merges": merges, "fault": fault}


def _one(state: str) -> dict[str, Any]:
    at = datetime(2026, 11, 5, tzinfo=UTC)
    found = card(_peer(3, LONG, state, "signature_wrong"))
    key = ("did:web:peer3.example#k1", f"z6Mk{'q' * 44}")
    found["view"] = replace(found["view"], keys=(key,), is_signed=True, courses=1)
    harvests = [
        HarvestView(at, "signature_wrong", 0, 0, 0, 0, 0), HarvestView(at, "", 12, 3, 1, 2, 360),
    ]  # fmt: skip
    return {
        "peer": found,
        "harvests": [{"view": one, "told": peer_words.harvest(one)} for one in harvests],
        "rejections": [
            {"record": "urn:uuid:" + "0a" * 16, "told": told.reading("record_incomplete"),
             "at": at}
        ],
        "disputes": [_doubt(at)], "courses": [_course()], "may_manage": True, "fault": "",
        "is_asked": False,
    }  # fmt: skip


def _doubt(at: datetime) -> DisputeView:
    return DisputeView(1, 7, LONG, 1, "Université ouverte", LONG, at, "", None)


def _course() -> Any:
    return SimpleNamespace(
        id=7, peer_id=3, peer="Université ouverte", title=LONG, summary=f"{LONG}\n\n{LONG}",
        languages=("fr",), about_url="https://peer3.example/cours/7", also_teaches=(LONG,),
        teaches=(SimpleNamespace(label="Écouter"),),
        fetched_at=datetime.now(UTC) - timedelta(hours=5),
    )  # fmt: skip


def _peer_course(_state: str) -> dict[str, Any]:
    return {
        "course": _course(), "disputes": [_doubt(datetime(2026, 11, 5, tzinfo=UTC))],
        "remarks": [told.reading("free_unproven"), told.reading("price_unfit")],
        "may_dispute": True, "may_manage": False, "limit": DISPUTE_LIMIT, "text": LONG,
        "fault": told.sentence(DisputesTooMany(limit=10)),
    }  # fmt: skip


def _recognition(state: str) -> dict[str, Any]:
    rows = [
        {"id": UUID(int=number), "name": name, "operator": "Université ouverte", "word": word,
         "counts": not why, "why": why, "weight": "0,5", "skills": [LONG, "Écouter"],
         "looked": "5 novembre 2026"}
        for number, (name, word, why) in enumerate(
            ((LONG, "Compte", ""),
             ("Écouter et reformuler", "Ne compte plus", recognition_words.reason("revoked")))
        )
    ]  # fmt: skip
    if state == "full":
        return {"badges": rows, "typed": {}, "fault": "", "done": True}
    typed = {"link": f"https://peer1.example/badges/{'c' * 60}.json"}
    return {"badges": [], "typed": typed, "fault": told.sentence(BadgeOfAnother()), "done": False}


def _weights(_state: str) -> dict[str, Any]:
    rows = [
        (_peer(1, "Université ouverte", "active", ""), "0,5"),
        (_peer(2, LONG, "active", ""), "1"),
    ]
    return {"peers": rows, "fault": told.sentence(WeightUnfit()), "done": False}


PAGES: dict[str, tuple[str, Callable[[str], dict[str, Any]], tuple[str, ...]]] = {
    "before": ("agir_dashboard/before.html", _before, ("full", "gone", "refused", "done")),
    "peers": ("agir_catalogue/federation/peers.html", _peers, ("empty", "full", "long")),
    "peer": ("agir_catalogue/federation/peer.html", _one, ("quarantined", "removed")),
    "peer-course": ("agir_catalogue/federation/course.html", _peer_course, ("refused",)),
    "same": ("agir_catalogue/federation/same.html", _same, ("full", "refused")),
    "recognition": ("agir_catalogue/recognition/own.html", _recognition, ("full", "refused")),
    "weights": ("agir_catalogue/recognition/weights.html", _weights, ("refused",)),
}
