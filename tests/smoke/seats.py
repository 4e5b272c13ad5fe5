"""Steps of sponsored seats, vouchers, the solidarity fund and impact."""

from __future__ import annotations

import re
from typing import Any

from smoke.expecting import expect

MANAGE = "/agir/sponsorship/manage"


def vouchers_are_issued_and_told_once(journey: Any) -> str:
    """Issue a voucher; read its code once; a learner sees what it pays."""
    listed = journey.operator.page(f"{MANAGE}/seats/")
    expect("Places du fleuve" in listed, "the demo's pools are listed")
    expect(journey.learner.status(f"{MANAGE}/seats/") == 403, "a learner opens none")
    pools = re.findall(rf'href="({MANAGE}/seats/[0-9a-f-]{{36}}/)"[^>]*><bdi>([^<]*)', listed)
    address = next(path for path, name in pools if name == "Places par bon")
    page = journey.operator.post(f"{address}vouchers/", {"count": "1", "as": "page"}, since=address)
    codes = re.findall(r"<code>((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</code>", page)
    expect(len(codes) == 1, "the code is shown")
    expect(codes[0] not in journey.operator.page(address), "and never again")
    told = {"code": codes[0].lower()}
    seen = journey.learner.post("/agir/seats/voucher/", told, since="/agir/seats/")
    expect("Places par bon" in seen, "a learner sees what it pays")
    return f"one of 16 signs, ending in {codes[0][-4:]}, told once"


def the_fund_decides_by_name(journey: Any) -> str:
    """Decline a request for a reason; the learner reads who said so and appeals."""
    queue = journey.operator.page(f"{MANAGE}/aid/")
    found = re.search(rf"{MANAGE}/aid/[0-9a-f-]{{36}}/", queue)
    expect(found is not None, "the demo's request waits")
    expect("apprenante" not in queue, "nobody who decides sees who asks")
    assert found is not None
    told = {"act": "decline", "reason": "La session est complète."}
    journey.operator.post(found[0], told, since=f"{MANAGE}/aid/")
    mine = journey.learner.page("/agir/seats/")
    expect("La session est complète." in mine, "the learner reads why")
    appeal = re.search(r"/agir/seats/aid/[0-9a-f-]{36}/appeal/", mine)
    expect(appeal is not None, "and may appeal")
    assert appeal is not None
    journey.learner.post(appeal[0], {"words": "Une autre est ouverte."}, since="/agir/seats/")
    expect("Une autre est ouverte." in journey.operator.page(f"{MANAGE}/aid/"), "which waits")
    return "declined with a name and a reason, appealed, waits for another person"


def seats_and_ledger_agree(journey: Any) -> str:
    """Reconcile twice; pools, claims and ledger tell the same."""
    for _ in range(2):
        journey.host.manage("agir_reconcile_seats")
    return "pools, claims and ledger agree"


STEPS = (vouchers_are_issued_and_told_once, the_fund_decides_by_name, seats_and_ledger_agree)
