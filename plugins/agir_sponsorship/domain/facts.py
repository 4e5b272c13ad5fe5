"""What may a row of the ledger say besides its money? Identifiers, never a name nor free text.

A transaction with the fact ``learner`` (a random subject, ``agir_platform.learners``) is
learner-related: it is published in totals of many learners only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

LEARNER: Final = "learner"

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_COURSE: Final = re.compile(r"course-v1:[A-Za-z0-9_.~-]+\+[A-Za-z0-9_.~-]+\+[A-Za-z0-9_.~-]+")

_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    **dict.fromkeys(
        (
            "aid_request",
            "batch",
            "campaign",
            "claim",
            "document",
            LEARNER,
            "milestone",
            "organisation",
            "payment",
            "pledge",
            "pool",
            "refund",
            "registration",
            "voucher",
        ),
        _UUID,
    ),
    "course": _COURSE,
    "method": _CODE,
    "reason": _CODE,
    "provider_event": _REFERENCE,
    "reference": _REFERENCE,
}


class InvalidFacts(DomainError):
    """A fact that the ledger does not know, or a value that is no identifier of its kind."""

    code: ClassVar[str] = "invalid_ledger_facts"


def checked(facts: Mapping[str, str]) -> dict[str, str]:
    """Return ``facts`` by name in order, if each is known and its value an identifier."""
    for name, value in facts.items():
        pattern = _PATTERNS.get(name)
        if pattern is None or not isinstance(value, str) or not pattern.fullmatch(value):
            raise InvalidFacts(fact=str(name)[:24])
    return dict(sorted(facts.items()))
