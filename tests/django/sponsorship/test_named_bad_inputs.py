"""Bad inputs by name: each is refused with its code and a sentence, and nothing is written.

What looks bad and is not (a leap day, La Poste's SIRET, a voucher in small letters) is at the end.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import seat_world
from campaign_world import (
    ANNE,
    BRUNO,
    DAY,
    ENTITY,
    NOW,
    a_plan,
    a_pledge,
    a_sponsor,
    an_open_campaign,
    by_anne,
    by_bruno,
    paid,
)
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from agir_kernel.errors import DomainError
from agir_platform import covenants
from agir_platform import refusals as general
from agir_platform.learners import api as learners
from agir_platform.ports import CovenantVerdict
from agir_sponsorship import sentences
from agir_sponsorship.api import campaigns as api
from agir_sponsorship.api import impact, leaving, seats, solidarity, transparency
from agir_sponsorship.api import organisations as orgs
from agir_sponsorship.api import payments as money
from agir_sponsorship.campaigns import closing, milestones, planning, pledging
from agir_sponsorship.campaigns.pledging import Offer
from agir_sponsorship.documents import issuing
from agir_sponsorship.domain import accounts, amounts, beneficiary, identifiers, statement
from agir_sponsorship.domain.campaign import Kind, Plan, Step
from agir_sponsorship.domain.documents import DocumentKind
from agir_sponsorship.domain.impact import checked_k
from agir_sponsorship.domain.organisation import Told
from agir_sponsorship.domain.posting import Posting
from agir_sponsorship.endpoints import ENDPOINTS
from agir_sponsorship.ledger import writing
from agir_sponsorship.models import Campaign, Payment, Pledge, Refund, Transfer
from agir_sponsorship.organisations import logo, registering
from agir_sponsorship.payments import refunding, transfers
from agir_sponsorship.payments.refunding import Order

pytestmark = pytest.mark.django_db
User = get_user_model()
TOLD = Told("Eaux du Jura SA", "Eaux du Jura", "FR", "company", siren="552081317")
HEAD = "Date;Libellé;Montant\n"


def written() -> dict[str, int]:
    """Return how many rows each table of the context holds."""
    return {
        model.__name__: model.objects.count()  # type: ignore[attr-defined]
        for model in apps.get_app_config("agir_sponsorship").get_models()
    }


BY_FIELD = ("campaign_unfit", "pledge_unfit", "campaign_form_unfit")


def refused(code: str, act: Callable[[], object]) -> DomainError:
    """Carry out an act that has to be refused so, in a sentence, with nothing written."""
    before = written()
    with pytest.raises(DomainError) as raised:
        act()
    refusal = raised.value
    assert refusal.code == code
    assert code in sentences.SENTENCES or code in general.SENTENCES
    assert 400 <= sentences.status(refusal) < 500 or code == "cell_too_small"
    said = sentences.sentence(refusal)
    assert said.endswith(".")
    assert "%(" not in said
    if code in BY_FIELD:
        assert f"{code}.{refusal.facts['field']}" in sentences.SENTENCES, "it says what to do"
    assert written() == before
    return refusal


def ledger_of(postings: list[Posting]) -> object:
    return writing.post("transfer", postings, idempotency_key=uuid4().hex, occurred_at=NOW)


def member() -> tuple[int, UUID]:
    """Return a user and the verified organisation that they administer."""
    user = User.objects.create(username=f"member-{uuid4().hex[:6]}")
    made = orgs.register(TOLD, user.pk)
    registering.move(made.uuid, "submit", learners.subject_of(user.pk), NOW)
    from agir_sponsorship.organisations import deciding

    deciding.decide(made.uuid, "verify", BRUNO, NOW)
    return user.pk, made.uuid


# Amounts. ------------------------------------------------------------------------------------

TYPED = {
    "0": "0",
    "negative": "-5",
    "a tenth of a cent": "0.001",
    "NaN": "NaN",
    "Infinity": "Infinity",
    "1e400": "1e400",
    "English thousands": "1,000.00",
    "French thousands": "1 000,00",
    "Arabic digits": "١٠٠",
    "bool": "True",
    "2^63": str(2**63),
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_an_amount_that_is_typed(text: str) -> None:
    campaign = an_open_campaign()
    refused(
        "amount_unfit",
        lambda: pledging.offer(
            Offer(campaign, uuid4(), amounts.typed(text, "EUR"), key="k" * 8, accepts_terms=True),
            by_anne(),
        ),
    )


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_an_amount_in_a_statement_of_the_bank(text: str) -> None:
    """Of these a bank may write ``0``, ``-5`` and ``1 000,00``; the rest is no statement."""
    content = f"{HEAD}27/11/2026;VIR;{text}\n".encode()
    written_so = {"0": [], "-5": [-5_00], "1 000,00": [1_000_00]}
    if text in written_so:
        found = [line.amount_minor for line in statement.read(content, "EUR")]
        assert found == written_so[text]
        return
    refused("statement_unfit", lambda: money.import_statement(content, None))


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_an_amount_on_every_page(text: str) -> None:
    """422 with the sentence on the page, wherever money is typed; no row is written."""
    operator = Client()
    operator.force_login(User.objects.create(username="op", is_staff=True, is_superuser=True))
    user, own = member()
    person = Client()
    person.force_login(User.objects.get(pk=user))
    campaign = an_open_campaign(
        opens_at=datetime.now(UTC) - DAY, closes_at=datetime.now(UTC) + 9 * DAY
    )
    pledge = a_pledge_now(campaign, own)
    paid(pledge)
    payment = Payment.objects.get(pledge=pledge)
    draft = {
        "kind": "create", "mode": "keep_it_all", "title": "Un MOOC", "summary": "Un cours libre.",
        "currency": "EUR", "goal": text, "minimum": "1", "opens": "2026-12-01",
        "closes": "2026-12-31", "subject": "Eau", "step_title_1": "A",
        "step_deliverable_1": "B", "step_amount_1": "1",
    }  # fmt: skip
    pledged = {
        "organisation": str(own), "amount": text, "method": "transfer", "visibility": "name",
        "terms": "yes", "key": "k" * 16,
    }  # fmt: skip
    pool = {
        "name": "Places", "organisation": str(own), "source": "transfer", "bought": "3",
        "price": text, "door": "open", "key": "k" * 16,
    }  # fmt: skip
    back = {"act": "refund", "payment": str(payment.id), "amount": text, "reason": "R", "key": "x"}
    doors = (
        (operator, "console-new", [], draft),
        (person, "pledge-form", [campaign], pledged),
        (operator, "pools", [], pool),
        (operator, "console-pledge", [pledge.id], back),
        (person, "aid-ask", [], {"certification": "RS5875", "need": "student", "amount": text}),
    )
    before = written()
    for client, name, args, form in doors:
        answer = client.post(reverse(f"agir_sponsorship:{name}", args=args), form)
        assert answer.status_code == 422, name
        assert 'role="alert"' in answer.content.decode(), name
    assert written() == before


def a_pledge_now(campaign: UUID, own: UUID) -> Pledge:
    """Return an accepted pledge to a campaign that is open by the real clock."""
    now = replace(by_anne(), at=datetime.now(UTC))
    asked = Offer(campaign, own, 100_00, key=uuid4().hex, accepts_terms=True)
    identifier = pledging.offer(asked, now)
    pledging.decide(identifier, api.Nature.MECENAT, now)
    return Pledge.objects.get(id=identifier)


COUNTED = {"0": 0, "negative": -1, "half": 0.5, "NaN": float("nan"), "bool": True, "2^63": 2**63}


@pytest.mark.parametrize("value", COUNTED.values(), ids=COUNTED)
def test_an_amount_that_a_program_gives(value: Any) -> None:
    campaign = an_open_campaign()
    pledge = a_pledge(campaign)
    paid(pledge)
    payment = Payment.objects.get().id
    offer = Offer(campaign, uuid4(), value, key="k" * 8, accepts_terms=True)
    asking = solidarity.AidAsking(
        certification="RS5875", need="student", amount_minor=value, currency="EUR"
    )
    person = User.objects.create(username="p").pk
    learners.subject_of(person)
    refused("amount_unfit", lambda: pledging.offer(offer, by_anne()))
    refused("amount_unfit", lambda: planning.create(a_plan(goal_minor=value), by_anne()))
    refused("amount_unfit", lambda: refunding.open_refund(Order(payment, value, "k"), by_anne()))
    refused("seat_figure_invalid", lambda: seat_world.pool(paid=False, price_minor=value))
    much = "aid_year_spent" if value == 2**63 else "aid_invalid"
    refused(much, lambda: solidarity.ask(asking, by=person))


@pytest.mark.parametrize("value", [0, True, 2**63, float("nan"), 0.5, "1"])
def test_an_amount_that_the_ledger_is_given(value: Any) -> None:
    """Below 0 is a credit there."""
    other = -value if isinstance(value, (int, float)) else value
    refused(
        "invalid_posting",
        lambda: ledger_of([Posting("bank", value, "EUR"), Posting("unmatched", other, "EUR")]),
    )


# Currencies. ---------------------------------------------------------------------------------


@pytest.mark.parametrize("currency", ["eur", "XYZ", "", "€", "EURO"])
def test_a_currency_in_small_letters_or_unknown(currency: str) -> None:
    asking = solidarity.AidAsking(
        certification="RS5875", need="student", amount_minor=100, currency=currency
    )
    person = User.objects.create(username="p").pk
    learners.subject_of(person)
    refused("currency_unknown", lambda: planning.create(a_plan(currency=currency), by_anne()))
    refused("currency_unknown", lambda: seat_world.pool(paid=False, currency=currency))
    refused("currency_unknown", lambda: solidarity.ask(asking, by=person))


def test_mixed_currencies() -> None:
    """In one transaction, in a statement for a pledge, in a seat for a fee."""
    lines = [Posting("bank", 5, "EUR"), Posting("unmatched", -5, "USD")]
    refused("ledger_unbalanced", lambda: ledger_of(lines))
    pledge = a_pledge(an_open_campaign())
    content = f"Date;Libellé;Montant;Devise\n27/11/2026;VIR {pledge.reference};500;USD\n"
    transfers.take(statement.read(content.encode(), "EUR"), by_anne())
    line = Transfer.objects.get().id
    refused("transfer_unfit", lambda: transfers.match(line, pledge.reference, by_anne()))
    pool = seat_world.pool()
    asked = seat_world.asked(currency="USD")
    refused("pool_not_for_this", lambda: seats.claim(asked, pool=pool.id, clock=seat_world.CLOCK))


# Companies and their names. --------------------------------------------------------------------

NUMBERS: dict[str, dict[str, str]] = {
    "SIREN with a wrong check digit": {"siren": "552081318"},
    "SIREN of zeros": {"siren": "000000000"},
    "SIREN in Arabic digits": {"siren": "٥٥٢٠٨١٣١٧"},
    "SIRET of another company": {"siret": "73282932000074"},
    "SIRET of La Poste whose sum is no multiple of 5": {
        "siren": "356000000",
        "siret": "35600000000049",
    },
    "VAT number of another country": {"vat": "BE0403019261"},
    "VAT number with a wrong check digit": {"country": "BE", "siren": "", "vat": "BE0403019262"},
    "VAT number of another company": {"vat": "FR83404833048"},
}


@pytest.mark.parametrize("changed", NUMBERS.values(), ids=NUMBERS)
def test_a_number_of_a_company(changed: dict[str, str]) -> None:
    told = replace(TOLD, **changed)
    refused("identifier_unfit", lambda: registering.register(told, ANNE, NOW))


NAMES = {
    "right-to-left override": "Eaux \u202eduJ",
    "right-to-left mark": "Eaux\u200f du Jura",
    "NUL": "Eaux\x00",
    "10,000 letters": "x" * 10_000,
    "emoji": "Eaux 🚀",
    "formula": '=HYPERLINK("https://a.example")',
    "script": "<script>alert(1)</script>",
    "two alphabets": "E\u0430ux",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_that_everybody_reads(name: str) -> None:
    """Of an organisation, its logo, a campaign, a milestone, a partner, a pool of seats."""
    own = a_sponsor()
    steps = (Step(name, "Published", 1_000_00),)
    partner = {"partner_name": name, "partner_url": "https://pay.example"}
    for act in (
        lambda: registering.register(replace(TOLD, legal_name=name), ANNE, NOW),
        lambda: registering.register(replace(TOLD, public_name=name), ANNE, NOW),
        lambda: logo.put(own, picture("PNG"), name, ANNE, NOW),
        lambda: planning.create(a_plan(title=name), by_anne()),
        lambda: planning.create(a_plan(steps=steps), by_anne()),
        lambda: planning.create(a_plan(**partner), by_anne()),
        lambda: seat_world.pool(paid=False, name=name),
    ):
        refused("name_unfit", act)


TEXTS = {"NUL": "Apprendre\x00 à lire.", "override": "Apprendre \u202eà lire.", "long": "x" * 4001}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("field", ["summary", "subject", "deliverable"])
def test_a_text_that_everybody_reads(field: str, text: str) -> None:
    changes: dict[str, Any] = {field: text}
    if field == "deliverable":
        changes = {"steps": (Step("A", text, 1_000_00),)}
    refusal = refused("campaign_unfit", lambda: planning.create(a_plan(**changes), by_anne()))
    assert refusal.facts["field"] == ("milestones" if field == "deliverable" else field)


PLANS: dict[str, dict[str, Any]] = {
    "title": {"title": "ab"},
    "summary": {"summary": "Short."},
    "minimum": {"minimum_minor": 1_000_01},
    "milestones": {"steps": (Step("A", "B", 999_99),)},
    "course": {"kind": Kind.KEEP_RUNNING, "course_key": ""},
    "subject": {"kind": Kind.CREATE, "course_key": "", "subject": " "},
    "partner": {"partner_name": "Les Eaux", "partner_url": "http://pay.example"},
}


@pytest.mark.parametrize("field", PLANS)
def test_a_part_of_a_campaign(field: str) -> None:
    """The plan is of 1,000.00: a minimum of a cent more and milestones of a cent less are none."""
    refusal = refused("campaign_unfit", lambda: planning.create(a_plan(**PLANS[field]), by_anne()))
    assert refusal.facts["field"] == field


@pytest.mark.parametrize("field", ["kind", "mode", "currency", "call"])
def test_a_choice_that_is_none(field: str, rf: Any) -> None:
    from agir_sponsorship.pages.console import form

    told = {"kind": "create", "mode": "keep_it_all", "currency": "EUR", "goal": "10",
            "minimum": "1", "opens": "2027-03-01", "closes": "2027-04-01"}  # fmt: skip
    request = rf.post("/", told | {field: str(uuid4())})
    refused("campaign_form_unfit", lambda: form.plan(request))


@pytest.mark.parametrize("text", ["", "Done\x00.", "Done \u202e.", "x" * 1001])
def test_words_and_addresses_of_evidence(text: str) -> None:
    campaign = an_open_campaign()
    paid(a_pledge(campaign, 1_000_00))
    step = Campaign.objects.get().milestones.all()[0].id
    right = "https://a.example/x"
    refused("evidence_unfit", lambda: milestones.file_evidence(step, right, text, by_anne()))
    for wrong in ("http://a.example", "javascript:alert(1)", f"https://a.example/{text}\u202e"):
        refused(
            "evidence_unfit",
            lambda wrong=wrong: milestones.file_evidence(step, wrong, "N", by_anne()),
        )


@pytest.mark.parametrize("code", ["", " ", "RS\x005875", "RS\u202e5875", "R" * 33])
def test_a_certification_that_aid_is_asked_for(code: str) -> None:
    asking = solidarity.AidAsking(
        certification=code, need="student", amount_minor=100, currency="EUR"
    )
    person = User.objects.create(username="p").pk
    learners.subject_of(person)
    refused("aid_invalid", lambda: solidarity.ask(asking, by=person))


# Dates. ----------------------------------------------------------------------------------------

DATES = {
    "29 February of a common year": ("2027-02-29", "2027-03-01", "campaign_form_unfit"),
    "year 1": ("0001-01-01", "2027-03-01", "campaign_form_unfit"),
    "no date": ("soon", "2027-03-01", "campaign_form_unfit"),
    "closes before it opens": ("2027-03-02", "2027-03-01", "campaign_unfit"),
    "closes when it opens": ("2027-03-01", "2027-03-01", "campaign_unfit"),
    "more than a year": ("2027-03-01", "2028-03-03", "campaign_unfit"),
}


@pytest.mark.parametrize(("opens", "closes", "code"), DATES.values(), ids=DATES)
def test_a_date(opens: str, closes: str, code: str, rf: Any) -> None:
    refused(code, lambda: planning.create(planned(rf, opens, closes), by_anne()))


def planned(rf: Any, opens: str, closes: str) -> Plan:
    from agir_sponsorship.pages.console import form

    told = {
        "kind": "create", "mode": "keep_it_all", "title": "Un MOOC", "summary": "Un cours libre.",
        "currency": "EUR", "goal": "10", "minimum": "1", "opens": opens, "closes": closes,
        "subject": "Eau", "step_title_1": "A", "step_deliverable_1": "B", "step_amount_1": "10",
    }  # fmt: skip
    return form.plan(rf.post("/", told))


@pytest.mark.parametrize("day", ["29/02/2027", "01/01/0001", "31/11/2026"])
def test_a_date_in_a_statement(day: str) -> None:
    content = f"{HEAD}{day};VIR;1\n".encode()
    refused("statement_unfit", lambda: money.import_statement(content, None))


def test_an_export_of_a_period_that_ends_before_it_begins() -> None:
    refused("period_unfit", lambda: list(money.accounting_rows(date(2026, 2, 2), date(2026, 1, 1))))


# Vouchers, accounts, milestones. ---------------------------------------------------------------


@pytest.mark.parametrize("code", ["", "nothing", "A" * 10_000, "\x00" * 16, "٣" * 16, "<b>"])
def test_a_voucher_that_is_none(code: str) -> None:
    """A try is counted, and nothing else is written."""
    before = written()
    with pytest.raises(seats.VoucherUnknown) as raised:
        seats.find_voucher(code, subject=ANNE, address="192.0.2.1", clock=seat_world.CLOCK)
    assert sentences.sentence(raised.value).endswith(".")
    after = written()
    assert {name for name in after if after[name] != before[name]} <= {"VoucherTry"}


IBANS = {
    "of a country out of SEPA": "BR1800360305000010009795493C1",
    "with a wrong check digit": "FR7630006000011234567890188",
    "too short": "FR76300060000112345678901",
    "no IBAN": "3000 6000 0112 3456 7890 189",
}


@pytest.mark.parametrize("iban", IBANS.values(), ids=IBANS)
def test_an_iban_of_the_site(iban: str, settings: Any) -> None:
    """No money is called for to it, and no page shows it."""
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY | {"IBAN": iban}
    pledge = a_pledge(an_open_campaign(), organisation=a_sponsor())
    refused("iban_wrong", lambda: issuing.issue(pledge.id, DocumentKind.CALL_FOR_FUNDS, by_anne()))
    assert issuing.legal_entity().iban == ""


def test_an_unknown_milestone() -> None:
    an_open_campaign()
    for act in (
        lambda: milestones.act(uuid4(), "reach", by_anne()),
        lambda: milestones.file_evidence(uuid4(), "https://a.example", "N", by_anne()),
        lambda: milestones.release(uuid4(), by_anne()),
        lambda: api.milestone_act(uuid4(), "return", User.objects.create().pk, reason="Why."),
    ):
        refused("milestone_unknown", act)


# Refunds. --------------------------------------------------------------------------------------


def a_paid_one() -> tuple[Pledge, UUID]:
    pledge = a_pledge(an_open_campaign(), organisation=a_sponsor())
    paid(pledge)
    return pledge, Payment.objects.get().id


def test_a_refund_of_more_than_was_paid() -> None:
    _, payment = a_paid_one()
    order = Order(payment, 500_01, "k")
    refused("refund_too_large", lambda: refunding.open_refund(order, by_anne()))


def test_a_refund_twice() -> None:
    """The same form is one refund; with another amount, or anew for what is gone, it is refused."""
    _, payment = a_paid_one()
    first = refunding.open_refund(Order(payment, 500_00, "k"), by_anne())
    assert refunding.open_refund(Order(payment, 500_00, "k"), by_anne()) == first
    for amount, key, code in ((1, "k", "refund_key_reused"), (1, "again", "refund_too_large")):
        order = Order(payment, amount, key)
        refused(code, lambda order=order: refunding.open_refund(order, by_bruno()))
    refunding.confirm_sent(first, by_anne())
    before = written()
    refunding.confirm_sent(first, by_bruno())
    assert written() == before
    assert Refund.objects.count() == 1


def test_a_refund_after_a_receipt(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY
    pledge, payment = a_paid_one()
    closing.close(pledge.campaign_id, by_anne(31))
    where = "12 quai des Eaux, 39100 Dole"
    issuing.issue(pledge.id, DocumentKind.RECEIPT, by_anne(31), address=where)
    order = Order(payment, 1_00, "k")
    refused("receipt_stands", lambda: refunding.open_refund(order, by_anne(32)))


# Campaigns. ------------------------------------------------------------------------------------


def test_a_pledge_to_a_closed_campaign() -> None:
    campaign = an_open_campaign()
    paid(a_pledge(campaign, 1_000_00))
    assert Campaign.objects.get().state == "funded"
    refused("campaign_not_open", lambda: a_pledge(campaign))
    over = an_open_campaign()
    late = Offer(over, uuid4(), 100, key="k" * 8, accepts_terms=True)
    refused("campaign_not_open", lambda: pledging.offer(late, by_anne(30)))


def test_a_campaign_of_a_deleted_course() -> None:
    """It does not open, and its last milestone is not released, once its course is gone."""
    there = {"course-v1:Agir+Gone+2026"}

    class Kept:
        def verdict(self, course_key: str) -> CovenantVerdict:
            return CovenantVerdict(course_key in there, ())

    covenants.register(Kept())
    try:
        changes: dict[str, Any] = {"kind": Kind.KEEP_RUNNING, "course_key": min(there)}
        opened = an_open_campaign(steps=(Step("A", "B", 1_000_00),), **changes)
        paid(a_pledge(opened, 1_000_00))
        waits = planning.create(a_plan(**changes), by_anne())
        planning.act(waits, "submit", by_anne())
        (step,) = Campaign.objects.get(id=opened).milestones.all()
        milestones.file_evidence(step.id, "https://a.example/x", "Done.", by_anne())
        milestones.act(step.id, "accept", by_bruno())
        there.clear()
        refused("covenant_not_kept", lambda: planning.act(waits, "approve", by_bruno()))
        refused("covenant_not_kept", lambda: milestones.release(step.id, by_bruno()))
    finally:
        covenants.withdraw()


# People. ---------------------------------------------------------------------------------------


def test_a_sponsor_who_would_decide_aid() -> None:
    user, _ = member()
    asker = User.objects.create(username="asker").pk
    seat_world.money(accounts.solidarity(), 50_000)
    asking = solidarity.AidAsking(
        certification="RS5875", need="student", amount_minor=9_000, currency="EUR"
    )
    one = solidarity.ask(asking, by=asker)
    for by in (user, asker):
        refused(
            "aid_decider_refused",
            lambda by=by: solidarity.decide(one.id, grants=True, reason="", by=by),
        )


def test_a_user_who_was_retired() -> None:
    """Who has left speaks for no organisation, and is nobody in what stays."""
    user, own = member()
    campaign = an_open_campaign()
    leaving.forget(learners.subject_of(user))
    offer = Offer(campaign, own, 100, key="k" * 8, accepts_terms=True)
    refused("organisation_unknown", lambda: api.offer(offer, user))
    refused("organisation_unknown", lambda: orgs.ensure(user, own, orgs.ContactRole.VIEWER))
    assert seats.mine(user) == solidarity.mine(user) == []


@pytest.mark.parametrize("one", [one for one in ENDPOINTS if one.method == "POST"], ids=str)
def test_a_user_who_is_nobody(one: Any) -> None:
    """Led to the sign-in page by every address that writes; Stripe's asks for a signature."""
    before = written()
    answer = Client().post(reverse(one.name, kwargs=one.kwargs), {"act": "close"})
    assert answer.status_code == (503 if one.name.endswith("api-stripe") else 302)
    assert written() == before


