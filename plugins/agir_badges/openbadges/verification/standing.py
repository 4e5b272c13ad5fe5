"""Does the issuer still stand by a credential? W3C Bitstring Status List 1.0, 3.2 "Validate".

The list is a credential itself: it must be sealed by the issuer of the badge, be in force, and
be a list for the purpose that the badge names. Whatever cannot be known counts against the badge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from agir_badges.openbadges import proofs, schema, statuslists
from agir_badges.openbadges.verification import dates, seal, sent
from agir_badges.openbadges.verification.world import IssuerUnreachable, StatusUnknown, World
from agir_kernel.errors import DomainError

ENTRY: Final = "BitstringStatusListEntry"
MAX_ENTRIES: Final = 4
SKEW: Final = timedelta(minutes=2)  # a list made when it was asked for begins after we asked
TOLD: Final = frozenset({"message", "refresh"})  # purposes that say nothing against a badge


class Revoked(DomainError):
    """The issuer took the badge back for good."""

    code: ClassVar[str] = "revoked"


class Suspended(DomainError):
    """The issuer does not stand by the badge for the time being."""

    code: ClassVar[str] = "suspended"


class StatusUnsupported(DomainError):
    """A way of telling whether a badge stands that is not read here: ``kind``."""

    code: ClassVar[str] = "status_unsupported"


class StatusListInvalid(DomainError):
    """A status list that is not to be believed; ``fault`` says why."""

    code: ClassVar[str] = "status_list_invalid"


AGAINST: Final[dict[str, type[DomainError]]] = {"revocation": Revoked, "suspension": Suspended}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of ``credentialStatus``; ``size`` is how many bits of the list are its own."""

    purpose: str
    url: str
    index: int
    size: int


def check(document: dict[str, Any], *, now: datetime, world: World) -> None:
    """Raise ``Revoked``, ``Suspended``, or why it cannot be known; do nothing without a status."""
    said: list[DomainError] = []
    for entry in list(_entries(document)):
        bits = _bits(entry, proofs.issuer_of(document), now, world)
        if statuslists.value(bits, entry.index, entry.size):
            said.append(AGAINST[entry.purpose]())
    for refusal in sorted(said, key=lambda one: not isinstance(one, Revoked)):
        raise refusal


def _entries(document: dict[str, Any]) -> Iterator[_Entry]:
    found = document.get("credentialStatus", [])
    entries = found if isinstance(found, list) else [found]
    if len(entries) > MAX_ENTRIES:
        raise StatusUnsupported("too many", kind=f"> {MAX_ENTRIES}")
    for one in entries:
        kinds = one["type"] if isinstance(one["type"], list) else [one["type"]]
        if ENTRY not in kinds:
            raise StatusUnsupported("another method", kind=str(kinds[0])[:100])
        purpose = one["statusPurpose"]
        if purpose in TOLD:
            continue
        if purpose not in AGAINST:
            raise StatusUnsupported("another purpose", kind=purpose[:100])
        size = one.get("statusSize", 1)
        yield _Entry(purpose, one["statusListCredential"], int(one["statusListIndex"]), size)


def _bits(entry: _Entry, issuer: str, now: datetime, world: World) -> bytes:
    """Return the bits of the list that an entry names, once the list is believed."""
    data = world.read(entry.url)
    try:
        listed = sent.read(data)
        schema.check_contexts(listed.document)
        if proofs.issuer_of(listed.document) != issuer:
            raise StatusListInvalid("another's list", fault="issuer")
        document = seal.check(listed, now=now, world=world)
        dates.check(document, now, early=SKEW)
        return statuslists.decode(_encoded(document, entry.purpose))
    except IssuerUnreachable as error:
        raise StatusUnknown("the list's issuer could not be asked") from error
    except (StatusListInvalid, statuslists.StatusListUnreadable):
        raise
    except DomainError as error:
        raise StatusListInvalid("a list that is refused", fault=error.code) from error


def _encoded(document: dict[str, Any], purpose: str) -> str:
    subject = document.get("credentialSubject")
    kinds = _listed(document.get("type"))
    if not isinstance(subject, dict) or "BitstringStatusListCredential" not in kinds:
        raise StatusListInvalid("no status list", fault="type")
    if "BitstringStatusList" not in _listed(subject.get("type")):
        raise StatusListInvalid("no status list", fault="type")
    if purpose not in _listed(subject.get("statusPurpose")):
        raise StatusListInvalid("a list for something else", fault="purpose")
    encoded = subject.get("encodedList")
    if not isinstance(encoded, str):
        raise StatusListInvalid("no list in it", fault="encodedList")
    return encoded


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
