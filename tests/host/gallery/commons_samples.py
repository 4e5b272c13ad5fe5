"""Pages of the commons and of what was learnt before sign-up, in states that a demo has not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from agir_catalogue.api.peers import DisputeView, MergeView, PeerView
from agir_catalogue.pages.federation import words as peer_words
from agir_catalogue.pages.federation.public import card
from agir_dashboard import sentences
from agir_dashboard.before import words
from agir_dashboard.before.shown import Line, Row

LONG = "Reconnaître un message piégé, et aider quelqu’un à réagir sans faire à sa place " * 2
STATES = {
    "before": ("full", "gone", "refused", "done"),
    "peers": ("full", "long"),
    "same": ("full", "refused"),
}
TEMPLATES = {
    "before": "agir_dashboard/before.html",
    "peers": "agir_catalogue/federation/peers.html",
    "same": "agir_catalogue/federation/same.html",
}


def context(page: str, state: str) -> dict[str, Any]:
    """Return what a page shows in a state."""
    return {"before": _before, "peers": _peers, "same": _same}[page](state)


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