# k, logos, statements. -------------------------------------------------------------------------


@pytest.mark.parametrize("k", [1, 0, 10, -11, True, None])
def test_a_smallest_cell_below_eleven(k: Any, settings: Any) -> None:
    """A wrong setting publishes nothing: reports refuse, the public ledger keeps to 11."""
    refused("cell_too_small", lambda: checked_k(k))
    settings.AGIR_SPONSORSHIP_SMALLEST_CELL = k
    own = a_sponsor()
    refused("cell_too_small", lambda: impact.make(own))
    assert transparency.smallest_cell() == 11


def picture(kind: str, frames: int = 1) -> io.BytesIO:
    out = io.BytesIO()
    several = [Image.new("RGB", (64, 64), (at * 50, 0, 0)) for at in range(frames)]
    several[0].save(
        out, kind, **({"save_all": True, "append_images": several[1:]} if frames > 1 else {})
    )
    out.seek(0)
    return out


LOGOS = {
    "50 MB": b"\x89PNG\r\n\x1a\n" + b"\0" * 50_000_000,
    "SVG with a script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "no picture": b"hello",
    "nothing": b"",
    "a page": b"<!doctype html><script>alert(1)</script>",
}


@pytest.mark.parametrize("sent", LOGOS.values(), ids=LOGOS)
def test_a_logo(sent: bytes) -> None:
    own = a_sponsor()
    refused("logo_unfit", lambda: logo.put(own, io.BytesIO(sent), "Eaux du Jura", ANNE, NOW))


