"""Which key does a verification method name? DIDs and their documents, read, never fetched.

DID Core 1.0 and Controlled Identifiers 1.0 (W3C, 2025), did:key 0.7, did:jwk and did:web (CCG).
A key is 32 bytes of Ed25519, or the public JWK of an RSA or a P-256 key, which tokens may have.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Final
from urllib.parse import unquote

from agir_badges.openbadges import keys
from agir_kernel.errors import DomainError

Key = bytes | dict[str, Any]

MAX_METHODS: Final = 100  # of one document
_JWK_MEMBERS: Final = {"OKP": ("crv", "x"), "RSA": ("n", "e"), "EC": ("crv", "x", "y")}
_WEB: Final = re.compile(
    r"did:web:(?P<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)"
    r"(?:%3[Aa](?P<port>[0-9]{1,5}))?(?P<path>(?::[A-Za-z0-9._~%-]+)*)"
)


class IssuerUnknown(DomainError):
    """A verification method that leads to no key for assertions; ``fault`` says why."""

    code: ClassVar[str] = "issuer_unknown"


class KeyUnsupported(DomainError):
    """A key of a kind that is not read here."""

    code: ClassVar[str] = "key_unsupported"


def controller_of(method: str) -> str:
    """Return whose key ``method`` is: the DID or address before its fragment."""
    return method.partition("#")[0]


def self_contained(method: str) -> Key | None:
    """Return the key that a ``did:key`` or ``did:jwk`` holds; None for any other method.

    Raise ``IssuerUnknown`` and ``KeyUnsupported``.
    """
    if method.startswith("did:key:"):
        return _of_did_key(method)
    if method.startswith("did:jwk:"):
        return _of_did_jwk(method)
    return None


def address_of(controller: str) -> str:
    """Return where the document of a ``did:web`` or an https issuer stands.

    Raise ``IssuerUnknown`` for any other, or one that is not written as its method says.
    """
    if controller.startswith("https://"):
        return controller
    found = _WEB.fullmatch(controller)
    if found is None:
        raise IssuerUnknown("no way to its keys", fault="method")
    parts = found["path"].split(":")[1:]
    if any(_is_unsafe(part) for part in parts):
        raise IssuerUnknown("a path that climbs", fault="method")
    port = f":{int(found['port'])}" if found["port"] else ""
    path = "/".join(parts) or ".well-known"
    return f"https://{found['host'].lower()}{port}/{path}/did.json"


def key_from(document: dict[str, Any], method: str, *, now: datetime) -> Key:
    """Return the key that ``document``, of the controller of ``method``, gives for assertions.

    The document must call itself by the controller's name, and list the key, which must be
    neither revoked nor at its end by ``now``, under ``assertionMethod``. Raise ``IssuerUnknown``
    and ``KeyUnsupported``.
    """
    controller = controller_of(method)
    if document.get("id") != controller:
        raise IssuerUnknown("the document is another's", fault="id")
    found = next(_asserting(document, controller, method), None)
    if found is None:
        raise IssuerUnknown("no such key for assertions", fault="assertionMethod")
    if found.get("controller", controller) != controller:
        raise IssuerUnknown("the key is another's", fault="controller")
    for member in ("revoked", "expires"):
        if member in found and _moment(found[member]) <= now:
            raise IssuerUnknown("the key has ended", fault=member)
    return _key(found)


def from_jwk(jwk: object) -> Key:
    """Return the public key of a JWK; raise ``KeyUnsupported``, for a secret one too."""
    if not isinstance(jwk, dict) or "d" in jwk or jwk.get("use", "sig") != "sig":
        raise KeyUnsupported("not a public key for signatures")
    kind = jwk.get("kty")
    members = _JWK_MEMBERS.get(kind) if isinstance(kind, str) else None
    if members is None or not all(isinstance(jwk.get(one), str) for one in members):
        raise KeyUnsupported("a key of another kind")
    if kind != "OKP":
        return {"kty": kind, **{one: jwk[one] for one in members}}
    public = _decoded(jwk["x"])
    if jwk["crv"] != "Ed25519" or len(public) != keys.KEY_BYTES:
        raise KeyUnsupported("a key of another curve")
    return public


def _of_did_key(method: str) -> bytes:
    try:
        public = keys.of_did_key(method)
    except keys.KeyUnreadable as error:
        raise KeyUnsupported("not a did:key of Ed25519") from error
    if public is None:
        raise KeyUnsupported("not a did:key")
    return public


def _of_did_jwk(method: str) -> Key:
    text, _, fragment = method.removeprefix("did:jwk:").partition("#")
    if fragment not in ("", "0"):
        raise IssuerUnknown("a did:jwk holds one key, 0", fault="fragment")
    try:
        jwk = json.loads(_decoded(text))
    except (ValueError, RecursionError) as error:
        raise KeyUnsupported("not a JWK") from error
    return from_jwk(jwk)


def _is_unsafe(part: str) -> bool:
    try:
        plain = unquote(part, errors="strict")
    except UnicodeDecodeError:
        return True
    return plain in (".", "..") or any(letter in plain for letter in "/\\?#%")


def _asserting(document: dict[str, Any], controller: str, method: str) -> Iterator[dict[str, Any]]:
    """Yield the entries of ``document`` that are ``method`` and may assert."""
    listed = {
        _whole(one.get("id"), controller): one
        for one in _items(document.get("verificationMethod"))
        if isinstance(one, dict)
    }
    for one in _items(document.get("assertionMethod")):
        entry = one if isinstance(one, dict) else listed.get(_whole(one, controller))
        if entry is not None and _whole(entry.get("id"), controller) == method:
            yield entry


def _items(value: object) -> list[Any]:
    found = value if isinstance(value, list) else [value]
    return found[:MAX_METHODS]


def _whole(reference: object, controller: str) -> str:
    """Return a reference as it is written in full: ``#k1`` belongs to the document."""
    if not isinstance(reference, str):
        return ""
    return controller + reference if reference.startswith("#") else reference


def _key(entry: dict[str, Any]) -> Key:
    if any(name in entry for name in ("secretKeyMultibase", "privateKeyMultibase")):
        raise KeyUnsupported("not a public key")
    if "publicKeyJwk" in entry:
        return from_jwk(entry["publicKeyJwk"])
    text = entry.get("publicKeyMultibase")
    if not isinstance(text, str):
        raise KeyUnsupported("a key written in another way")
    try:
        if entry.get("type") in ("Multikey", "Ed25519VerificationKey2020"):
            return keys.decode_multikey(text)
    except keys.KeyUnreadable as error:
        raise KeyUnsupported("not Ed25519") from error
    raise KeyUnsupported("a key of another type")


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise IssuerUnknown("a moment that is none", fault="date") from error
    if moment.tzinfo is None:
        raise IssuerUnknown("a moment without its zone", fault="date")
    return moment


def _decoded(text: str) -> bytes:
    try:
        padded = text + "=" * (-len(text) % 4)
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyUnsupported("not base64url") from error
