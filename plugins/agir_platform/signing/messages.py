"""How is an answer of this site signed, and how is a peer's found true?

HTTP Message Signatures (RFC 9421) with Ed25519, over the digest of what is sent (RFC 9530,
``Content-Digest``, of the bytes after packing). A signed answer names the path and the query it
answers, so that nobody shows it as the answer to another question, and when it ends, so that
nobody shows it for ever. Only what two sites of this suite need of the RFC is read: one pair of
headers, field lines that occur once, the components ``@method``, ``@authority``, ``@path``,
``@query`` and ``@status``. What is not read is refused, never ignored.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256, sha512
from typing import ClassVar, Final
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from agir_kernel.errors import DomainError
from agir_platform.signing.signer import Signer

LABEL: Final = "agir"
VALID: Final = timedelta(hours=1)
SKEW: Final = timedelta(minutes=2)
"""How far two sites' clocks may differ."""

ASKED: Final = ('"@path";req', '"@query";req')
ANSWERED: Final = ('"@status"', '"content-digest"', *ASKED)
"""What a signature must cover for an answer with a body to count."""

_HASHES: Final = {"sha-256": sha256, "sha-512": sha512}
_INPUT: Final = re.compile(r'\s*([a-z][a-z0-9_.*-]*)=(\(("[^"()]*"(?:;req)?(?: |(?=\))))+\)(;.*))')
_COMPONENT: Final = re.compile(r'"([@a-z0-9-]+)"(;req)?')
_PARAMETER: Final = re.compile(r';([a-z]+)=(?:"([^"\\]*)"|(\d{1,15}))')
_DIGEST: Final = re.compile(r"\s*([a-z0-9-]+)=:([A-Za-z0-9+/=]*):\s*")


class SignatureMissing(DomainError):
    """The answer is not signed, or its signature leaves out what it must cover."""

    code: ClassVar[str] = "signature_missing"


class SignatureMalformed(DomainError):
    """The signature is not written as this site reads them."""

    code: ClassVar[str] = "signature_malformed"


class SignatureKeyUnknown(DomainError):
    """It was made with a key that is not one of those trusted."""

    code: ClassVar[str] = "signature_key_unknown"


class SignatureExpired(DomainError):
    """It was made too long ago, or not yet."""

    code: ClassVar[str] = "signature_expired"


class SignatureWrong(DomainError):
    """What arrived is not what was signed."""

    code: ClassVar[str] = "signature_wrong"


@dataclass(frozen=True, slots=True)
class Message:
    """A request (``method``, ``url``) or an answer (``status``, and the ``request`` it answers).

    ``headers`` has names in small letters. ``content`` is what goes over the wire.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""
    method: str = ""
    url: str = ""
    status: int = 0
    request: Message | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A signature that holds: whose key, since when, until when."""

    keyid: str
    created: datetime
    expires: datetime


def digest(content: bytes) -> str:
    """Return the ``Content-Digest`` of some bytes: ``sha-256=:…:``."""
    return f"sha-256=:{b64encode(sha256(content).digest()).decode()}:"


def signature_base(message: Message, components: Sequence[str], parameters: str) -> bytes:
    """Return the bytes to sign (RFC 9421, 2.5); ``parameters`` begins with ``;``.

    A component is written as it is listed: ``"@status"``, ``"@path";req``. Raises
    ``SignatureMissing`` for one that the message does not have, ``SignatureMalformed`` for one
    that this site does not know.
    """
    lines = [f"{component}: {_value(message, component)}" for component in components]
    lines.append(f'"@signature-params": ({" ".join(components)}){parameters}')
    return "\n".join(lines).encode("ascii", "strict")


def sign(
    signer: Signer, answer: Message, now: datetime, *, valid: timedelta = VALID
) -> dict[str, str]:
    """Return the headers that sign an answer, its ``Content-Digest`` among them.

    Covered: status, the path and query asked, and ``content-type``, ``etag`` and the digest
    where the answer has them.
    """
    added = {} if not answer.content else {"content-digest": digest(answer.content)}
    headers = {**answer.headers, **added}
    has = [f'"{name}"' for name in ("content-type", "etag", "content-digest") if name in headers]
    components = ('"@status"', *has, *ASKED)
    created = int(now.timestamp())
    parameters = (
        f";created={created};expires={created + int(valid.total_seconds())}"
        f';keyid="{signer.verification_method}";alg="ed25519"'
    )
    told = Message(headers, answer.content, status=answer.status, request=answer.request)
    made = b64encode(signer.sign(signature_base(told, components, parameters))).decode()
    return {
        **added,
        "signature-input": f"{LABEL}=({' '.join(components)}){parameters}",
        "signature": f"{LABEL}=:{made}:",
    }


