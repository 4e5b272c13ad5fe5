"""Why did an address give nothing?

``host`` is a fact of each: the name that was asked, never the rest of the address, which may
hold what is nobody's business.
"""

from typing import ClassVar

from agir_kernel.errors import DomainError


class AddressRefused(DomainError):
    """The suite does not go there: another scheme, a port, a private place, not an address."""

    code: ClassVar[str] = "address_refused"


class AddressUnreachable(DomainError):
    """Nobody answered there in time, or not as who they say they are."""

    code: ClassVar[str] = "address_unreachable"


class AnswerTooLarge(DomainError):
    """The answer has more bytes than ``limit``."""

    code: ClassVar[str] = "answer_too_large"


class AnswerUnexpected(DomainError):
    """The answer is no document: ``status`` is not 200, or it is encoded in another way."""

    code: ClassVar[str] = "answer_unexpected"
