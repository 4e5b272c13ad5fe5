"""What is a badge that somebody else issued? Asked by contexts that never import badges.

Badges registers who reads them. Nobody registered: nothing can be said of a badge, and whoever
wanted to count it does not.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from agir_kernel.errors import DomainError
from agir_platform.ports import BadgeReader, ForeignBadge, HandedBadge

__all__ = [
    "BadgesSilent",
    "HandedBadge",
    "IssuerUntrusted",
    "KeysOf",
    "read",
    "register",
    "told",
    "withdraw",
]

KeysOf = Callable[[str], Mapping[str, bytes] | None]
"""By issuer: the keys that are known of it (32 bytes by their name), ``None`` where it is not
trusted. A badge of who is not trusted is not looked into, and no address of it is asked."""


class BadgesSilent(DomainError):
    """Nobody here can read badges: the context is off."""

    code: ClassVar[str] = "badges_silent"


class IssuerUntrusted(DomainError):
    """The badge was issued by somebody whom this site does not trust."""

    code: ClassVar[str] = "badge_issuer_untrusted"


_reading: list[Callable[[], BadgeReader]] = []


def register(reader: Callable[[], BadgeReader]) -> None:
    """Let what ``reader`` returns answer from now on, in the place of who did.

    It is called at each question, so that registering imports nothing while a platform boots.
    """
    _reading[:] = [reader]


def withdraw() -> None:
    """Let nobody answer. Idempotent."""
    _reading.clear()


def read(handed: HandedBadge, user_id: int, keys_of: KeysOf) -> ForeignBadge:
    """Return what a badge is and whether it is the user's; opens an address only when it is one.

    Raises ``BadgesSilent``, ``IssuerUntrusted``, and refusals for what is no badge or cannot be
    had; never for what the badge says or lacks: that is in the answer.
    """
    if not _reading:
        raise BadgesSilent
    return _reading[0]().read(handed, user_id, keys_of)


def told(code: str, facts: Mapping[str, object]) -> str:
    """Return what a refusal or a verdict says in the active language, '' while nobody can."""
    return _reading[0]().told(code, facts) if _reading else ""
