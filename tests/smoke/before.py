"""Steps before sign-up: a stranger takes the test, signs up, and keeps what they showed, once."""

from __future__ import annotations

import re
from typing import Any

from smoke.blocks import handler
from smoke.expecting import expect
from smoke.visitor import Visitor

SEED = "0123456789abcdef0123456789abcdef"
CLAIM = "/api/agir/dashboard/v1/me/before/"
HELD: dict[str, str] = {}


def a_stranger_takes_the_test(journey: Any) -> str:
    """Answer without an account, the first choice each time; the site keeps nothing."""
    path = handler(journey, "check", "visit").replace("/handler/", "/handler_noauth/")
    given: list[dict[str, Any]] = []
    told = journey.stranger.send_json(path, {"seed": SEED, "given": given})
    while not told["ended"]:
        item = re.search(r'data-item="([^"]+)"', told["html"])
        expect(item is not None and len(given) < 12, "a question is asked until the test ends")
        given.append({"item": item[1] if item else "", "choices": [0]})
        told = journey.stranger.send_json(path, {"seed": SEED, "given": given})
    expect(bool(told["receipt"]), "a signed receipt is given")
    HELD["receipt"] = told["receipt"]
    return f"{len(given)} questions, a receipt of {len(told['receipt'])} characters"


def they_sign_up_and_keep_it(journey: Any) -> str:
    """Sign up, look at what would be kept, keep it; it is marked and demonstrates nothing."""
    new = Visitor(journey.host.address)
    words = {"username": "nouvelle", "password1": "apprendre-2026", "password2": "apprendre-2026"}
    new.post("/register/", words, since="/register/")
    seen = new.send_json(CLAIM, {"receipts": [HELD["receipt"]], "dry_run": True})
    expect(seen["claimed"] == 0, "looking keeps nothing")
    kept = new.send_json(CLAIM, {"receipts": [HELD["receipt"]]})
    expect(kept["claimed"] == 1, "the receipt counts")
    states = {one["status"] for one in new.json("/api/agir/dashboard/v1/me/")["competencies"]}
    expect(states == {"not_yet"}, f"unsupervised evidence demonstrates nothing, not {states}")
    return f"{kept['recorded']} skills marked as unsupervised, none demonstrated"


def nobody_keeps_it_again(journey: Any) -> str:
    """Let another learner claim the same receipt: it counted once, for ever."""
    again = journey.learner.send_json(CLAIM, {"receipts": [HELD["receipt"]]})
    code = again["receipts"][0]["refusal"]
    expect(again["claimed"] == 0, "it counts for nobody else")
    return f"refused: {code}"


STEPS = (a_stranger_takes_the_test, they_sign_up_and_keep_it, nobody_keeps_it_again)
