"""How do payments and refunds refuse?"""

from __future__ import annotations

from typing import ClassVar

from agir_kernel.errors import DomainError


class PledgeTakesNoMoney(DomainError):
    """The pledge waits for no payment: not accepted yet, paid, or over."""

    code: ClassVar[str] = "pledge_takes_no_money"


class PaymentUnknown(DomainError):
    """There is no such payment."""

    code: ClassVar[str] = "payment_unknown"


class TransferUnknown(DomainError):
    """There is no such line of a statement in the queue."""

    code: ClassVar[str] = "transfer_unknown"


class TransferUnfit(DomainError):
    """The line and the pledge do not fit: another currency, or money that went out."""

    code: ClassVar[str] = "transfer_unfit"


class RefundUnknown(DomainError):
    """There is no such refund."""

    code: ClassVar[str] = "refund_unknown"


class RefundTooLarge(DomainError):
    """More than what the payment still holds and was not released. Fact: ``limit``, minor units."""

    code: ClassVar[str] = "refund_too_large"


class RefundNeedsTwo(DomainError):
    """Above the site's limit a second person, another one, has to agree."""

    code: ClassVar[str] = "refund_needs_two"


class RefundKeyReused(DomainError):
    """The form was sent already, with another amount."""

    code: ClassVar[str] = "refund_key_reused"


class ReceiptStands(DomainError):
    """A tax receipt was issued for this money: cancel the receipt first."""

    code: ClassVar[str] = "receipt_stands"


class EventMismatch(DomainError):
    """A provider's event came again under the same number with another body."""

    code: ClassVar[str] = "provider_event_mismatch"


class StripeUnset(DomainError):
    """This site takes no card payment: no extra, no key, or no secret."""

    code: ClassVar[str] = "stripe_unset"


class StripeSilent(DomainError):
    """Stripe did not answer as it should."""

    code: ClassVar[str] = "stripe_silent"


class StripeRefused(DomainError):
    """Stripe refused what it was asked: the key, the account or the sum; the log tells which."""

    code: ClassVar[str] = "stripe_refused"
