"""What may somebody say of another's competency, and why is it refused?

Three levels, each a share that enters the estimate as an activity's result does. Texts are
cleaned; an address is ``https`` alone, so that nothing sent in the clear or run in a browser is
ever behind a link here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar, Final
from urllib.parse import urlsplit

from agir_competencies.domain.text import clean, one_line
from agir_kernel.errors import DomainError

LONGEST_NOTE: Final = 2000
LONGEST_REASON: Final = 500
LONGEST_URL: Final = 500
LONGEST_NAME: Final = 255
SHARES: Final = {
    "full": Decimal(1),
    "mostly": Decimal("0.8"),
    "partly": Decimal("0.5"),
}
_UNSAFE: Final = re.compile(r"[\s\"'<>\\^`{|}]")


class AttestingRefused(DomainError):
    """Something that cannot be said, or no more."""

    code: ClassVar[str] = "attesting_refused"


class LearnerUnknown(AttestingRefused):
    """Nobody of this name or address follows the course."""

    code: ClassVar[str] = "attesting_learner_unknown"


class OneselfRefused(AttestingRefused):
    """Nobody attests, reviews or decides on their own competencies."""

    code: ClassVar[str] = "attesting_oneself"


class NotOfCourse(AttestingRefused):
    """The course neither shows nor promises this competency."""

    code: ClassVar[str] = "competency_not_of_course"


class LevelUnknown(AttestingRefused):
    """A level that is none. Facts: ``known``."""

    code: ClassVar[str] = "attesting_level_unknown"


class NoteTooLong(AttestingRefused):
    """Facts: ``limit``, in characters."""

    code: ClassVar[str] = "attesting_note_too_long"


class ReasonMissing(AttestingRefused):
    """It needs a reason, or a comment, which the learner will read."""

    code: ClassVar[str] = "attesting_reason_missing"


class AddressUnsafe(AttestingRefused):
    """An address that does not begin with https://, or is too long. Facts: ``limit``."""

    code: ClassVar[str] = "attesting_address_unsafe"


class AlreadyAttested(AttestingRefused):
    """This person attests this competency of this learner already."""

    code: ClassVar[str] = "attesting_already"


class AttestationUnknown(AttestingRefused):
    """The course has no such attestation, or it was withdrawn before."""

    code: ClassVar[str] = "attestation_unknown"


class OverrideUnknown(AttestingRefused):
    """The course has no such decision, or it has ended."""

    code: ClassVar[str] = "override_unknown"


class StatusUnknown(AttestingRefused):
    """A status that is neither demonstrated nor not_yet."""

    code: ClassVar[str] = "override_status_unknown"


class ExpiryPast(AttestingRefused):
    """An expiry that is not in the future, or more than ten years away."""

    code: ClassVar[str] = "override_expiry_past"


def share_of(level: str) -> Decimal:
    """Return the share of a level; raise ``LevelUnknown``."""
    if level not in SHARES:
        raise LevelUnknown(known=", ".join(SHARES))
    return SHARES[level]


def level_of(share: Decimal) -> str:
    """Return the highest level whose share is reached; ``partly`` for anything less."""
    return next((level for level, least in SHARES.items() if share >= least), "partly")


def note_of(text: str) -> str:
    """Return a note cleaned, '' for none; raise ``NoteTooLong``."""
    told = clean(text)
    if len(told) > LONGEST_NOTE:
        raise NoteTooLong(limit=LONGEST_NOTE)
    return told


def comment_of(text: str) -> str:
    """Return a comment that must be there; raise ``ReasonMissing`` or ``NoteTooLong``."""
    told = note_of(text)
    if not told:
        raise ReasonMissing
    return told


def reason_of(text: str) -> str:
    """Return a reason in one line; raise ``ReasonMissing`` or ``NoteTooLong``."""
    told = one_line(text)
    if not told:
        raise ReasonMissing
    if len(told) > LONGEST_REASON:
        raise NoteTooLong(limit=LONGEST_REASON)
    return told


def address_of(text: str) -> str:
    """Return an https address that names a host, '' for none; raise ``AddressUnsafe``."""
    told = text.strip()
    if not told:
        return ""
    try:
        parts = urlsplit(told)
        host, _ = parts.hostname, parts.port  # a port that is no number raises
    except ValueError:
        host = None
    sound = host and parts.scheme == "https" and parts.username is None
    if not sound or len(told) > LONGEST_URL or _UNSAFE.search(told) or clean(told) != told:
        raise AddressUnsafe(limit=LONGEST_URL)
    return told
