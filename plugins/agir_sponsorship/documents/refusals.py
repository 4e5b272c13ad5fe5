"""How do documents refuse?"""

from __future__ import annotations

from typing import ClassVar

from agir_kernel.errors import DomainError


class DocumentUnknown(DomainError):
    """There is no such document, or it is another organisation's."""

    code: ClassVar[str] = "document_unknown"


class DocumentWrongKind(DomainError):
    """This kind is not the right one for what the pledge is in law (I15)."""

    code: ClassVar[str] = "document_wrong_kind"


class ReceiptNotYet(DomainError):
    """No tax receipt now; the fact ``why`` says what is missing (``issuing.missing``)."""

    code: ClassVar[str] = "receipt_not_yet"


class InvoiceRefused(DomainError):
    """No invoice number for this pledge: it is no service, or a receipt stands (I15)."""

    code: ClassVar[str] = "invoice_refused"


class AlreadyCredited(DomainError):
    """The document was credited already, or is of a kind that is not credited."""

    code: ClassVar[str] = "already_credited"


class PeriodUnfit(DomainError):
    """An export's period ends after it begins, within ten years."""

    code: ClassVar[str] = "period_unfit"


class IbanWrong(DomainError):
    """The site's own IBAN is none, or of a country that transfers in euros do not reach."""

    code: ClassVar[str] = "iban_wrong"
