"""Steps in the blocks of a course: a word on oneself, a positioning test, a deck of cards."""

from __future__ import annotations

import re
from typing import Any

from smoke.expecting import expect

LISTEN_KEY = "cdbaa0da-2654-50ed-a8f4-d5f4d1ce8660"  # of the course's own framework
BLOCKS = {
    "own": "agir-self-assessment+block@avant-apres",
    "goals": "agir-goals+block@pourquoi-ici",
    "check": "agir-check+block@reperes-depart",
    "deck": "agir-microlesson+block@deck-pieges",
}


def handler(journey: Any, block: str, name: str) -> str:
    """Return the address of a handler of a block of the demo course."""
    key = journey.course["key"]
    usage = key.replace("course-v1:", "block-v1:") + f"+type@{BLOCKS[block]}"
    return f"/courses/{key}/xblock/{usage}/handler/{name}"


def a_word_on_oneself(journey: Any) -> str:
    """Say where one stands before; read it back; a step that is none is refused."""
    path = handler(journey, "own", "say")
    journey.learner.send_json(path, {"moment": "before", "steps": {LISTEN_KEY: 2}})
    status, answer = journey.learner.try_json(path, {"moment": "before", "steps": {LISTEN_KEY: 5}})
    expect(status == 400, f"a fifth of four steps is refused, not {status}")
    words = journey.learner.page("/api/agir/dashboard/v1/me/self-assessments/")
    expect(LISTEN_KEY in words, "the word is kept beside the estimate")
    return f"step 2 of 4 kept; step 5: {answer['code']}"


def a_test_places(journey: Any) -> str:
    """Begin, answer the first question twice, stop: the second answer changes nothing."""
    begun = journey.learner.send_json(handler(journey, "check", "begin"), {})["html"]
    found = re.search(r'data-sitting="(\d+)"[^>]*data-item="([^"]+)"', begun)
    expect(found is not None, "a question is asked")
    sitting, item = (found[1], found[2]) if found else ("", "")
    answer = {"sitting": int(sitting), "item": item, "choices": [0]}
    first = journey.learner.send_json(handler(journey, "check", "answer"), answer)
    again = journey.learner.send_json(handler(journey, "check", "answer"), answer)
    expect(first["html"] == again["html"], "the same answer twice is one answer")
    wrong = {"sitting": 99, "item": "none", "choices": [0]}
    status, _ = journey.learner.try_json(handler(journey, "check", "answer"), wrong)
    expect(status == 409, f"what was not asked is refused with 409, not {status}")
    ended = journey.learner.send_json(handler(journey, "check", "stop"), {})["html"]
    expect("agir" in ended and "data-item" not in ended, "it ends with an outcome")
    return f"asked “{item}”, answered twice, stopped"


def a_deck_is_read_in_a_tunnel(journey: Any) -> str:
    """Send two answers that waited for a network, twice: done once."""
    kept = {
        "seen": {"card": "geste", "moment": 3},
        "answers": [
            {"id": "a", "card": "adresse", "picked": [1], "moment": 1},
            {"id": "b", "card": "signes", "picked": [0, 2], "moment": 2},
        ],
    }
    path = handler(journey, "deck", "sync")
    first = journey.learner.send_json(path, kept)
    expect(first["done"] == ["a", "b"] and first["is_done"], "both answers arrived")
    expect(journey.learner.send_json(path, kept) == first, "sent again, nothing changes")
    return "two answers arrived late, once; the deck is done"


STEPS = (a_word_on_oneself, a_test_places, a_deck_is_read_in_a_tunnel)