def verify(
    message: Message,
    key_of: Callable[[str], bytes | None],
    now: datetime,
    *,
    must: Sequence[str] = ANSWERED,
) -> Found:
    """Return the signature of a message, if it holds; ``key_of`` gives 32 bytes for a key's name.

    Raises one of the refusals above.
    """
    label, components, parameters, told = _read(message.headers.get("signature-input", ""))
    if missing := [one for one in must if one not in components]:
        raise SignatureMissing(component=missing[0])
    found = _timely(told, now)
    public = key_of(found.keyid)
    if public is None:
        raise SignatureKeyUnknown(keyid=found.keyid[:200])
    _check_digest(message, components)
    try:
        base = signature_base(message, components, parameters)
        signature = _bytes(message.headers.get("signature", ""), label)
        Ed25519PublicKey.from_public_bytes(public).verify(signature, base)
    except (InvalidSignature, UnicodeEncodeError) as error:
        raise SignatureWrong from error
    return found


def _value(message: Message, component: str) -> str:
    known = _COMPONENT.fullmatch(component)
    if known is None:
        raise SignatureMalformed(component=component[:100])
    name, of = known[1], message.request if known[2] else message
    if of is None:
        raise SignatureMissing(component=component)
    parts = urlsplit(of.url)
    derived = {
        "@method": of.method,
        "@authority": parts.netloc.lower(),
        "@path": parts.path or "/",
        "@query": f"?{parts.query}",
        "@status": str(of.status),
    }
    if name.startswith("@") and name not in derived:
        raise SignatureMalformed(component=component)
    value = derived.get(name, of.headers.get(name))
    if value is None:
        raise SignatureMissing(component=component)
    return value.strip()


def _read(said: str) -> tuple[str, tuple[str, ...], str, dict[str, str]]:
    if not said:
        raise SignatureMissing
    whole = _INPUT.fullmatch(said)
    if whole is None:
        raise SignatureMalformed
    listed = whole[2][1 : whole[2].index(")")].split(" ")
    pairs = _PARAMETER.findall(whole[4])
    told = {name: text or number for name, text, number in pairs}
    is_whole = "".join(one[0] for one in _PARAMETER.finditer(whole[4])) == whole[4]
    if not is_whole or len(told) < len(pairs) or len(set(listed)) < len(listed):
        raise SignatureMalformed
    return whole[1], tuple(listed), whole[4], told


def _timely(told: Mapping[str, str], now: datetime) -> Found:
    if told.get("alg", "ed25519") != "ed25519" or not told.get("keyid"):
        raise SignatureMalformed
    try:
        created, expires = (
            datetime.fromtimestamp(int(told[name]), UTC) for name in ("created", "expires")
        )
    except (KeyError, ValueError, OverflowError, OSError) as error:
        raise SignatureMalformed from error
    if created > now + SKEW or expires < now - SKEW or expires < created:
        raise SignatureExpired(created=created.isoformat(), expires=expires.isoformat())
    return Found(told["keyid"], created, expires)


def _check_digest(message: Message, components: Sequence[str]) -> None:
    if '"content-digest"' not in components:
        if message.content:
            raise SignatureMissing(component='"content-digest"')
        return
    known = 0
    for one in message.headers.get("content-digest", "").split(","):
        told = _DIGEST.fullmatch(one)
        if told is None or told[1] not in _HASHES:
            continue
        known += 1
        if b64encode(_HASHES[told[1]](message.content).digest()).decode() != told[2]:
            raise SignatureWrong
    if not known:
        raise SignatureMalformed(component="content-digest")


def _bytes(said: str, label: str) -> bytes:
    told = _DIGEST.fullmatch(said)
    try:
        if told is None or told[1] != label:
            raise SignatureMalformed
        return b64decode(told[2], validate=True)
    except ValueError as error:
        raise SignatureMalformed from error
