"""How do a pro-forma's figures reach the sponsor's programs? As Factur-X inside the PDF.

Cross Industry Invoice, profile EN 16931 (Factur-X 1.0), type 325 (pro-forma, UNTDID 1001): it asks
for money and is no invoice, whose number the finance system gives. Asks for the extra ``facturx``;
without it, or where no PDF is made, the document is the same without.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from lxml import etree

from agir_sponsorship.documents.issuing import DocumentView

PRO_FORMA: Final = "325"
PROFILE: Final = "urn:cen.eu:en16931:2017"
_RSM: Final = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_RAM: Final = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
_UDT: Final = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"
_SPACES: Final = {"rsm": _RSM, "ram": _RAM, "udt": _UDT}
Node = tuple[Any, ...]


def is_on() -> bool:
    """Tell whether this site embeds Factur-X."""
    return find_spec("facturx") is not None


def embedded(document: DocumentView, pdf: bytes) -> bytes:
    """Return the PDF with the figures in it; unchanged for a draft, or what is no pro-forma."""
    if document.kind != "pro_forma" or document.is_draft or not is_on():
        return pdf
    made = import_module("facturx").generate_from_binary(
        pdf, xml(document.content), flavor="factur-x", level="en16931", lang="fr-FR"
    )
    return bytes(made)


def xml(told: dict[str, Any]) -> bytes:
    """Return the figures of a pro-forma as Cross Industry Invoice, UTF-8."""
    root = etree.Element(f"{{{_RSM}}}CrossIndustryInvoice", nsmap=_SPACES)
    for node in (
        (
            "rsm:ExchangedDocumentContext",
            ("ram:GuidelineSpecifiedDocumentContextParameter", _id(PROFILE)),
        ),
        (
            "rsm:ExchangedDocument",
            _id(told["number"]),
            ("ram:TypeCode", PRO_FORMA),
            ("ram:IssueDateTime", _day(told["day"])),
        ),
        ("rsm:SupplyChainTradeTransaction", _line(told), *_head(told)),
    ):
        _add(root, node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _line(told: dict[str, Any]) -> Node:
    net = told["vat"]["net"]
    return (
        "ram:IncludedSupplyChainTradeLineItem",
        ("ram:AssociatedDocumentLineDocument", ("ram:LineID", "1")),
        ("ram:SpecifiedTradeProduct", ("ram:Name", told["campaign"]["title"])),
        (
            "ram:SpecifiedLineTradeAgreement",
            ("ram:NetPriceProductTradePrice", ("ram:ChargeAmount", net)),
        ),
        ("ram:SpecifiedLineTradeDelivery", ("ram:BilledQuantity", "1", {"unitCode": "C62"})),
        (
            "ram:SpecifiedLineTradeSettlement",
            _tax(told, with_sums=False),
            (
                "ram:SpecifiedTradeSettlementLineMonetarySummation",
                ("ram:LineTotalAmount", net),
            ),
        ),
    )


def _head(told: dict[str, Any]) -> tuple[Node, ...]:
    order = told["purchase_order"]
    vat = told["vat"]
    return (
        (
            "ram:ApplicableHeaderTradeAgreement",
            ("ram:BuyerReference", told["reference"]),
            _party("ram:SellerTradeParty", told["beneficiary"], "FR"),
            _party("ram:BuyerTradeParty", told["sponsor"], told["sponsor"]["country"]),
            *(
                [("ram:BuyerOrderReferencedDocument", ("ram:IssuerAssignedID", order))]
                if order
                else []
            ),
        ),
        ("ram:ApplicableHeaderTradeDelivery",),
        (
            "ram:ApplicableHeaderTradeSettlement",
            ("ram:PaymentReference", told["reference"]),
            ("ram:InvoiceCurrencyCode", told["currency"]),
            (
                "ram:SpecifiedTradeSettlementPaymentMeans",
                ("ram:TypeCode", "30"),
                *_account(told["beneficiary"]["iban"]),
            ),
            _tax(told, with_sums=True),
            ("ram:SpecifiedTradePaymentTerms", ("ram:Description", "60 jours")),
            (
                "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
                ("ram:LineTotalAmount", vat["net"]),
                ("ram:TaxBasisTotalAmount", vat["net"]),
                ("ram:TaxTotalAmount", vat["tax"], {"currencyID": told["currency"]}),
                ("ram:GrandTotalAmount", told["amount"]),
                ("ram:DuePayableAmount", told["amount"]),
            ),
        ),
    )


def _tax(told: dict[str, Any], *, with_sums: bool) -> Node:
    """Return the tax: category S with a rate, E (exempt, with its mention) without."""
    vat = told["vat"]
    is_taxed = vat["rate"] != "0.00"
    sums = [("ram:CalculatedAmount", vat["tax"])] if with_sums else []
    basis = [("ram:BasisAmount", vat["net"])] if with_sums else []
    why = vat["mention"] or "TVA non applicable"
    reason = [("ram:ExemptionReason", why)] if with_sums and not is_taxed else []
    return (
        "ram:ApplicableTradeTax",
        *sums,
        ("ram:TypeCode", "VAT"),
        *reason,
        *basis,
        ("ram:CategoryCode", "S" if is_taxed else "E"),
        ("ram:RateApplicablePercent", vat["rate"]),
    )


def _party(tag: str, told: dict[str, str], country: str) -> Node:
    number = told.get("siret", "")[:9] or told.get("siren", "")
    vat = told.get("vat", "")
    address = [("ram:LineOne", told["address"])] if told.get("address") else []
    return (
        tag,
        ("ram:Name", told["legal_name"]),
        *(
            [("ram:SpecifiedLegalOrganization", ("ram:ID", number, {"schemeID": "0002"}))]
            if number
            else []
        ),
        ("ram:PostalTradeAddress", *address, ("ram:CountryID", country or "FR")),
        *([("ram:SpecifiedTaxRegistration", ("ram:ID", vat, {"schemeID": "VA"}))] if vat else []),
    )


def _account(iban: str) -> list[Node]:
    bare = iban.replace(" ", "")
    return [("ram:PayeePartyCreditorFinancialAccount", ("ram:IBANID", bare))] if bare else []


def _id(value: str) -> Node:
    return ("ram:ID", value)


def _day(iso: str) -> Node:
    return ("udt:DateTimeString", iso.replace("-", ""), {"format": "102"})


def _add(parent: Any, node: Node) -> None:
    """Write a node: its tag, then texts, attributes or nodes."""
    prefix, _, name = node[0].partition(":")
    made = etree.SubElement(parent, f"{{{_SPACES[prefix]}}}{name}")
    for part in node[1:]:
        if isinstance(part, str):
            made.text = part
        elif isinstance(part, dict):
            made.attrib.update(part)
        else:
            _add(made, part)
