"""The right document, once, numbered without a gap, and never two for one euro."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from campaign_world import (
    ENTITY,
    a_pledge,
    a_sponsor,
    an_open_campaign,
    by_anne,
    by_bruno,
    paid,
)
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from agir_platform import documents as printing
from agir_platform.documents import sheets
from agir_sponsorship import sentences
from agir_sponsorship.campaigns import closing, pledging
from agir_sponsorship.campaigns.refusals import NatureBound, NatureUndecided
from agir_sponsorship.documents import accounting, issuing
from agir_sponsorship.documents import facturx as embedding
from agir_sponsorship.documents.refusals import (
    AlreadyCredited,
    DocumentWrongKind,
    InvoiceRefused,
    PeriodUnfit,
    ReceiptNotYet,
)
from agir_sponsorship.domain.classifying import Counterpart
from agir_sponsorship.domain.documents import DocumentKind as K
from agir_sponsorship.domain.pledge import Nature
from agir_sponsorship.models import Document, DocumentSeries, Pledge
from agir_sponsorship.models.append_only import RowIsFinal
from agir_sponsorship.pages.campaigns import paper
from agir_sponsorship.payments import refunding
from agir_sponsorship.payments.refunding import Order
from agir_sponsorship.payments.refusals import ReceiptStands

pytestmark = pytest.mark.django_db
ADDRESS = "12 quai des Eaux, 39100 Dole"


@pytest.fixture(autouse=True)
def _entity(settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY


@pytest.fixture
def sponsor() -> UUID:
    return a_sponsor()


def a_gift(sponsor: UUID, amount: int = 1_000_00, **changes: Any) -> Pledge:
    pledge = a_pledge(an_open_campaign(), amount, organisation=sponsor, **changes)
    paid(pledge)
    return pledge


def receipt(pledge: Pledge) -> issuing.DocumentView:
    return issuing.issue(pledge.id, K.RECEIPT, by_anne(), address=ADDRESS)


def lacks(pledge: Pledge, address: str = ADDRESS) -> str:
    with pytest.raises(ReceiptNotYet) as raised:
        issuing.issue(pledge.id, K.RECEIPT, by_anne(), address=address)
    return str(raised.value.facts["why"])


def test_a_receipt_holds_what_the_form_asks(sponsor: UUID) -> None:
    """Cerfa 16216*02: number, both parties, figures, letters, form, date, legal ground."""
    found = receipt(a_gift(sponsor, 1_071_80))
    told = found.content
    assert found.number == "RF-2026-00001"
    assert told["form"] == "16216*02"
    assert (told["amount"], told["currency"]) == ("1071.80", "EUR")
    assert told["letters"] == "mille soixante et onze euros et quatre-vingts centimes"
    assert told["sponsor"]["siren"] == "552081317"
    assert told["sponsor"]["address"] == ADDRESS
    assert told["beneficiary"]["legal_ground"] == "CGI art. 238 bis, 1, a"
    assert told["payments"] == [{"day": "2026-11-27", "method": "transfer", "amount": "1071.80"}]
    assert issuing.digest(told) == found.digest


def test_one_receipt_a_gift(sponsor: UUID) -> None:
    pledge = a_gift(sponsor)
    assert receipt(pledge).id == receipt(pledge).id
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("lost", "why"),
    [
        ({"LEGAL_GROUND": ""}, "beneficiary"),
        ({"RESCRIT_ON": ""}, "beneficiary"),
        ({"RESCRIT_ON": "last spring"}, "beneficiary"),
        ({"FISCAL_STATUS": ""}, "beneficiary"),
        ({"FISCAL_STATUS": "other"}, "beneficiary"),
        ({"SIRET": ""}, "beneficiary"),
    ],
)
def test_no_receipt_while_the_status_is_not_told(
    sponsor: UUID, settings: Any, lost: dict[str, str], why: str
) -> None:
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY | lost
    assert lacks(a_gift(sponsor)) == why


def test_an_operator_reads_what_a_receipt_lacks(sponsor: UUID, settings: Any) -> None:
    """Which setting to fill in, and then which line of the form; no code word stands in for it."""
    pledge = a_gift(sponsor)
    operator = Client()
    user = get_user_model().objects.create(username="operator", is_staff=True, is_superuser=True)
    operator.force_login(user)
    page = reverse("agir_sponsorship:console-pledge", args=[pledge.id])
    asked = {"act": "issue", "kind": "receipt", "address": ""}
    settings.AGIR_SPONSORSHIP_BENEFICIARY = {}
    unset = operator.post(page, asked)
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY
    unwritten = operator.post(page, asked)
    assert (unset.status_code, unwritten.status_code) == (409, 409)
    for name in ("AGIR_SPONSORSHIP_BENEFICIARY", "FISCAL_STATUS", "LEGAL_GROUND", "RESCRIT_ON"):
        assert name in unset.content.decode()
    assert "Write the address of the organisation" in unwritten.content.decode()
    assert operator.post(page, asked | {"address": ADDRESS}).status_code == 302
    assert Document.objects.get().number == "RF-2026-00001"


@pytest.mark.parametrize(
    "why", ["beneficiary", "unfunded", "unpaid", "counterpart", "invoiced", "address"]
)
def test_each_thing_that_a_receipt_lacks_has_its_sentence(why: str) -> None:
    said = sentences.sentence(ReceiptNotYet(why=why))
    assert said != sentences.sentence(ReceiptNotYet(why="else"))
    assert said.endswith(".")


def test_no_receipt_before_funding_nor_for_part_of_a_gift(sponsor: UUID) -> None:
    campaign = an_open_campaign()
    small = a_pledge(campaign, 500_00, organisation=sponsor)
    paid(small)
    assert lacks(small) == "unfunded"
    half = a_pledge(campaign, 200_00, organisation=sponsor)
    paid(half, 100_00)
    closing.close(campaign, by_anne(31))
    assert lacks(half) == "unpaid"
    assert lacks(small, address="") == "address"
    assert receipt(small).number == "RF-2026-00001"


def test_a_refund_waits_until_the_receipt_is_cancelled(sponsor: UUID) -> None:
    pledge = a_gift(sponsor)
    order = Order(pledge.payments.get().id, 1_00, "a")
    found = receipt(pledge)
    with pytest.raises(ReceiptStands):
        refunding.open_refund(order, by_anne())
    cancelled = issuing.credit(found.id, by_bruno())
    assert cancelled.content["credits"] == found.number
    with pytest.raises(AlreadyCredited):
        issuing.credit(found.id, by_bruno())
    refunding.open_refund(order, by_anne())
    assert lacks(pledge) == "unpaid"


@pytest.mark.parametrize(
    ("value", "is_gift"), [(250_00, True), (250_01, False), (0, True), (1_000_00, False)]
)
def test_a_counterpart_of_a_quarter_is_the_border(
    sponsor: UUID, value: int, *, is_gift: bool
) -> None:
    """25.00 % of 1 000 € is a gift, 25.001 % is not."""
    nature = Nature.MECENAT if is_gift else Nature.PARRAINAGE
    pledge = a_gift(sponsor, counterparts=(Counterpart("invitation", value),), nature=nature)
    assert pledge.proposed == nature
    if is_gift:
        assert receipt(pledge).number
    else:
        with pytest.raises(DocumentWrongKind):
            receipt(pledge)


def test_never_a_receipt_and_an_invoice(sponsor: UUID) -> None:
    """I15: a gift takes no invoice number; a service no receipt; the nature is bound once used."""
    gift = a_gift(sponsor)
    with pytest.raises(InvoiceRefused):
        issuing.type_back(gift.id, "F-1", by_anne())
    receipt(gift)
    with pytest.raises(NatureBound):
        pledging.decide(gift.id, Nature.PARRAINAGE, by_bruno())
    service = a_gift(sponsor, nature=Nature.PARRAINAGE)
    issuing.type_back(service.id, "F-2026-17", by_anne())
    issuing.type_back(service.id, "F-2026-17", by_anne())
    with pytest.raises(DocumentWrongKind):
        receipt(service)
    with pytest.raises(NatureBound):
        pledging.decide(service.id, Nature.MECENAT, by_bruno())


@pytest.mark.parametrize(
    ("nature", "right"),
    [
        (Nature.MECENAT, {K.AGREEMENT, K.CALL_FOR_FUNDS}),
        (Nature.PARRAINAGE, {K.AGREEMENT, K.PRO_FORMA}),
        (Nature.PURCHASE, {K.AGREEMENT, K.PRO_FORMA}),
        (Nature.GRANT, {K.AGREEMENT}),
    ],
)
def test_each_nature_has_its_documents(sponsor: UUID, nature: Nature, right: set[K]) -> None:
    pledge = a_pledge(an_open_campaign(), organisation=sponsor, nature=nature)
    for kind in (K.AGREEMENT, K.CALL_FOR_FUNDS, K.PRO_FORMA):
        if kind in right:
            assert issuing.issue(pledge.id, kind, by_anne()).kind == kind
        else:
            with pytest.raises(DocumentWrongKind):
                issuing.issue(pledge.id, kind, by_anne())


def test_nothing_before_a_person_decided(sponsor: UUID) -> None:
    campaign = an_open_campaign()
    asked = pledging.Offer(campaign, sponsor, 100_00, key="k" * 12, accepts_terms=True)
    pledge = pledging.offer(asked, by_anne())
    with pytest.raises(NatureUndecided):
        issuing.issue(pledge, K.AGREEMENT, by_anne())


def test_all_is_a_draft_until_the_status_is_set(sponsor: UUID, settings: Any) -> None:
    settings.AGIR_SPONSORSHIP_BENEFICIARY = {}
    pledge = a_pledge(an_open_campaign(), organisation=sponsor)
    draft = issuing.issue(pledge.id, K.CALL_FOR_FUNDS, by_anne())
    assert (draft.is_draft, draft.number, DocumentSeries.objects.count()) == (True, "", 0)
    settings.AGIR_SPONSORSHIP_BENEFICIARY = ENTITY
    real = issuing.issue(pledge.id, K.CALL_FOR_FUNDS, by_anne())
    assert (real.is_draft, real.number) == (False, "AF-2026-00001")


def test_tax_is_cut_so_that_parts_add_up(sponsor: UUID) -> None:
    """120.00 € with 20 % in it is 100.00 and 20.00; 0.01 € is 0.01 and 0.00 (I20)."""
    for amount, net, tax in ((120_00, "100.00", "20.00"), (1, "0.01", "0.00")):
        pledge = a_pledge(
            an_open_campaign(), amount, organisation=sponsor, nature=Nature.PARRAINAGE
        )
        found = issuing.issue(pledge.id, K.PRO_FORMA, by_anne()).content
        assert (found["vat"]["net"], found["vat"]["tax"]) == (net, tax)
        assert Decimal(net) + Decimal(tax) == Decimal(found["amount"])


def test_a_document_is_never_changed(sponsor: UUID) -> None:
    receipt(a_gift(sponsor))
    row = Document.objects.get()
    row.number = "RF-2026-00002"
    for change in (row.save, row.delete, Document.objects.all().delete):
        with pytest.raises(RowIsFinal):
            change()


def test_numbers_of_a_series_have_no_gap(sponsor: UUID) -> None:
    found = [receipt(a_gift(sponsor)).number for _ in range(5)]
    assert found == [f"RF-2026-0000{place}" for place in range(1, 6)]


def test_the_export_balances_and_names_the_paper(sponsor: UUID) -> None:
    pledge = a_gift(sponsor)
    found = receipt(pledge)
    written = "".join(sheets.lines(accounting.rows(date(2020, 1, 1), date(2029, 12, 31))))
    rows = list(csv.DictReader(io.StringIO(written.lstrip("\ufeff"))))
    assert tuple(rows[0]) == accounting.COLUMNS
    assert [row["Debit"] for row in rows] == ["1000,00", "0,00"]
    assert [row["Credit"] for row in rows] == ["0,00", "1000,00"]
    assert [row["CompteNum"] for row in rows] == ["512000", "467100"]
    assert {row["PieceRef"] for row in rows} == {found.number}
    assert "Eaux du Jura" not in written


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodUnfit):
        accounting.rows(date(2026, 2, 1), date(2026, 1, 31))


@pytest.mark.parametrize(
    "told",
    [
        ENTITY | {"VAT": "FR40303265045", "VAT_MENTION": "not shown where there is a rate"},
        ENTITY | {"VAT_RATE": 0, "VAT_MENTION": "TVA non applicable, art. 293 B du CGI"},
        ENTITY | {"VAT_RATE": 0, "ADDRESS": "", "IBAN": ""},
    ],
    ids=["taxed", "exempt", "bare"],
)
def test_the_figures_of_any_issuer_are_valid(
    sponsor: UUID, settings: Any, told: dict[str, Any]
) -> None:
    facturx = pytest.importorskip("facturx", reason="the extra facturx is not installed")
    settings.AGIR_SPONSORSHIP_BENEFICIARY = told
    pledge = a_pledge(an_open_campaign(), 120_00, organisation=sponsor, nature=Nature.PURCHASE)
    pledging.sign(pledge.id, "BC-2026-4", by_anne())
    found = issuing.issue(pledge.id, K.PRO_FORMA, by_anne())
    written = embedding.xml(found.content)
    assert facturx.xml_check_xsd(written, flavor="factur-x", level="en16931")
    assert b"BC-2026-4" in written
    assert (b"ExemptionReason" in written) == (not told["VAT_RATE"])


def test_a_pro_forma_carries_its_figures_for_programs(sponsor: UUID) -> None:
    """The XML is valid by the XSD of EN 16931, in the PDF, and is read back as it was."""
    facturx = pytest.importorskip("facturx", reason="the extra facturx is not installed")
    if not printing.is_available():
        pytest.skip("this machine makes no PDF")
    pledge = a_pledge(an_open_campaign(), 120_00, organisation=sponsor, nature=Nature.PARRAINAGE)
    found = issuing.issue(pledge.id, K.PRO_FORMA, by_anne())
    written = embedding.xml(found.content)
    assert facturx.xml_check_xsd(written, flavor="factur-x", level="en16931")
    plain = printing.pdf(paper.page(found, is_pdf=True))
    name, read = facturx.get_xml_from_pdf(embedding.embedded(found, plain), check_xsd=True)
    assert name == "factur-x.xml"
    for figure in (b">120.00<", b">100.00<", b">20.00<", b">325<", pledge.reference.encode()):
        assert figure in read
