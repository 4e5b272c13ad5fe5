"""What does a verifier ask of the world? Keys, and status lists; nothing else is ever fetched."""

from __future__ import annotations

from typing import ClassVar, Protocol

from agir_kernel.errors import DomainError


class World(Protocol):
    """Where keys and status lists come from. ``worlds`` has the site's own, and one offline."""

    def key_of(self, method: str) -> bytes:
        """Return the 32 bytes of the Ed25519 key that ``method`` names, for assertions.

        Raise ``IssuerUnknown`` when nobody such signs, ``IssuerUnreachable`` when it could not
        be asked, ``KeyUnsupported`` when the key is of another kind.
        """
        ...

    def read(self, url: str) -> bytes:
        """Return what stands at ``url``, a status list; raise ``StatusUnknown``."""
        ...


class IssuerUnknown(DomainError):
    """A verification method that leads to no key for assertions."""

    code: ClassVar[str] = "issuer_unknown"


class IssuerUnreachable(DomainError):
    """An issuer whose keys could not be asked for just now, or may not be from here."""

    code: ClassVar[str] = "issuer_unreachable"


class KeyUnsupported(DomainError):
    """A key that is not Ed25519."""

    code: ClassVar[str] = "key_unsupported"


class StatusUnknown(DomainError):
    """A status list that could not be had or read: nobody can tell whether the badge stands."""

    code: ClassVar[str] = "status_unknown"
