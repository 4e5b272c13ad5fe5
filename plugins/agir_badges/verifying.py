"""What does a stranger hand over to be verified, and what does this site find of it?

Nothing of it is stored. A link is opened only when somebody asked by POST, through the room that
reaches no private address; a link to a badge of this site is read from its tables.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.core.cache import cache

from agir_badges import api
from agir_badges.openbadges.verification import Verdict, verify
from agir_badges.openbadges.verification.sent import LIMIT
from agir_badges.openbadges.verification.worlds import site_world
from agir_kernel.errors import DomainError
from agir_platform import addresses, http

WAIT_SECONDS: Final = 60
A_MINUTE: Final = 60  # verifications one address may ask in that time …
LINKS_A_MINUTE: Final = 20  # … and links it may have opened
ACCEPTED: Final = (
    "application/vc, application/vc+ld+json, application/ld+json, application/json, "
    "image/svg+xml, image/png, text/plain;q=0.5"
)
_OWN: Final = re.compile(
    r"/agir/badges/c/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/|\.json)?"
)


class NothingToVerify(DomainError):
    """No text, no file, no link."""

    code: ClassVar[str] = "nothing_to_verify"


class SeveralToVerify(DomainError):
    """More than one of a text, a file and a link."""

    code: ClassVar[str] = "several_to_verify"


class HandedTooLarge(DomainError):
    """More than ``limit`` bytes."""

    code: ClassVar[str] = "upload_too_large"


class LinkUnreadable(DomainError):
    """No badge could be had at the link."""

    code: ClassVar[str] = "link_unreadable"


class TooManyVerifications(DomainError):
    """One address asked more than ``limit`` times in a minute."""

    code: ClassVar[str] = "too_many_verifications"


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed over: one of the three, the others empty."""

    text: str = ""
    file: bytes = b""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The verdict; ``learner`` is the holder's name, '' unless they published it here."""

    verdict: Verdict
    learner: str = ""


def examine(handed: Handed, visitor: str, *, now: datetime) -> Finding:
    """Verify what was handed over; ``visitor`` is the network address that asked.

    Raises ``NothingToVerify``, ``SeveralToVerify``, ``HandedTooLarge``, ``LinkUnreadable`` and
    ``TooManyVerifications``; never for what the badge itself is.
    """
    data = opened(handed, visitor)
    world = site_world(now=now, own_list=lambda one: api.status_list(one, now=now).body)
    verdict = verify(data, now=now, world=world)
    return Finding(verdict, _name_published(verdict))


def opened(handed: Handed, visitor: str) -> bytes:
    """Return the bytes that were handed over, or that stand at the link.

    Raises what ``examine`` does.
    """
    given = [one for one in (handed.text.strip(), handed.file, handed.link.strip()) if one]
    if len(given) != 1:
        raise SeveralToVerify if given else NothingToVerify
    _count(visitor, "any", A_MINUTE)
    return _bytes_of(handed, visitor)


def own(link: str) -> UUID | None:
    """Return which badge of this site a link names, ``None`` for any other link."""
    try:
        site, asked = urlsplit(addresses.site_url()), urlsplit(link)
    except (ValueError, addresses.SiteUrlUnset):
        return None
    path = asked.path.removeprefix(site.path)
    found = _OWN.fullmatch(path) if asked.netloc == site.netloc else None
    return UUID(found[1]) if found else None


def _bytes_of(handed: Handed, visitor: str) -> bytes:
    data = handed.file or handed.text.strip().encode("utf-8", "replace")
    if len(data) > LIMIT:
        raise HandedTooLarge(limit=LIMIT)
    return data or _opened(handed.link.strip(), visitor)


def _opened(link: str, visitor: str) -> bytes:
    mine = own(link)
    try:
        if mine is not None:
            return api.signed_document(mine).encode()
        _count(visitor, "link", LINKS_A_MINUTE)
        return http.fetch(link, limit=LIMIT, accept=ACCEPTED).content
    except TooManyVerifications:
        raise
    except DomainError as error:
        raise LinkUnreadable(because=error.code) from error


def _name_published(verdict: Verdict) -> str:
    """Return the holder's name for a valid badge of this site whose owner published it."""
    summary = verdict.credential
    mine = own(summary.credential_id) if summary and verdict.valid else None
    if mine is None:
        return ""
    try:
        return api.shared(mine, "en").learner
    except DomainError:
        return ""


def _count(visitor: str, what: str, limit: int) -> None:
    """Count one more by this address; the cache forgets within a minute, and holds no address."""
    name = f"agir.verify.{what}.{hashlib.sha256(visitor.encode()).hexdigest()[:24]}"
    if cache.add(name, 1, timeout=WAIT_SECONDS):
        return
    try:
        asked = cache.incr(name)
    except ValueError:  # forgotten between the two
        return
    if asked > limit:
        raise TooManyVerifications(limit=limit)
