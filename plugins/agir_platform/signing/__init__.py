"""In whose name does this site sign, and whose signatures are its own?

The face of the room. A caller signs with ``require().sign(message)`` and names
``signer.verification_method`` in what it signed; a verifier asks ``public_key(method)``.
"""

from agir_platform.signing.issuer import (
    current,
    did_document,
    is_compromised,
    issuer_did,
    public_key,
    require,
)
from agir_platform.signing.signer import Signer, SigningKeyUnset

__all__ = [
    "Signer",
    "SigningKeyUnset",
    "current",
    "did_document",
    "is_compromised",
    "issuer_did",
    "public_key",
    "require",
]
