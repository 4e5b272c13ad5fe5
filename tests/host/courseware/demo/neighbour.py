"""Whose catalogue does the demo's site read beside its own? A made-up operator's, from memory.

Nothing is asked of the network: the feed is read as any other, then the reading is paused, for
nobody answers at that address.
"""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from agir_catalogue.api import peers
from agir_platform import http

BASE: Final = "https://campus-voisin.example"
FEED: Final = f"{BASE}/moochub.json"
DOUBT: Final = "La page du cours annonce quatre heures, la notice en dit douze."


def _course(number: int, title: str, summary: str, **more: Any) -> dict[str, Any]:
    attributes = {
        "name": title,
        "courseCode": f"CV-{number}",
        "url": f"{BASE}/cours/{number}",
        "description": summary,
        "inLanguage": ["fr"],
        "publisher": {"name": "Campus voisin", "type": "Organization"},
        "creator": [{"name": "Campus voisin", "type": "Organization"}],
        "license": [{"identifier": "CC-BY-SA-4.0", "url": None}],
        "access": ["free"],
        "offer": [{"price": 0, "priceCurrency": "EUR", "category": "course"}],
    }
    identifier = str(uuid5(NAMESPACE_URL, f"{BASE}/{number}"))
    return {"id": identifier, "type": "Course", "attributes": attributes | more}


RECORDS: Final = (
    _course(
        1,
        "Repérer un message piégé",
        "Lire une adresse, reconnaître une urgence fabriquée, savoir à qui signaler.",
    ),
    _course(
        2,
        "Composter en ville",
        "Choisir un bac, équilibrer les apports, rendre la terre à un jardin partagé.",
        duration="PT12H",
    ),
    _course(3, "", "Cette fiche n’a pas de titre : elle n’est pas montrée."),
)


def read(learner: Any) -> None:
    """Trust the neighbour, read its feed, doubt one of its courses, and pause it; once."""
    if peers.peers():
        return
    seen = peers.look(FEED, fetch=_answered)
    number = peers.trust(FEED, seen.seal, fetch=_answered)
    peers.harvest(number, fetch=_answered)
    doubted = next(one for one in peers.courses(peer=number) if one.title == "Composter en ville")
    peers.dispute(doubted.id, learner.pk, DOUBT)
    peers.set_state(number, peers.State.PAUSED)


def _answered(url: str, **_: Any) -> http.Fetched:
    if url != FEED:
        raise http.AnswerUnexpected(status=404)
    page = {"links": {"self": FEED}, "data": list(RECORDS)}
    return http.Fetched(url, "application/vnd.api+json", json.dumps(page).encode())
