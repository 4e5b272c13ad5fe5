"""What everybody, a sponsor and an operator find, and that public figures are the ledger's."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from campaign_world import (
    a_plan,
    a_pledge,
    a_sponsor,
    an_open_campaign,
    by_anne,
    by_bruno,
    paid,
)
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from agir_platform.learners import api as learners
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.campaigns import milestones, planning
from agir_sponsorship.models import Campaign, Milestone, OrganisationContact, Pledge
from agir_sponsorship.payments import refunding

pytestmark = pytest.mark.django_db
User = get_user_model()
NAV = re.compile(r'<nav class="agir-nav" aria-label="(?:Sponsorship|Run sponsorship)">(.*?)</nav>')


def client(name: str, **rights: bool) -> Client:
    made = Client(headers={"accept-language": "en"})
    user, _ = User.objects.get_or_create(username=name, defaults=rights)
    made.force_login(user)
    return made


def read(visitor: Client, name: str, *args: Any) -> str:
    answer = visitor.get(reverse(f"agir_sponsorship:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def links(page: str) -> list[str]:
    (found,) = NAV.findall(page)
    return [re.sub(r"<.*?>", "", one) for one in re.findall(r"<a .*?</a>", found)]


@pytest.fixture
def operator() -> Client:
    return client("operator", is_staff=True, is_superuser=True)


@pytest.fixture
def sponsor() -> Client:
    made = client("company")
    subject = learners.subject_of(User.objects.get(username="company").pk)
    OrganisationContact.objects.create(
        organisation_id=a_sponsor(), subject=subject, role="finance", since=by_anne().at
    )
    return made


def test_each_finds_their_way(operator: Client, sponsor: Client) -> None:
    anybody = ["Campaigns", "Where the money goes"]
    mine = [*anybody, "Our organisations", "Our pledges", "Impact"]
    assert links(read(Client(headers={"accept-language": "en"}), "campaigns")) == anybody
    assert links(read(client("nobody"), "ledger")) == [*anybody, "Our organisations"]
    for page in ("campaigns", "organisations", "pledges"):
        assert links(read(sponsor, page)) == mine
    console = links(read(operator, "console"))
    assert len(console) == 7
    for page in ("console-money", "console-books", "verification", "pools", "aid-queue"):
        assert links(read(operator, page)) == console


def test_the_page_that_one_is_on_is_marked(operator: Client) -> None:
    (found,) = NAV.findall(read(operator, "console-new"))
    assert re.findall(r'aria-current="page">(.*?)<', found) == ["Run campaigns"]


def a_moved_campaign() -> Any:
    """Return a campaign of 1 000 €: 1 000 € came, 100 € goes back, half of the rest is released."""
    campaign = an_open_campaign()
    first, second = a_pledge(campaign, 600_00), a_pledge(campaign, 400_00)
    paid(first)
    paid(second)
    order = refunding.Order(second.payments.get().id, 100_00, uuid4().hex)
    refunding.open_refund(order, by_anne())
    step = Milestone.objects.get(campaign=campaign, position=0).id
    milestones.file_evidence(step, "https://example.org/step", "Shown", by_anne())
    milestones.act(step, "accept", by_bruno())
    milestones.release(step, by_bruno())
    return campaign


def test_public_sums_of_a_campaign_are_the_ledgers_alone() -> None:
    """I18: 1 000 € received, 100 € due back, 900 / 2 = 450 € released, whatever a row says."""
    campaign = a_moved_campaign()
    before = read(Client(), "campaign", campaign)
    money = api.progress(campaign)
    assert (money.paid_minor, money.returned_minor, money.released_minor) == (
        1_000_00, 100_00, 450_00,
    )  # fmt: skip
    assert api.verify() == []
    Campaign.objects.filter(id=campaign).update(raised_minor=1)
    Pledge.objects.filter(campaign=campaign).update(returned_minor=0)
    Milestone.objects.filter(campaign=campaign).update(released_minor=0)
    assert api.progress(campaign) == money
    figures = re.findall(r'<dd class="agir-num">(.*?)</dd>|<p>([^<]*\(\d+.%\))</p>', before)
    after = read(Client(), "campaign", campaign)
    assert re.findall(r'<dd class="agir-num">(.*?)</dd>|<p>([^<]*\(\d+.%\))</p>', after) == figures
    assert len(figures) == 5


def test_verify_tells_a_sum_that_is_not_the_ledgers() -> None:
    campaign = a_moved_campaign()
    call_command("agir_sponsorship_verify", stdout=StringIO())
    Campaign.objects.filter(id=campaign).update(raised_minor=1)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("agir_sponsorship_verify", stdout=StringIO(), stderr=said)
    assert said.getvalue() == f"campaign {campaign}: 1 raised, 90000 booked\n"


def test_who_is_named_gave_what_stayed() -> None:
    """A pledge of 400 € of which 100 € goes back is told as 300 €."""
    campaign = an_open_campaign()
    pledge = a_pledge(campaign, 400_00, visibility="amount")
    assert api.supporters(campaign) == ()
    paid(pledge)
    order = refunding.Order(pledge.payments.get().id, 100_00, uuid4().hex)
    refunding.open_refund(order, by_anne())
    assert [one.amount_minor for one in api.supporters(campaign)] == [300_00]


def test_the_books_are_looked_at_again(operator: Client) -> None:
    campaign = a_moved_campaign()
    address = reverse("agir_sponsorship:console-books")
    assert "the books are whole" in operator.post(address).content.decode()
    Campaign.objects.filter(id=campaign).update(raised_minor=1)
    found = operator.post(address).content.decode()
    assert f"campaign {campaign}: 1 raised" in found
    assert "the books are whole" not in found
    assert client("nobody").post(address).status_code == 403


def test_balances_of_the_books_add_up_to_nothing(operator: Client) -> None:
    a_moved_campaign()
    page = read(operator, "console-books").split('id="balances"')[1].split("</table>")[0]
    amounts = [
        float(re.sub(r"[^\d.\-]", "", one.replace("−", "-")))
        for one in re.findall(r'<td class="agir-num">(.*?)</td>', page)
    ]
    assert len(amounts) == 4
    assert sum(amounts) == 0


def test_a_draft_is_changed_and_an_open_campaign_is_not(operator: Client) -> None:
    draft = planning.create(a_plan(), by_anne())
    address = reverse("agir_sponsorship:console-edit", args=[draft])
    page = operator.get(address).content.decode()
    told = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', page))
    told |= {"summary": "Apprendre à lire une analyse d’eau.", "kind": "create"}
    told |= {"mode": "keep_it_all", "currency": "EUR", "title": "Un autre titre"}
    assert (told["goal"], told["step_amount_2"]) == ("1000.00", "500.00")
    assert operator.post(address, told).status_code == 302
    changed = api.campaign(draft, is_public=False)
    assert (changed.title, changed.mode) == ("Un autre titre", "keep_it_all")
    assert len(changed.milestones) == 2
    wrong = operator.post(address, told | {"goal": "=1+1"})
    assert (wrong.status_code, "=1+1" in wrong.content.decode()) == (422, True)
    other = an_open_campaign()
    address = reverse("agir_sponsorship:console-edit", args=[other])
    assert operator.post(address, told).status_code == 409
    assert api.campaign(other).title != "Un autre titre"