STATEMENTS = {
    "a missing column": b"Date;Montant\n27/11/2026;1\n",
    "no text": b"\0\1\2",
    "nothing": b"",
    "a line that cannot be read": (HEAD + "27/11/2026;VIR;1\nsoon;VIR;2\n").encode(),
    "an unknown currency": b"Date;Label;Amount;Currency\n2026-11-27;VIR;1;xyz\n",
    "too large": b" " * (statement.BYTES + 1),
}


@pytest.mark.parametrize("content", STATEMENTS.values(), ids=STATEMENTS)
def test_a_statement(content: bytes) -> None:
    code = "currency_unknown" if b"xyz" in content else "statement_unfit"
    refused(code, lambda: money.import_statement(content, None))


# What looks bad and is not. --------------------------------------------------------------------


def test_a_leap_day_and_days_when_clocks_change_are_days(rf: Any, settings: Any) -> None:
    """29 February 2028; 28 March 2027 has 23 hours in Paris, 31 October 2027 has 25."""
    from django.utils import timezone

    with timezone.override("Europe/Paris"):
        for opens, closes, hours in (
            ("2028-02-29", "2028-03-01", 24),
            ("2027-03-28", "2027-03-29", 23),
            ("2027-10-31", "2027-11-01", 25),
        ):
            plan = planned(rf, opens, closes)
            assert (
                plan.closes_at.astimezone(UTC) - plan.opens_at.astimezone(UTC)
            ).total_seconds() == hours * 3600
            assert planning.create(plan, by_anne())


