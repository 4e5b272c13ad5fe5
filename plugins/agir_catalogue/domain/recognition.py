"""When does a badge of another operator count here, and when does it cease to?

It counts while four things hold: it verifies with a key of a peer that an operator of this site
trusts, it is the learner's own, it speaks of a competency that is known here, and it was not taken
back. What nobody can tell for a week no longer counts until somebody can.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Final
from urllib.parse import unquote, urlsplit
from uuid import UUID, uuid5

from agir_kernel.errors import DomainError
from agir_kernel.figures import NotAFigure, exact

NAMESPACE: Final = UUID("2c6b6d53-6f0b-5b0e-9d0c-52a1c7f4e0b9")
NIGHTS: Final = 7
"""So many nights in a row somebody may be out of reach before the badge rests."""
HEAVIEST: Final = Decimal(10)
VALID: Final = "valid"


class RecognitionState(StrEnum):
    """Where a badge stands; it counts while it is ``STANDING``.

    Looked at again every night: all but what was withdrawn for good or removed.
    """

    STANDING = "standing"
    SUSPENDED = "suspended"
    DISTRUSTED = "distrusted"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


LOOKED_AT: Final = (
    RecognitionState.STANDING,
    RecognitionState.SUSPENDED,
    RecognitionState.DISTRUSTED,
)


class RecognitionUnknown(DomainError):
    """There is no such badge of this person."""

    code: ClassVar[str] = "recognition_unknown"


class BadgeNotValid(DomainError):
    """The badge does not verify. Facts: ``because``, the code of the verdict."""

    code: ClassVar[str] = "recognition_not_valid"


class BadgeOfAnother(DomainError):
    """The badge was given to somebody else."""

    code: ClassVar[str] = "recognition_of_another"


class HolderUnproven(DomainError):
    """The badge names its holder in a way that cannot be checked here, or nobody at all."""

    code: ClassVar[str] = "recognition_holder_unproven"


class AddressUnconfirmed(DomainError):
    """The badge names the person's address, and they have not shown that it is theirs."""

    code: ClassVar[str] = "recognition_address_unconfirmed"


class NothingKnown(DomainError):
    """The badge speaks of no competency that is known here."""

    code: ClassVar[str] = "recognition_nothing_known"


class NotRecognised(DomainError):
    """This site gives badges of this operator no weight. Facts: ``operator``."""

    code: ClassVar[str] = "recognition_not_recognised"


class AlreadyRecognised(DomainError):
    """This badge counts already. Facts: ``badge``."""

    code: ClassVar[str] = "recognition_already"


class KeyNotVouched(DomainError):
    """The badge was sealed with a key that its operator never vouched for to this site."""

    code: ClassVar[str] = "recognition_key_unknown"


class WeightUnfit(DomainError):
    """A weight that is not from 0 to 10 with at most two decimals."""

    code: ClassVar[str] = "recognition_weight_unfit"


def recognition_id(subject: UUID, origin: str, achievement: str) -> UUID:
    """Return which row a badge is: of one learner, one operator and one achievement."""
    return uuid5(NAMESPACE, f"{subject}\x1f{origin}\x1f{achievement}")


def origin_of(issuer: str) -> str:
    """Return ``host[:port]`` of an issuer that is a web address or a did:web, '' for any other.

    A host may be home to several issuers: which of them a peer is, its keys say.
    """
    if issuer.startswith("did:web:"):
        return unquote(issuer.split(":")[2]).lower()
    try:
        parts = urlsplit(issuer)
        _ = parts.port
    except ValueError:
        return ""
    return parts.netloc.lower() if parts.scheme in ("https", "http") and parts.hostname else ""


def weight_of(text: object) -> Decimal:
    """Return a weight, 0 to 10 inclusive with two decimals; raise ``WeightUnfit``."""
    try:
        told = exact(text.strip().replace(",", ".") if isinstance(text, str) else text)
    except NotAFigure:
        raise WeightUnfit from None
    if not 0 <= told <= HEAVIEST or told != told.quantize(Decimal("0.01")):
        raise WeightUnfit
    return told.quantize(Decimal("0.01"))


def after_look(
    state: RecognitionState, code: str, *, cannot_tell: bool, failures: int
) -> tuple[RecognitionState, int]:
    """Return where a badge stands after a night's look, and how many nights nobody could tell.

    ``code`` is the verdict's. What stands and cannot be told stands for ``NIGHTS`` more; what
    does not count and cannot be told goes on not counting.
    """
    if code == VALID:
        return RecognitionState.STANDING, 0
    if cannot_tell:
        more = failures + 1
        rests = state is RecognitionState.STANDING and more < NIGHTS
        return (state if rests else RecognitionState.SUSPENDED), more
    if code in ("suspended", "not_yet_valid"):
        return RecognitionState.SUSPENDED, 0
    return RecognitionState.WITHDRAWN, 0
