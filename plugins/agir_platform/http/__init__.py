"""How does the suite read an address that a stranger wrote?

The face of the room: ``fetch``, and nothing that sends. See ``decisions/``.
"""

from agir_platform.http.client import Fetched, fetch
from agir_platform.http.errors import (
    AddressRefused,
    AddressUnreachable,
    AnswerTooLarge,
    AnswerUnexpected,
)

__all__ = [
    "AddressRefused",
    "AddressUnreachable",
    "AnswerTooLarge",
    "AnswerUnexpected",
    "Fetched",
    "fetch",
]
