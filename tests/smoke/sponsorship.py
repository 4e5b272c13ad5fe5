"""Steps of campaigns, pledges, money and documents: from a promise to a released milestone."""

from __future__ import annotations

import re
import tempfile
from datetime import UTC, datetime
from typing import Any

from smoke.expecting import expect
from smoke.visitor import Refused

ROOT = "/agir/sponsorship"
TITLE = "Un MOOC pour lire la qualité de l’eau"
KEPT = "Garder « Côte à côte » ouvert un an de plus"


def _campaign(journey: Any, title: str) -> str:
    page = journey.stranger.page(f"{ROOT}/campaigns/")
    found = re.search(rf'href="({ROOT}/campaigns/[0-9a-f-]{{36}}/)"><bdi>{re.escape(title)}', page)
    expect(found is not None, f"“{title}” is listed")
    return found[1] if found else ""


def a_stranger_reads_a_campaign(journey: Any) -> str:
    """Read what is asked for, what came and what holds; another's space stays closed."""
    page = journey.stranger.page(_campaign(journey, TITLE))
    expect("n’a pas son mot" in page or "no say" in page, "whoever gives has no say")
    expect("Les Ateliers du fleuve" in page, "who gave is named")
    status = journey.learner.status(f"{ROOT}/pledges/")
    expect(status == 403, f"pledges are closed to a learner, not {status}")
    return "asked for, received and released are public; pledges are not"


def a_sponsor_pledges(journey: Any) -> str:
    """Pledge 250 € through the form; two presses are one pledge."""
    address = f"{_campaign(journey, TITLE)}pledge/"
    form = journey.teacher.page(address)
    options = form.split('id="organisation"')[1].split("</select>")[0]
    own = re.search(r'value="([0-9a-f-]{36})">Les Ateliers', options)
    key = re.search(r'name="key" value="(\w+)"', form)
    expect(own is not None and key is not None, "the form offers the organisation")
    told = {
        "organisation": own[1] if own else "", "key": key[1] if key else "", "amount": "250",
        "method": "transfer", "visibility": "name", "terms": "yes",
    }  # fmt: skip
    for _ in range(2):
        page = journey.teacher.post(address, told, since=address)
    found = re.search(r"SPO-[0-9A-Z-]+", page)
    expect(found is not None, "its page tells the reference")
    journey.reference = found[0] if found else ""
    listed = journey.teacher.page(f"{ROOT}/pledges/")
    expect(listed.count("250") == 1, "two presses are one pledge")
    return f"250 € pledged once, to be paid with {journey.reference}"


def its_transfer_finds_it(journey: Any) -> str:
    """Decide, import the bank's statement twice, and see the money in the books."""
    mine = journey.teacher.page(f"{ROOT}/pledges/")
    pledge = next(
        one
        for one in re.findall(rf"{ROOT}/pledges/([0-9a-f-]{{36}})/", mine)
        if journey.reference in journey.teacher.page(f"{ROOT}/pledges/{one}/")
    )
    decide = f"{ROOT}/console/pledges/{pledge}/"
    journey.operator.post(decide, {"act": "decide", "nature": "mecenat"}, since=decide)
    statement = (
        f"Date;Libellé;Montant\n{datetime.now(UTC):%d/%m/%Y};VIR {journey.reference};250,00\n"
    )
    # As the job does it: the form on the page takes the same file.
    with tempfile.NamedTemporaryFile("w", suffix=".csv", encoding="utf-8") as file:
        file.write(statement)
        file.flush()
        for _ in range(2):
            journey.host.manage("agir_import_statement", file.name)
    own = journey.teacher.page(f"{ROOT}/pledges/{pledge}/")
    expect("250" in own.split('id="facts"')[1], "the sponsor reads that it came")
    told = journey.operator.post(f"{ROOT}/console/books/", {}, since=f"{ROOT}/console/books/")
    expect('data-kind="error"' not in told, "the books are whole")
    return "matched by its reference, once however often the file comes"


def a_milestone_was_delivered(journey: Any) -> str:
    """Read evidence and release of the course that sponsors keep open, and their name on it."""
    page = journey.stranger.page(_campaign(journey, KEPT))
    expect("https://example.org/bilan-de-printemps" in page, "its evidence is public")
    expect(re.search(r"1.500", page) is not None, "half was released")
    about = journey.stranger.page(f"/courses/{journey.course['key']}/about")
    expect("Les Ateliers du fleuve" in about, "the course page thanks who gave")
    return "evidence, release and thanks are where everybody looks"


def no_receipt_is_cancelled_for_nothing(journey: Any) -> str:
    """While no money goes back, no receipt is listed, and one that is not there is refused."""
    console = journey.operator.page(f"{ROOT}/console/")
    found = re.search(
        rf'href="({ROOT}/console/campaigns/[0-9a-f-]{{36}}/)"><bdi>{re.escape(KEPT)}', console
    )
    expect(found is not None, "the campaign is run here")
    address = found[1] if found else ""
    page = journey.operator.page(address)
    expect('id="receipts"' not in page, "nothing is to be cancelled")
    expect(journey.learner.status(address) == 403, "and not by a learner")
    nobodys = "00000000-0000-4000-8000-000000000000"
    told = {"act": "cancel_receipt", "document": nobodys, "reason": "Essai"}
    try:
        journey.operator.post(address, told, since=address)
    except Refused as refused:
        expect("404" in str(refused), f"a receipt that is not there: {refused}")
    else:
        expect(False, "a receipt that is not there is not cancelled")
    return "none to cancel while nothing goes back; a made-up one is refused"


STEPS = (
    a_stranger_reads_a_campaign,
    a_sponsor_pledges,
    its_transfer_finds_it,
    a_milestone_was_delivered,
    no_receipt_is_cancelled_for_nothing,
)