def test_la_poste_and_a_company_abroad_are_companies() -> None:
    """SIRET of La Poste: digits of 35600000000048 sum to 26 and pass Luhn (its head office)."""
    assert identifiers.siret("35600000000048", "356000000") == "35600000000048"
    abroad = replace(TOLD, country="BE", siren="", vat="BE 0403.019.261")
    assert registering.register(abroad, ANNE, NOW).told.vat == "BE0403019261"


def test_a_voucher_as_people_type_it() -> None:
    """Small letters, blanks for dashes, O for 0 and I or L for 1."""
    pool = seat_world.pool(is_open=False)
    user = User.objects.create(username="op").pk
    (code,) = seats.issue_vouchers(pool.id, 1, by=user, clock=seat_world.CLOCK).codes
    typed = f"  {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} "
    found = seats.find_voucher(typed, subject=ANNE, address="", clock=seat_world.CLOCK)
    assert found.pool.id == pool.id


def test_an_iban_of_another_country_of_sepa_is_taken() -> None:
    told = beneficiary.read(ENTITY | {"IBAN": "DE89 3704 0044 0532 0130 00"})
    assert (told.iban, told.has_wrong_iban) == ("DE89 3704 0044 0532 0130 00", False)


def test_an_animated_logo_stands_still() -> None:
    png, *_ = logo.drawn(picture("GIF", frames=4))
    assert getattr(Image.open(io.BytesIO(png)), "n_frames", 1) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_a_statement_of_any_bank_is_read_once(encoding: str) -> None:
    pledge = a_pledge(an_open_campaign())
    content = f"{HEAD}27/11/2026;VIR société {pledge.reference};500,00\n".encode(encoding)
    first = money.import_statement(content, None)
    before = written()
    again = money.import_statement(content, None)
    assert (first.matched, again.matched) == (1, 0)
    assert written() == before
    assert Pledge.objects.get().paid_minor == 500_00


def test_a_form_with_a_file_that_is_no_statement_says_so() -> None:
    operator = Client()
    operator.force_login(User.objects.create(username="op", is_staff=True, is_superuser=True))
    file = SimpleUploadedFile("releve.csv", b"hello")
    answer = operator.post(
        reverse("agir_sponsorship:console-money"), {"act": "import", "statement": file}
    )
    assert answer.status_code == 422
    assert "nothing of it was taken" in answer.content.decode()
