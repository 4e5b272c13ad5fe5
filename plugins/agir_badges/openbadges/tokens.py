"""How does a credential travel as a JSON Web Token? Open Badges 3.0, "JSON Web Token Proof Format".

The payload is the credential itself with the registered claims ``iss``, ``jti``, ``nbf``, ``sub``
and ``exp`` beside its members. Agir signs with EdDSA; tokens of others may also be RS256 or ES256.
Only the seal and the agreement of claims and credential are judged here.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, ClassVar, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from agir_badges.openbadges import canonical
from agir_badges.openbadges.proofs import (
    ProofNotOfIssuer,
    SignatureInvalid,
    Signer,
    Speaks,
    issuer_of,
    of_issuer,
)
from agir_kernel.errors import DomainError

MAX_CHARACTERS: Final = 1_400_000
CLAIMS: Final = frozenset({"iss", "jti", "nbf", "sub", "exp", "iat", "aud"})
EDDSA: Final = frozenset({"EdDSA", "Ed25519"})
ALGORITHMS: Final = EDDSA | {"RS256", "ES256"}
HEADERS: Final = frozenset({"alg", "typ", "kid", "jwk", "cty", "iss"})
TYPES: Final = frozenset({"JWT", "vc+jwt", "vc+ld+jwt", "vc-ld+jwt"})
MIN_RSA_BITS: Final = 2048

# Escaped ASCII: twice as fast to write as UTF-8, and any reader takes it.
WRITER: Final = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)

Key = bytes | dict[str, Any]
KeyOf = Callable[[str], Key]


class TokenMalformed(DomainError):
    """Not three parts of base64url JSON, or a header that is not read here; ``member`` says."""

    code: ClassVar[str] = "token_malformed"


class TokenAlgorithmRefused(DomainError):
    """Not signed, or by an algorithm that is not accepted: ``algorithm``."""

    code: ClassVar[str] = "token_algorithm_refused"


class TokenClaimsDisagree(DomainError):
    """A claim is missing or says otherwise than the credential: ``claim``."""

    code: ClassVar[str] = "token_claims_disagree"


def secure(document: dict[str, Any], signer: Signer) -> str:
    """Return ``document`` as a compact JWS signed with EdDSA.

    A proof that the document carries stays in it. Raises ``TokenClaimsDisagree`` when the
    document lacks an id, an issuer or a ``validFrom``.
    """
    payload = document | claims(document)
    return sign(WRITER.encode(payload).encode(), signer)


def sign(payload: bytes, signer: Signer) -> str:
    """Return ``payload``, JSON in UTF-8, as a compact JWS."""
    signed = _header(signer.verification_method) + _base64(payload)
    return (signed + b"." + _base64(signer.sign(signed))).decode()


def check(token: str, key_of: KeyOf, *, speaks: Speaks | None = None) -> dict[str, Any]:
    """Return the credential of ``token``, without the registered claims.

    ``key_of`` gives the public key of a ``kid``: 32 bytes of Ed25519, or a JWK. A token that
    brings its key in ``jwk`` and no ``kid`` is refused as nobody's (``ProofNotOfIssuer`` with no
    ``method``), however good its signature: anybody could have made it.
    Raises ``TokenMalformed``, ``TokenAlgorithmRefused``, ``TokenClaimsDisagree``,
    ``SignatureInvalid``, ``ProofNotOfIssuer`` and what ``key_of`` raises.
    """
    if len(token) > MAX_CHARACTERS:
        raise canonical.CredentialTooComplex("too long", limit=f"{MAX_CHARACTERS} characters")
    parts = token.strip().split(".")
    if len(parts) != 3:
        raise TokenMalformed("not three parts", member="token")
    header = _object(parts[0], "header")
    algorithm, method = _read_header(header)
    payload = _object(parts[1], "payload")
    signed = f"{parts[0]}.{parts[1]}".encode()
    key = key_of(method) if method else header["jwk"]
    if not _signed(key, algorithm, signed, _decode(parts[2], "signature")):
        raise SignatureInvalid("another document or another key", method=method[:200])
    document = _credential(payload)
    issuer = issuer_of(document)
    if not method or not (speaks or of_issuer)(method, issuer):
        raise ProofNotOfIssuer("another's key", method=method[:200], issuer=issuer[:200])
    return document


@lru_cache(maxsize=64)
def _header(method: str) -> bytes:
    """Return the first part and its full stop."""
    return _base64(WRITER.encode({"alg": "EdDSA", "kid": method, "typ": "JWT"}).encode()) + b"."


def claims(document: dict[str, Any]) -> dict[str, Any]:
    """Return the registered claims of ``document``; ``sub`` only when the subject has an id."""
    subject = document.get("credentialSubject")
    found: dict[str, Any] = {
        "iss": issuer_of(document) or None,
        "jti": document.get("id"),
        "nbf": _moment(document.get("validFrom") or document.get("issuanceDate"), "nbf"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
        "exp": _moment(document.get("validUntil") or document.get("expirationDate"), "exp"),
    }
    for claim in ("iss", "jti", "nbf"):
        if found[claim] is None:
            raise TokenClaimsDisagree("the credential does not tell it", claim=claim)
    return {claim: value for claim, value in found.items() if value is not None}


def _credential(payload: dict[str, Any]) -> dict[str, Any]:
    """Return the credential of a payload whose claims agree with it; old ones stand in ``vc``."""
    old = payload.get("vc")
    document = (
        old
        if isinstance(old, dict)
        else {name: value for name, value in payload.items() if name not in CLAIMS}
    )
    expected = claims(document)
    for claim in ("iss", "jti", "nbf", "sub", "exp"):
        told = payload.get(claim)
        if told != expected.get(claim) or isinstance(told, bool):
            raise TokenClaimsDisagree("a claim says otherwise", claim=claim)
    return document


def _read_header(header: dict[str, Any]) -> tuple[str, str]:
    algorithm, method = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise TokenAlgorithmRefused("not an accepted one", algorithm=str(algorithm)[:40])
    for name in header:
        if name not in HEADERS:
            raise TokenMalformed("a header that is not allowed", member=name[:40])
    if str(header.get("typ", "JWT")) not in TYPES:
        raise TokenMalformed("another type", member="typ")
    if method is None and isinstance(header.get("jwk"), dict):
        return algorithm, ""
    if not isinstance(method, str) or not method:
        raise TokenMalformed("no key is named", member="kid")
    return algorithm, method


def _signed(key: Key, algorithm: str, message: bytes, signature: bytes) -> bool:
    """Tell whether the signature is good; the key's own kind must be that of the algorithm."""
    public = (
        ed25519.Ed25519PublicKey.from_public_bytes(key) if isinstance(key, bytes) else _jwk(key)
    )
    fits = (
        (algorithm in EDDSA and isinstance(public, ed25519.Ed25519PublicKey))
        or (
            algorithm == "RS256"
            and isinstance(public, rsa.RSAPublicKey)
            and public.key_size >= MIN_RSA_BITS
        )
        or (
            algorithm == "ES256"
            and isinstance(public, ec.EllipticCurvePublicKey)
            and public.curve.name == "secp256r1"
        )
    )
    if not fits:
        raise TokenAlgorithmRefused("the key is of another kind", algorithm=algorithm)
    name = "EdDSA" if algorithm in EDDSA else algorithm
    return bool(jwt.get_algorithm_by_name(name).verify(message, public, signature))


