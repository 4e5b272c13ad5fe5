"""Who signs?"""

from collections.abc import Callable
from typing import Any, ClassVar, NoReturn

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agir_kernel.errors import DomainError


class SigningKeyUnset(DomainError):
    """The site has no key that may sign."""

    code: ClassVar[str] = "signing_key_unset"


class Signer:
    """One key of the site, ready to sign; it may be kept for a batch, and never be stored.

    ``key_id`` is its name in the settings, ``verification_method`` its whole name for others
    (``did:web:…#k1``), ``public_key`` its 32 bytes. The secret half shows nowhere: not in a
    repr, not in an attribute, not in a pickle.
    """

    __slots__ = ("_before", "_sign", "key_id", "public_key", "verification_method")

    def __init__(
        self,
        key_id: str,
        verification_method: str,
        private: Ed25519PrivateKey,
        before: Callable[[], None] = lambda: None,
    ) -> None:
        """Make the signer; ``before`` runs ahead of each signature."""
        self.key_id = key_id
        self.verification_method = verification_method
        self.public_key = private.public_key().public_bytes_raw()
        self._sign = private.sign
        self._before = before

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature of the message: 64 bytes (RFC 8032, without prehash)."""
        self._before()
        return self._sign(message)

    def __repr__(self) -> str:
        """Name the key, and no more."""
        return f"<Signer {self.verification_method}>"

    def __reduce__(self) -> Any:
        """Refuse to be pickled: a task queue or a cache is no place for a key."""
        return _refuse()


def _refuse() -> NoReturn:
    raise TypeError("A signer stays in its process: ask for the current one where you sign.")
