"""What does a verifier ask of the world? Keys, and status lists; nothing else is ever fetched."""

from __future__ import annotations

from typing import ClassVar, Protocol

from agir_badges.openbadges.resolving import IssuerUnknown, Key, KeyUnsupported
from agir_kernel.errors import DomainError

__all__ = ["IssuerUnknown", "IssuerUnreachable", "Key", "KeyUnsupported", "StatusUnknown", "World"]


class World(Protocol):
    """Where keys and status lists come from. ``asking`` has two; a world serves one badge."""

    def key_of(self, method: str) -> Key:
        """Return the key that ``method`` names, for assertions.

        Raise ``IssuerUnknown`` when nobody such signs, ``IssuerUnreachable`` when it could not
        be asked, ``KeyUnsupported`` when the key is of a kind that is not read.
        """
        ...

    def read(self, url: str) -> bytes:
        """Return what stands at ``url``, a status list; raise ``StatusUnknown``."""
        ...


class IssuerUnreachable(DomainError):
    """An issuer whose keys could not be asked for just now, or may not be from here."""

    code: ClassVar[str] = "issuer_unreachable"


class StatusUnknown(DomainError):
    """A status list that could not be had: nobody can tell whether the badge stands."""

    code: ClassVar[str] = "status_unknown"
