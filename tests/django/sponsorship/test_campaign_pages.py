"""A company's way and an operator's way, page by page, as people press the buttons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from campaign_world import (
    BRUNO,
    ENTITY,
    SECRET,
    a_sponsor,
    an_open_campaign,
    event,
    signed,
)
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from agir_kernel.clock import SystemClock
from agir_platform.learners import api as learners
from agir_sponsorship.api import payments
from agir_sponsorship.domain.organisation import Told
from agir_sponsorship.models import Campaign, Document, Pledge, Refund, Transfer
from agir_sponsorship.organisations import deciding, registering

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture(autouse=True)
def _settings(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY


def now() -> Any:
    return SystemClock().now()


def client(name: str, **rights: bool) -> Client:
    made = Client()
    user, _ = User.objects.get_or_create(username=name, defaults=rights)
    made.force_login(user)
    return made


@pytest.fixture
def operator() -> Client:
    return client("operator", is_staff=True, is_superuser=True)


@pytest.fixture
def company() -> tuple[Client, UUID]:
    """Return a signed-in person, and the verified organisation they administer."""
    found = client("company")
    person = User.objects.get(username="company")
    told = Told("Eaux du Jura SA", "Eaux du Jura", "FR", "company", siren="552081317")
    made = registering.register(told, learners.subject_of(person.pk), now())
    registering.move(made.uuid, "submit", learners.subject_of(person.pk), now())
    deciding.decide(made.uuid, "verify", BRUNO, now())
    return found, made.uuid


@pytest.fixture
def campaign() -> UUID:
    return an_open_campaign(
        opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=30)
    )


def at(name: str, *args: Any) -> str:
    return reverse(f"agir_sponsorship:{name}", args=args)


def form(own: UUID, /, **changes: str) -> dict[str, str]:
    return {
        "organisation": str(own),
        "amount": "1000",
        "method": "transfer",
        "visibility": "amount",
        "terms": "yes",
        "key": "k" * 16,
    } | changes


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_company_pledges_pays_and_reads_its_receipt(
    operator: Client, company: tuple[Client, UUID], campaign: UUID
) -> None:
    person, organisation = company
    assert "Un MOOC sur l" in text(person.get(at("campaigns")))
    page = at("pledge-form", campaign)
    assert "Eaux du Jura" in text(person.get(page))
    assert person.post(page, form(organisation)).status_code == 302
    assert person.post(page, form(organisation)).status_code == 302
    pledge = Pledge.objects.get()
    assert "Nothing to pay yet" in text(person.get(at("pledge", pledge.id)))
    console = at("console-pledge", pledge.id)
    assert operator.post(console, {"act": "decide", "nature": "mecenat"}).status_code == 302
    assert operator.post(console, {"act": "sign", "purchase_order": ""}).status_code == 302
    assert operator.post(console, {"act": "issue", "kind": "call_for_funds"}).status_code == 302
    shown = text(person.get(at("pledge", pledge.id)))
    assert pledge.reference in shown
    assert "FR7630006000011234567890189" in shown
    line = f"Date;Libellé;Débit;Crédit\n27/11/2026;VIR {pledge.reference};;1 000,00\n"
    file = SimpleUploadedFile("releve.csv", line.encode("cp1252"))
    found = operator.post(at("console-money"), {"act": "import", "statement": file})
    assert "1 line found its pledge" in text(found)
    assert Campaign.objects.get().state == "funded"
    assert operator.post(console, {"act": "issue", "kind": "receipt"}).status_code == 409
    receipt = {"act": "issue", "kind": "receipt", "address": "12 quai des Eaux, 39100 Dole"}
    assert operator.post(console, receipt).status_code == 302
    paper = Document.objects.get(kind="receipt")
    for reader in (person, operator):
        assert reader.get(at("document", paper.id)).status_code == 200
    public = text(Client().get(at("campaign", campaign)))
    assert "Eaux du Jura" in public
    assert "no say in the content" in public
    export = operator.get(at("accounting"), {"from": "2026-01-01", "to": "2035-01-01"})
    assert b"CompteNum" in b"".join(export.streaming_content)


def test_another_companys_pledge_and_paper_are_not_there(
    operator: Client, company: tuple[Client, UUID], campaign: UUID
) -> None:
    """Neither by its number nor by a form: 404, the same as for none."""
    person, organisation = company
    person.post(at("pledge-form", campaign), form(organisation))
    pledge = Pledge.objects.get()
    operator.post(at("console-pledge", pledge.id), {"act": "decide", "nature": "mecenat"})
    operator.post(at("console-pledge", pledge.id), {"act": "issue", "kind": "agreement"})
    paper = Document.objects.get()
    other = client("other")
    stranger = User.objects.get(username="other")
    told = Told("Autre SA", "Autre", "FR", "company", siren="732829320")
    registering.register(told, learners.subject_of(stranger.pk), now())
    assert other.get(at("pledges")).status_code == 200
    for answer in (
        other.get(at("pledge", pledge.id)),
        other.post(at("pledge", pledge.id), {"act": "withdraw"}),
        other.get(at("document", paper.id)),
    ):
        assert answer.status_code == 404
    taken = other.post(at("pledge-form", campaign), form(organisation, key="z" * 16))
    assert taken.status_code == 404
    assert Pledge.objects.get().state == "accepted"


@pytest.mark.parametrize(
    "amount",
    [
        "0",
        "-1",
        "0.001",
        "NaN",
        "Infinity",
        "1e400",
        "1,000.00",
        "1 000,00",
        "١٠٠٠",
        "True",
        "9223372036854775808",
        "=1+1",
        "",
    ],
)
def test_an_amount_that_cannot_be_is_refused_with_a_sentence(
    company: tuple[Client, UUID], campaign: UUID, amount: str
) -> None:
    person, organisation = company
    answer = person.post(at("pledge-form", campaign), form(organisation, amount=amount))
    assert answer.status_code == 422
    assert "Write an amount above 0 in digits" in text(answer)
    assert Pledge.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"terms": ""}, 422),
        ({"method": "cash"}, 422),
        ({"visibility": "all"}, 422),
        ({"organisation": "x"}, 422),
        ({"organisation": str(uuid4())}, 404),
        ({"key": "short"}, 422),
    ],
)
def test_a_form_that_cannot_be_is_refused(
    company: tuple[Client, UUID], campaign: UUID, changes: dict[str, str], status: int
) -> None:
    person, organisation = company
    answer = person.post(at("pledge-form", campaign), form(organisation, **changes))
    assert answer.status_code == status
    assert 'role="alert"' in text(answer)
    assert Pledge.objects.count() == 0


def test_words_of_people_are_never_markup(operator: Client) -> None:
    """Nor where a title is in the table that would be refused today."""
    campaign = an_open_campaign(
        opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=30)
    )
    Campaign.objects.update(title="<script>alert(1)</script>")
    for page in (at("campaigns"), at("campaign", campaign), at("console-campaign", campaign)):
        assert "<script>alert" not in text(operator.get(page))


def test_an_operator_plans_and_opens_a_campaign(operator: Client) -> None:
    plan = {
        "kind": "create",
        "mode": "all_or_nothing",
        "title": "Un MOOC sur les sols",
        "summary": "Lire un sol, sans prérequis.",
        "currency": "EUR",
        "goal": "2000",
        "minimum": "1000",
        "opens": str(now().date()),
        "closes": str((now() + timedelta(days=40)).date()),
        "subject": "Soils",
        "step_title_1": "Cours",
        "step_deliverable_1": "Le cours en ligne",
        "step_amount_1": "2000",
    }
    assert operator.post(at("console-new"), plan | {"step_amount_1": "1999"}).status_code == 422
    for lost in ("2026-02-30", "0001-01-01", "soon"):
        assert operator.post(at("console-new"), plan | {"closes": lost}).status_code == 422
    assert Campaign.objects.count() == 0
    assert operator.post(at("console-new"), plan).status_code == 302
    found = Campaign.objects.get()
    assert Client().get(at("campaign", found.id)).status_code == 404
    page = at("console-campaign", found.id)
    assert operator.post(page, {"act": "submit"}).status_code == 302
    assert operator.post(page, {"act": "approve"}).status_code == 409
    assert operator.post(page, {"act": "promise"}).status_code == 302
    assert operator.post(page, {"act": "approve"}).status_code == 302
    assert Client().get(at("campaign", found.id)).status_code == 200
    assert operator.post(page, {"act": "withdraw"}).status_code == 422
    assert operator.post(page, {"act": "withdraw", "reason": "No teacher."}).status_code == 302
    assert Campaign.objects.get().state == "settled"


def test_a_line_is_matched_and_a_refund_sent_by_hand(
    operator: Client, company: tuple[Client, UUID], campaign: UUID
) -> None:
    person, organisation = company
    person.post(at("pledge-form", campaign), form(organisation, amount="300"))
    pledge = Pledge.objects.get()
    operator.post(at("console-pledge", pledge.id), {"act": "decide", "nature": "mecenat"})
    file = SimpleUploadedFile("r.csv", b"Date,Label,Amount\n2026-11-27,EAUX DU JURA,300.00\n")
    operator.post(at("console-money"), {"act": "import", "statement": file})
    waiting = Transfer.objects.get()
    assert pledge.reference in text(operator.get(at("console-money")))
    match = {"act": "match", "line": str(waiting.id), "reference": pledge.reference}
    assert operator.post(at("console-money"), match).status_code == 302
    assert operator.post(at("console-money"), match).status_code == 404
    payment = pledge.payments.get()
    refund = {"act": "refund", "payment": str(payment.id), "key": "r" * 16, "amount": "100"}
    console = at("console-pledge", pledge.id)
    assert operator.post(console, refund).status_code == 422
    assert operator.post(console, refund | {"reason": "Asked."}).status_code == 302
    due = Refund.objects.get()
    sent = {"act": "sent", "refund": str(due.id)}
    assert operator.post(at("console-money"), sent).status_code == 302
    assert payments.dues() == ()


def test_a_statement_that_is_none_takes_nothing(operator: Client) -> None:
    for content in (b"", b"\0\0", b"hello", b"Date;Libelle;Montant\n31/02/2026;x;1\n"):
        file = SimpleUploadedFile("r.csv", content)
        answer = operator.post(at("console-money"), {"act": "import", "statement": file})
        assert answer.status_code == 422, content
    assert operator.post(at("console-money"), {"act": "import"}).status_code == 422
    huge = operator.post(at("console-money"), {}, CONTENT_LENGTH="6000000")
    assert huge.status_code == 413


def test_forms_need_a_token(company: tuple[Client, UUID], campaign: UUID) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="company"))
    assert strict.post(at("pledge-form", campaign), {}).status_code == 403
    strict.force_login(User.objects.create(username="root", is_staff=True, is_superuser=True))
    for page in (at("console-money"), at("console-new")):
        assert strict.post(page, {}).status_code == 403


def test_programs_read_campaigns_and_stripe_writes(settings: Any, campaign: UUID) -> None:
    listed = Client().get(at("api-campaigns")).json()["campaigns"]
    assert [one["id"] for one in listed] == [str(campaign)]
    one = Client().get(at("api-campaign", campaign)).json()
    assert one["money"] == {
        "pledged_minor": 0,
        "paid_minor": 0,
        "returned_minor": 0,
        "released_minor": 0,
    }
    settings.AGIR_SPONSORSHIP_STRIPE_WEBHOOK_SECRETS = [SECRET]
    body = event("evt_1", "charge.succeeded", {"payment_intent": "pi_1"})
    header = signed(body, int(now().timestamp()))
    strict = Client(enforce_csrf_checks=True)

    def sent(content: bytes, **headers: str) -> Any:
        return strict.post(
            at("api-stripe"), content, content_type="application/json", headers=headers
        )

    assert sent(body, stripe_signature=header).json() == {"result": "kept"}
    assert sent(body, stripe_signature=header).json() == {"result": "replayed"}
    refused = sent(body + b" ", stripe_signature=header)
    assert (refused.status_code, refused.json()["code"]) == (400, "webhook_refused")
    doubled = sent(body, stripe_signature=f"{header},{header}")
    assert doubled.status_code == 400


def test_a_partners_campaign_leads_to_the_partner(company: tuple[Client, UUID]) -> None:
    person, organisation = company
    found = an_open_campaign(
        partner_name="Université du Lac",
        partner_url="https://pay.example/water",
        opens_at=now() - timedelta(days=1),
        closes_at=now() + timedelta(days=30),
    )
    page = text(person.get(at("campaign", found)))
    assert 'href="https://pay.example/water"' in page
    assert at("pledge-form", found) not in page
    assert person.post(at("pledge-form", found), form(organisation)).status_code == 409


def test_commands(tmp_path: Any, capsys: pytest.CaptureFixture[str], campaign: UUID) -> None:
    a_sponsor("Lac SA", "732829320")
    file = tmp_path / "r.csv"
    file.write_text("Date;Libellé;Montant\n27/11/2026;VIR;12,00\n", encoding="utf-8")
    call_command("agir_import_statement", str(file))
    assert "0 matched, 1 wait" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("agir_import_statement", str(tmp_path / "none.csv"))
    Campaign.objects.filter(id=campaign).update(closes_at=now() - timedelta(hours=1))
    call_command("agir_close_campaigns")
    assert "1 closed" in capsys.readouterr().out
    call_command("agir_close_campaigns")
    assert "0 closed" in capsys.readouterr().out
    call_command("agir_export_accounting", "--from", "2026-01-01", "--to", "2026-12-31")
    assert "JournalCode" in capsys.readouterr().out
