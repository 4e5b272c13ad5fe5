"""Steps of getting certified: a bloc, a place that somebody pays, civil status, giving back."""

from __future__ import annotations

import re
from typing import Any

from smoke.expecting import expect
from smoke.visitor import Refused

ROOT = "/agir/certification/"
CODE = "RNCP99001"


def what_is_missing_and_every_way_to_pay(journey: Any) -> str:
    """Open the certification, see blocs and sessions, then each way to pay."""
    page = journey.learner.page(f"{ROOT}{CODE}/")
    expect(f"{CODE}BC01" in page, "the blocs of the sheet are shown")
    found = re.findall(rf"{ROOT}sessions/[0-9a-f-]{{36}}/", page)
    expect(len(found) == 3, "three sessions can be joined")
    paid = next(one for one in found if 'value="aid"' in journey.learner.page(one))
    shown = journey.learner.page(paid)
    ways = re.findall(r'name="route" value="([a-z]+)"', shown)
    expect({"seat", "voucher", "aid", "employer", "self"} <= set(ways), "five ways to pay")
    expect("cpf" not in ways, "no CPF where nobody saw the offer")
    expect("2026-534" in shown, "what an absence costs is said with its source")
    return f"{len(ways)} ways, “I cannot pay” among them"


def a_seat_pays_a_place(journey: Any) -> str:
    """Take a seat with a place; read what happens next; nobody else finds it."""
    page = journey.learner.page(f"{ROOT}{CODE}/")
    found = re.findall(rf"{ROOT}sessions/[0-9a-f-]{{36}}/", page)
    address = next(one for one in found if 'value="seat"' in journey.learner.page(one))
    shown = journey.learner.page(address)
    told = {
        name: re.search(rf'name="{name}" value="([^"]+)"', shown)[1]  # type: ignore[index]
        for name in ("key", "absence")
    }
    pool = re.search(r'value="seat"><input type="hidden" name="pool" value="([^"]+)"', shown)
    expect(pool is not None, "a sponsor offers seats")
    assert pool is not None
    sent = {"act": "register", "route": "seat", "pool": pool[1], **told}
    done = journey.learner.post(address, sent, since=address)
    place = re.search(rf'action="({ROOT}places/[0-9a-f-]{{36}}/)"', done)
    expect(place is not None, "the place can be given back")
    assert place is not None
    expect(journey.operator.status(place[1]) == 404, "nobody else finds it")
    journey.place = place[1]
    return "paid by a sponsor who does not learn who it is"


def civil_status_is_told_why_kept_and_shown(journey: Any) -> str:
    """Find a commune without a script, keep the form, read it back with who read it."""
    address = f"{ROOT}civil-status/"
    notice = re.search(r'name="notice" value="([^"]+)"', journey.learner.page(address))
    expect(notice is not None, "the form shows a notice")
    assert notice is not None
    told = {
        "birth_name": "Vasseur-Quénot", "first_name": "Ondine", "sex": "F", "day": "31",
        "month": "2", "year": "1987", "where": "france", "find": "Brest", "notice": notice[1],
    }  # fmt: skip
    found = journey.learner.post(address, {**told, "act": "find"}, since=address)
    expect('value="29019"' in found, "Brest is found")
    told["place"] = "29019"
    try:
        journey.learner.post(address, {**told, "act": "keep"}, since=address)
        expect(False, "31 February is refused")
    except Refused as refusal:
        expect("422" in str(refusal), "31 February is refused with its reason")
    journey.learner.post(address, {**told, "day": "14", "act": "keep"}, since=address)
    mine = journey.learner.page(f"{ROOT}my-data/")
    expect("Vasseur-Quénot" in mine and "29019" in mine, "it is read back to its owner")
    expect("Vasseur" not in journey.operator.page(f"{ROOT}my-data/"), "and to nobody else")
    return "one fault named, then kept and shown with who read it"


def a_place_is_given_back(journey: Any) -> str:
    """Cancel; the place and the seat go back, courses stay open."""
    done = journey.learner.post(journey.place, {"act": "cancel"}, since=journey.place)
    expect('name="act" value="cancel"' not in done, "it cannot be given back twice")
    journey.host.manage("agir_reconcile_seats")
    return "place and seat went back"


STEPS = (
    what_is_missing_and_every_way_to_pay,
    a_seat_pays_a_place,
    civil_status_is_told_why_kept_and_shown,
    a_place_is_given_back,
)