def _ed25519(key: bytes) -> object:
    try:
        return ed25519.Ed25519PublicKey.from_public_bytes(key)
    except ValueError as error:
        raise TokenMalformed("not a key", member="kid") from error


def _jwk(key: dict[str, Any]) -> object:
    if "d" in key or key.get("kty") == "oct":
        raise TokenAlgorithmRefused("not a public key", algorithm=str(key.get("kty"))[:40])
    kind = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}.get(str(key.get("kty")))
    if kind is None:
        raise TokenAlgorithmRefused("a key of another kind", algorithm=str(key.get("kty"))[:40])
    try:
        return jwt.get_algorithm_by_name(kind).from_jwk(key)
    except (jwt.InvalidKeyError, ValueError, KeyError) as error:
        raise TokenMalformed("not a key", member="jwk") from error


def _moment(text: object, claim: str) -> int | None:
    """Return whole seconds since 1970, as a NumericDate; a fraction of a second is cut."""
    if text is None:
        return None
    try:
        return _seconds(str(text))
    except ValueError as error:
        raise TokenClaimsDisagree("not a moment", claim=claim) from error


@lru_cache(maxsize=256)
def _seconds(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _object(part: str, member: str) -> dict[str, Any]:
    try:
        found = json.loads(_decode(part, member), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise TokenMalformed("not JSON", member=member) from error
    if not isinstance(found, dict):
        raise TokenMalformed("not an object", member=member)
    canonical.check_size(found)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _decode(part: str, member: str) -> bytes:
    """Return the bytes of ``part``, which only they may be written as (RFC 4648, 3.5)."""
    try:
        data = base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise TokenMalformed("not base64url", member=member) from error
    if _base64(data) != part.encode():
        raise TokenMalformed("not base64url", member=member)
    return data
