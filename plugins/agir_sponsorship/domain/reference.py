"""Which words does a sponsor write on a transfer so that the money finds its pledge?

``SPO-<12 of Crockford's base32>-<check>``: 60 bits of the pledge's UUID, then two digits, the
remainder by 97 (as ISO 7064 does for an IBAN), which catch any one wrong character and any two
neighbours that changed places. Banks drop hyphens, add spaces and turn everything to capitals:
reading allows for that, and takes O for 0, I and L for 1.
"""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
_FOUND: Final = re.compile(
    r"(?<![A-Z0-9])SPO[\s-]*((?:[0-9A-Z][\s-]*){12})([0-9OIL][\s-]*[0-9OIL])(?![A-Z0-9])"
)
_MISREAD: Final = str.maketrans("OIL", "011")


def of(pledge: UUID) -> str:
    """Return the reference of a pledge, 21 characters or less: a SEPA label holds 140."""
    value = pledge.int >> 68
    body = ""
    for _ in range(LENGTH):
        value, digit = divmod(value, 32)
        body = ALPHABET[digit] + body
    return f"SPO-{body}-{_check(body)}"


def found_in(label: str) -> tuple[str, ...]:
    """Return the references that stand in a bank's label with a right check, each once."""
    found = []
    for match in _FOUND.finditer(label.upper()):
        body = re.sub(r"[\s-]", "", match[1]).translate(_MISREAD)
        check = re.sub(r"[\s-]", "", match[2]).translate(_MISREAD)
        if len(body) == LENGTH and set(body) <= set(ALPHABET) and _check(body) == check:
            found.append(f"SPO-{body}-{check}")
    return tuple(dict.fromkeys(found))


def _check(body: str) -> str:
    """Return two digits: the five signs that Crockford adds for his check pass few banks."""
    value = 0
    for sign in body:
        value = value * 32 + ALPHABET.index(sign)
    return f"{value % 97:02d}"
