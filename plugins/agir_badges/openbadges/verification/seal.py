"""Is a credential sealed by its issuer? Its proof or its token, with the issuer's own key only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from agir_badges.openbadges import proofs, tokens
from agir_badges.openbadges.resolving import Key, KeyUnsupported
from agir_badges.openbadges.verification.sent import Malformed, Sent
from agir_badges.openbadges.verification.world import World


def check(sent: Sent, *, now: datetime, world: World) -> dict[str, Any]:
    """Return the document that the seal covers.

    A key of anybody but the issuer is refused before it is asked for. Raise the refusals of
    ``proofs.check`` and ``tokens.check``, and those of the world.
    """
    key_of = _of_issuer_alone(proofs.issuer_of(sent.document), world)
    if not sent.token:
        proofs.check(sent.document, _ed25519(key_of), now=now)
        return sent.document
    document = tokens.check(sent.token, key_of)
    shown = {name: held for name, held in sent.document.items() if name in document}
    if shown != document:
        raise Malformed("two readings of one token", fault="token")
    return document


def _of_issuer_alone(issuer: str, world: World) -> Callable[[str], Key]:
    def key_of(method: str) -> Key:
        if not proofs.of_issuer(method, issuer):
            raise proofs.ProofNotOfIssuer("another's key", method=method[:200], issuer=issuer[:200])
        return world.key_of(method)

    return key_of


def _ed25519(key_of: Callable[[str], Key]) -> Callable[[str], bytes]:
    """Return ``key_of`` for the proofs that are read here, which know Ed25519 alone."""

    def ed25519(method: str) -> bytes:
        key = key_of(method)
        if not isinstance(key, bytes):
            raise KeyUnsupported("not Ed25519")
        return key

    return ed25519
