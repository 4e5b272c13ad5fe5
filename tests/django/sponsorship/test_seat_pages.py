"""Pages of seats, vouchers, aid and impact, as people use them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from seat_world import CLOCK, asked, money, pool

from agir_catalogue.api import themes as catalogued
from agir_platform import themes
from agir_platform.learners import api as learners
from agir_platform.select import platform
from agir_sponsorship import sentences
from agir_sponsorship.api import impact, seats, solidarity
from agir_sponsorship.domain import accounts
from agir_sponsorship.models import Organisation, OrganisationContact, SeatPool, VoucherTry

pytestmark = pytest.mark.django_db
MANAGE = "/agir/sponsorship/manage"


@pytest.fixture
def enter(settings: Any) -> Any:
    settings.AGIR_PLATFORM_BACKEND = "agir_platform.memory.MemoryPlatform"
    memory: Any = platform()

    def come(name: str, *, operator: bool = False) -> Any:
        user = get_user_model().objects.create(username=name)
        memory.add_person(user.pk, username=name)
        if operator:
            memory.make_operator(user.pk)
        client = Client()
        client.force_login(user)
        client.user = user  # type: ignore[attr-defined]
        return client

    return come


def organisation() -> Organisation:
    return Organisation.objects.create(
        legal_name="Atelier des eaux", public_name="Atelier des eaux", country="FR",
        legal_form="company", state="verified", visibility="name", created_at=CLOCK.instant,
    )  # fmt: skip


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_an_operator_opens_a_pool_once_and_closes_it(enter: Any) -> None:
    client = enter("anne", operator=True)
    money(accounts.unmatched(), 500_00)
    form = {
        "name": "Places de l’eau", "organisation": str(organisation().pk), "source": "transfer",
        "bought": "5", "price": "100,00", "certifications": "RS5875, RS1", "until": "2027-06-30",
        "key": "k" * 32,
    }  # fmt: skip
    for _ in range(2):  # sent twice
        answer = client.post(f"{MANAGE}/seats/", form)
    row = SeatPool.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{MANAGE}/seats/{row.pk}/")
    assert (row.bought, row.price_minor, row.certifications) == (5, 10_000, ["RS5875", "RS1"])
    page = text_of(client.get(answer["Location"]))
    assert "0 of 5 seats are used" in page
    client.post(f"{MANAGE}/seats/{row.pk}/", {"act": "close"})
    assert "Closed" in text_of(client.get(f"{MANAGE}/seats/"))


@pytest.mark.parametrize(
    "change",
    [
        {"bought": "0"}, {"bought": "1e3"}, {"bought": "٣"}, {"price": "1,000.00"}, {"price": "-1"},
        {"price": "NaN"}, {"until": "2027-02-30"}, {"until": "0001-01-01"}, {"name": " "},
        {"organisation": "x"}, {"source": "pledge", "pledge": "x"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(change: Any, enter: Any) -> None:
    client = enter("anne", operator=True)
    form = {
        "name": "<script>", "organisation": str(organisation().pk), "source": "transfer",
        "bought": "5", "price": "100", "until": "",
    }  # fmt: skip
    answer = client.post(f"{MANAGE}/seats/", {**form, **change})
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert "<script>" not in text_of(answer)
    assert not SeatPool.objects.exists()


@pytest.fixture
def told_themes() -> Iterator[None]:
    """Have the catalogue say which themes there are."""
    held = list(themes._answering)
    themes.register(catalogued.Themes())
    yield
    themes._answering[:] = held


def test_a_pool_is_limited_to_themes_by_the_form(enter: Any, told_themes: None) -> None:
    client = enter("anne", operator=True)
    money(accounts.unmatched(), 500_00)
    form = {
        "name": "Places du climat", "organisation": str(organisation().pk), "source": "transfer",
        "bought": "5", "price": "100", "until": "", "key": "k" * 32,
    }  # fmt: skip
    offered = text_of(client.get(f"{MANAGE}/seats/"))
    assert 'name="theme" value="agir:environment"' in offered
    assert 'name="theme" value="sdg:13"' in offered
    assert "formacode:" not in offered, "of a cut of a scheme nobody can choose well"
    wrong = client.post(f"{MANAGE}/seats/", {**form, "price": "x", "theme": ["sdg:13"]})
    assert wrong.status_code == 422
    assert 'value="sdg:13" checked' in text_of(wrong), "what was ticked stays ticked"
    unknown = client.post(f"{MANAGE}/seats/", {**form, "theme": ["sdg:13", "sdg:99"]})
    assert unknown.status_code == 422
    assert not SeatPool.objects.exists()
    answer = client.post(f"{MANAGE}/seats/", {**form, "theme": ["sdg:13", "agir:environment"]})
    assert SeatPool.objects.get().themes == ["sdg:13", "agir:environment"]
    page = text_of(client.get(answer["Location"]))
    assert "<dd>Climate action · Environment</dd>" in page
    other = asked(themes=("sdg:3",))
    with pytest.raises(seats.PoolNotForTheme) as refused:
        seats.claim(other, pool=SeatPool.objects.get().pk)
    assert "other themes" in sentences.sentence(refused.value)
    assert SeatPool.objects.get().used == 0


def test_without_a_catalogue_there_is_no_theme_to_tick(enter: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(themes, "_answering", [])
    client = enter("anne", operator=True)
    organisation()
    page = text_of(client.get(f"{MANAGE}/seats/"))
    assert 'name="theme"' not in page
    told = pool(scope=seats.Scope(themes=("sdg:13",)))
    assert "<dd>sdg:13</dd>" in text_of(client.get(f"{MANAGE}/seats/{told.id}/"))


def test_vouchers_are_shown_once_or_leave_as_a_file(enter: Any) -> None:
    client = enter("anne", operator=True)
    one = pool(5, is_open=False)
    SeatPool.objects.update(name="=HYPERLINK(1)")  # as a row of an earlier version may say
    issued = client.post(f"{MANAGE}/seats/{one.id}/vouchers/", {"count": "2", "as": "page"})
    codes = re.findall(r"<code>((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</code>", text_of(issued))
    assert (len(codes), issued["Cache-Control"]) == (2, "private, no-store")
    again = text_of(client.get(f"{MANAGE}/seats/{one.id}/"))
    assert not [code for code in codes if code in again]
    assert codes[0][-4:] in again
    sheet = client.post(f"{MANAGE}/seats/{one.id}/vouchers/", {"count": "3", "as": "file"})
    body = b"".join(sheet.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert (len(rows), rows[1][1]) == (4, "'=HYPERLINK(1)")
    refused = client.post(f"{MANAGE}/seats/{one.id}/vouchers/", {"count": "1"})
    assert refused.status_code == 422
    (batch, _) = seats.batches(one.id)
    client.post(f"{MANAGE}/vouchers/{batch.id}/revoke/")
    assert "revoked on" in text_of(client.get(f"{MANAGE}/seats/{one.id}/"))


def test_a_learner_checks_a_voucher_and_guessing_ends(enter: Any) -> None:
    one = pool(5, is_open=False)
    code = seats.issue_vouchers(one.id, 1, by=1).codes[0]
    client = enter("awa")
    assert "Places 2026" in text_of(client.post("/agir/seats/voucher/", {"code": code.lower()}))
    told = [client.post("/agir/seats/voucher/", {"code": "no"}).status_code for _ in range(6)]
    assert told == [404] * 5 + [429]
    assert VoucherTry.objects.count() == 12  # counted though refused: by account and by address
    assert client.post("/agir/seats/voucher/", {"code": code}).status_code == 429
    assert seats.pool(one.id).used == 0


def test_aid_is_asked_declined_by_name_and_appealed(enter: Any) -> None:
    money(accounts.solidarity(), 500_00)
    awa, anne, bilal = enter("awa"), enter("anne", operator=True), enter("bilal", operator=True)
    form = {"certification": "RS5875", "amount": "90,00", "need": "student"}
    assert awa.post("/agir/seats/aid/", form).status_code == 302
    assert awa.post("/agir/seats/aid/", form).status_code == 409
    (request,) = solidarity.queue()
    queue = text_of(anne.get(f"{MANAGE}/aid/"))
    assert "90.00 €" in queue
    assert "awa" not in queue.casefold()
    decide = f"{MANAGE}/aid/{request.id}/"
    assert anne.post(decide, {"act": "decline", "reason": ""}).status_code == 422
    assert anne.post(decide, {"act": "decline", "reason": "Ask later."}).status_code == 302
    mine = text_of(awa.get("/agir/seats/"))
    assert "anne wrote:" in mine.casefold()
    assert "<q>Ask later.</q>" in mine
    assert (
        enter("eve").post(f"/agir/seats/aid/{request.id}/appeal/", {"words": "x"}).status_code
        == 404
    )
    awa.post(f"/agir/seats/aid/{request.id}/appeal/", {"words": "It is now."})
    assert anne.post(decide, {"act": "grant", "reason": "Yes."}).status_code == 403
    assert bilal.post(decide, {"act": "grant", "reason": "Yes."}).status_code == 302
    assert "Granted" in text_of(awa.get("/agir/seats/"))


def test_the_cpf_is_told_why(enter: Any) -> None:
    form = {"certification": "RS5875", "amount": "90", "need": "student", "funding": "cpf"}
    answer = enter("awa").post("/agir/seats/aid/", form)
    assert answer.status_code == 409
    assert "it is the law" in text_of(answer)


def test_who_runs_the_site_does_not_see_their_own_request(enter: Any) -> None:
    anne = enter("anne", operator=True)
    anne.post("/agir/seats/aid/", {"certification": "R", "amount": "90", "need": "other"})
    assert "Nothing waits." in text_of(anne.get(f"{MANAGE}/aid/"))


def test_a_report_is_read_by_its_organisation_alone(enter: Any, monkeypatch: Any) -> None:
    row = organisation()
    client, other = enter("zoe"), enter("max")
    for who, where in ((client, row), (other, organisation())):
        OrganisationContact.objects.create(
            organisation=where, subject=learners.subject_of(who.user.pk), role="viewer",
            since=CLOCK.instant,
        )  # fmt: skip
    made = client.post(f"/agir/sponsorship/{row.pk}/impact/")
    assert made.status_code == 302
    page = client.get(made["Location"])
    assert "Not told: too few by now." in text_of(page)
    bare = made["Location"].rstrip("/")
    (report,) = impact.reports(row.pk)
    assert client.get(f"{bare}.json").json()["sha256"] == report.sha256
    assert client.get(f"{bare}.csv").status_code == 200
    for address in (made["Location"], f"{bare}.json", f"{bare}.csv"):
        assert other.get(address).status_code == 404
        assert enter(uuid4().hex).get(address).status_code == 403
    assert other.get(f"/agir/sponsorship/{row.pk}/impact/").status_code == 404
    assert "Report of" in text_of(client.get(f"/agir/sponsorship/{row.pk}/impact/"))


def test_a_learner_sees_their_seat(enter: Any) -> None:
    client = enter("awa")
    assert "No fee was paid for you yet." in text_of(client.get("/agir/seats/"))
    claim = seats.claim(asked(learners.subject_of(client.user.pk)), pool=pool(1).id, clock=CLOCK)
    assert "Paid by a sponsored seat." in text_of(client.get("/agir/seats/"))
    assert str(claim.registration) not in text_of(enter("eve").get("/agir/seats/"))
