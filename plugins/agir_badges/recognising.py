"""What is a badge of another operator, and is it this learner's?

For ``agir_platform.foreign_badges``. Who may count it, and for how much, is decided elsewhere; here
it is verified as any badge is, with the keys that are known of its issuer before any that it
publishes, and its holder is compared with the e-mail address of who brings it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from agir_badges import sentences, verifying
from agir_badges.openbadges import proofs
from agir_badges.openbadges.verification import VALID, Verdict, verify
from agir_badges.openbadges.verification import sent as sending
from agir_badges.openbadges.verification.site import Site
from agir_badges.openbadges.verification.world import Key
from agir_badges.verifying import Handed
from agir_kernel.clock import Clock, SystemClock
from agir_platform.foreign_badges import IssuerUntrusted, KeysOf
from agir_platform.ports import Contact, ForeignBadge, HandedBadge
from agir_platform.select import platform

OWN, OTHER, UNPROVEN, UNCONFIRMED = "own", "other", "unproven", "unconfirmed"
MANY: Final = 100
LONGEST: Final = 500
_HASH: Final = "sha256$"


class KnownKeys(Site):
    """The world as this site sees it, with keys that it knows of an issuer asked first."""

    def __init__(self, now: datetime, known: Mapping[str, bytes]) -> None:
        """Keep the keys, and remember which of all keys was asked for first: the badge's."""
        super().__init__(now)
        self._known = known
        self.first: Key = b""

    def key_of(self, method: str) -> Key:
        """Return the key that ``method`` names."""
        known = self._known.get(method)
        key = super().key_of(method) if known is None else known
        self.first = self.first or key
        return key


class Reader:
    """Reads badges for who asks at the door of the platform."""

    def __init__(self, clock: Clock | None = None) -> None:
        """Keep the clock."""
        self._clock = clock or SystemClock()

    def read(self, handed: HandedBadge, user_id: int, keys_of: KeysOf) -> ForeignBadge:
        """Return what a badge is and whose; see ``agir_platform.foreign_badges.read``."""
        data = handed.text.encode() if handed.again else _opened(handed, user_id)
        found = sending.read(data)
        known = keys_of(proofs.issuer_of(found.document))
        if known is None:
            raise IssuerUntrusted
        now = self._clock.now()
        world = KnownKeys(now, known)
        verdict = verify(data, now=now, world=world)
        return _found(found, verdict, world.first, platform().people.contact(user_id))

    def told(self, code: str, facts: Mapping[str, object]) -> str:
        """Return the sentence of a refusal or a verdict, in the active language."""
        if code in sentences.REFUSALS:
            return sentences.refusal(code, facts)
        return " ".join(sentences.verdict(code))


def _opened(handed: HandedBadge, user_id: int) -> bytes:
    told = Handed(handed.text, handed.file, handed.link)
    return verifying.opened(told, f"user:{user_id}")


def holder(document: Mapping[str, Any], email: str) -> str:
    """Return whose badge it is, as far as an e-mail address tells: own, other or unproven.

    Open Badges 3.0, IdentityObject: the address followed by the salt, SHA-256; or the address
    itself. A DID or another kind of identity cannot be compared here.
    """
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict):
        return UNPROVEN
    answers = [one(email) for one in _claims(subject)]
    if any(answers):
        return OWN
    return OTHER if answers else UNPROVEN


def _claims(subject: Mapping[str, Any]) -> Iterator[Callable[[str], bool]]:
    """Return what each e-mail address in a subject is compared by."""
    name = str(subject.get("id") or "")
    if name.startswith("mailto:"):
        yield lambda email: _same(name.removeprefix("mailto:"), email)
    for one in _listed(subject.get("identifier"))[:MANY]:
        if not isinstance(one, dict) or one.get("identityType") not in ("emailAddress", "email"):
            continue
        told, salt = str(one.get("identityHash") or ""), str(one.get("salt") or "")
        if one.get("hashed") is not True:
            yield lambda email, told=told: _same(told, email)  # type: ignore[misc]
        elif told.lower().startswith(_HASH):
            yield lambda email, told=told, salt=salt: _hashed(told, salt, email)  # type: ignore[misc]


def _same(told: str, email: str) -> bool:
    return bool(email) and hmac.compare_digest(told.casefold().encode(), email.casefold().encode())


def _hashed(told: str, salt: str, email: str) -> bool:
    """Tell whether a hash is of this address, as it is written or in small letters."""
    if not email:
        return False
    wanted = told.lower().removeprefix(_HASH).encode()
    spelt = {email, email.lower()}
    made = [hashlib.sha256(f"{one}{salt}".encode()).hexdigest().encode() for one in spelt]
    return any([hmac.compare_digest(one, wanted) for one in made])  # noqa: C419  all, in one time


def _whose(document: Mapping[str, Any], contact: Contact) -> str:
    """Return whose badge it is; an address that anybody could have typed proves nothing."""
    told = holder(document, contact.email)
    return UNCONFIRMED if told == OWN and not contact.is_confirmed else told


def _found(found: sending.Sent, verdict: Verdict, key: Key, contact: Contact) -> ForeignBadge:
    document, summary = found.document, verdict.credential
    return ForeignBadge(
        code=VALID if verdict.valid else verdict.code,
        cannot_tell=verdict.code in sentences.CANNOT_TELL,
        facts=dict(verdict.facts),
        document=found.token or _written(document),
        credential=summary.credential_id if summary else "",
        achievement=summary.achievement_id if summary else "",
        name=summary.name if summary else "",
        issuer=proofs.issuer_of(document)[:LONGEST],
        key=key if isinstance(key, bytes) else b"",
        holder=_whose(document, contact),
        targets=tuple(_targets(document)) if summary else (),
    )


def _written(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _targets(document: Mapping[str, Any]) -> Iterator[str]:
    """Return the addresses that the achievement is aligned to; its shape was checked."""
    for one in _listed(document["credentialSubject"]["achievement"].get("alignment"))[:MANY]:
        url = one.get("targetUrl") if isinstance(one, dict) else None
        if isinstance(url, str) and len(url) <= LONGEST:
            yield url


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
