"""How is a credential sealed, and is the seal good? Data Integrity proofs by Ed25519.

W3C Verifiable Credential Data Integrity 1.0 and Data Integrity EdDSA Cryptosuites 1.0
(Recommendations of 15 May 2025): ``eddsa-rdfc-2022`` is made and read, ``eddsa-jcs-2022`` is read.
So is ``Ed25519Signature2020``, which badges were signed with before it, over the same two hashes.
Only the seal is judged here; dates of the credential, its status and its type are not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Final, Protocol

import rfc8785

from agir_badges.openbadges import canonical, contexts, keys, words
from agir_kernel.errors import DomainError

TYPE: Final = "DataIntegrityProof"
RDFC: Final = "eddsa-rdfc-2022"
JCS: Final = "eddsa-jcs-2022"
OLD_TYPE: Final = "Ed25519Signature2020"
PURPOSE: Final = "assertionMethod"
MAX_PROOFS: Final = 8

KeyOf = Callable[[str], bytes]
Speaks = Callable[[str, str], bool]


class ProofMissing(DomainError):
    """The credential carries no proof."""

    code: ClassVar[str] = "proof_missing"


class ProofUnsupported(DomainError):
    """A kind of proof that is not read here; ``suite`` says which."""

    code: ClassVar[str] = "proof_unsupported"


class ProofPurposeWrong(DomainError):
    """A proof made for something else than asserting a credential; ``purpose`` says what."""

    code: ClassVar[str] = "proof_purpose_wrong"


class ProofMalformed(DomainError):
    """A proof that lacks a member, or holds one that is not of its form; ``member`` says which."""

    code: ClassVar[str] = "proof_malformed"


class ProofNotOfIssuer(DomainError):
    """Signed by a key that is not the issuer's: ``method`` against ``issuer``."""

    code: ClassVar[str] = "proof_not_of_issuer"


class ProofExpired(DomainError):
    """The proof itself has an end and it has passed: ``expires``."""

    code: ClassVar[str] = "proof_expired"


class SignatureInvalid(DomainError):
    """The document is not the one that was signed, or another key signed it."""

    code: ClassVar[str] = "signature_invalid"


class Signer(Protocol):
    """Who signs: the site's key, in whatever hands it lies."""

    @property
    def verification_method(self) -> str:
        """Return the DID URL of the key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Return the 64 bytes of the Ed25519 signature of ``message``."""
        ...


def secure(document: dict[str, Any], signer: Signer, *, created: datetime) -> dict[str, Any]:
    """Return ``document`` with one ``eddsa-rdfc-2022`` proof; ``created`` is aware.

    A proof that it had already is dropped. Raises the refusals of ``canonical.canonicalise``.
    """
    bare = without_proof(document)
    proof = options(signer.verification_method, created)
    value = signer.sign(_rdfc_message(bare, proof))
    return bare | {"proof": proof | {"proofValue": keys.encode_base58(value)}}


def check(
    document: dict[str, Any],
    key_of: KeyOf,
    *,
    now: datetime | None = None,
    speaks: Speaks | None = None,
    allowed: Collection[str] | None = None,
) -> str:
    """Return the verification method whose proof of ``document`` is good.

    ``key_of`` gives the 32 bytes of a verification method's public key, or raises a
    ``DomainError`` that is passed on. Of several proofs any good one suffices; when none is, the
    refusal that came nearest to a verdict is raised. ``speaks(method, issuer)`` tells whether a
    key speaks for an issuer (default: the method is a fragment of the issuer's own address).
    ``now`` is compared with a proof's ``expires`` (default: the clock). ``allowed`` are the
    contexts that the document may name (default: the bundled ones); it may define none itself.

    Raises ``ProofMissing``, ``ProofUnsupported``, ``ProofPurposeWrong``, ``ProofMalformed``,
    ``ProofNotOfIssuer``, ``ProofExpired``, ``SignatureInvalid``, ``ContextUnknown``, those of
    ``canonicalise``, and ``words.ReadsTwoWays`` for a document whose letters hide what was signed.
    When a proof was ``created`` is its own business, even in the future: the dates that a badge
    lives by are its own, and a signer's clock may be ahead.
    """
    canonical.check_size(document)
    contexts.check_named(document, contexts.known() if allowed is None else allowed)
    bare = without_proof(document)
    asked = _Asked(key_of, now or datetime.now(UTC), speaks or of_issuer)
    refusals: list[DomainError] = []
    for proof in _proofs(document):
        try:
            method = _check_one(bare, proof, asked)
        except DomainError as refusal:
            refusals.append(refusal)
        else:
            words.check(document)
            return method
    raise max(refusals, key=_nearness)


def options(method: str, created: datetime) -> dict[str, str]:
    """Return the members of a proof before it is signed."""
    return {
        "type": TYPE,
        "cryptosuite": RDFC,
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }


def digest(canon: str | bytes) -> bytes:
    """Return the SHA-256 of a canonical text; the proof's, then the document's, are signed."""
    return hashlib.sha256(canon.encode() if isinstance(canon, str) else canon).digest()


def without_proof(document: dict[str, Any]) -> dict[str, Any]:
    """Return ``document`` without its proof, the members in the same order."""
    bare = dict(document)
    bare.pop("proof", None)
    return bare


def of_issuer(method: str, issuer: str) -> bool:
    """Tell whether ``method`` is ``issuer``'s own: its address with a fragment, or itself."""
    return bool(issuer) and method.partition("#")[0] == issuer.partition("#")[0]


def issuer_of(document: dict[str, Any]) -> str:
    """Return the identifier of the issuer, "" when there is none."""
    issuer = document.get("issuer")
    found = issuer.get("id") if isinstance(issuer, dict) else issuer
    return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the caller brought: whose key is it, which moment is it, who may speak."""

    key_of: KeyOf
    now: datetime
    speaks: Speaks


def _proofs(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = document.get("proof")
    listed: list[Any] = found if isinstance(found, list) else [found]
    if found is None or not listed:
        raise ProofMissing("no proof")
    if len(listed) > MAX_PROOFS:
        raise canonical.CredentialTooComplex("too many proofs", limit=f"{MAX_PROOFS} proofs")
    if not all(isinstance(proof, dict) for proof in listed):
        raise ProofMalformed("a proof is not an object", member="proof")
    return listed


def _check_one(bare: dict[str, Any], proof: dict[str, Any], asked: _Asked) -> str:
    suite = _suite(proof)
    if proof.get("proofPurpose") != PURPOSE:
        raise ProofPurposeWrong("not an assertion", purpose=_short(proof.get("proofPurpose")))
    _check_times(proof, asked.now)
    method, value = _text(proof, "verificationMethod"), _text(proof, "proofValue")
    issuer = issuer_of(bare)
    if not asked.speaks(method, issuer):
        raise ProofNotOfIssuer("another's key", method=_short(method), issuer=_short(issuer))
    signature = _signature(value)
    config = {name: member for name, member in proof.items() if name != "proofValue"}
    public = asked.key_of(method)
    signed = _rdfc_message(bare, config) if suite == RDFC else _jcs_message(bare, config)
    if not keys.signed(public, signature, signed):
        raise SignatureInvalid("another document or another key", method=_short(method))
    return method


def _suite(proof: dict[str, Any]) -> str:
    kind, suite = proof.get("type"), proof.get("cryptosuite")
    if kind == OLD_TYPE and suite is None:
        kind, suite = TYPE, RDFC
    if kind != TYPE or suite not in (RDFC, JCS):
        raise ProofUnsupported("another suite", suite=_short(suite if kind == TYPE else kind))
    if "previousProof" in proof:
        raise ProofUnsupported("a chain of proofs", suite="previousProof")
    return str(suite)


def _check_times(proof: dict[str, Any], now: datetime) -> None:
    for member in ("created", "expires"):
        if member not in proof:
            continue
        try:
            moment = datetime.fromisoformat(_text(proof, member))
        except ValueError as error:
            raise ProofMalformed("not a moment", member=member) from error
        if moment.tzinfo is None:
            raise ProofMalformed("a moment without its zone", member=member)
        if member == "expires" and moment <= now:
            raise ProofExpired("the proof has ended", expires=moment.isoformat())


def _signature(value: str) -> bytes:
    try:
        signature = keys.decode_base58(value)
    except keys.KeyUnreadable as error:
        raise ProofMalformed("not base58btc", member="proofValue") from error
    if len(signature) != keys.SIGNATURE_BYTES:
        raise ProofMalformed("not 64 bytes", member="proofValue")
    return signature


def _rdfc_message(bare: dict[str, Any], config: dict[str, Any]) -> bytes:
    # The proof is read with the document's own context, whatever context it brings (3.2.5).
    proof = config | {"@context": bare.get("@context")}
    return digest(canonical.canonicalise(proof)) + digest(canonical.canonicalise(bare))


def _jcs_message(bare: dict[str, Any], config: dict[str, Any]) -> bytes:
    """Read 3.3.2: a context that the proof brings must begin the document's, and replaces it."""
    if "@context" in config:
        mine, theirs = _listed(bare.get("@context")), _listed(config["@context"])
        if mine[: len(theirs)] != theirs:
            raise SignatureInvalid("the proof was made under another context")
        bare = bare | {"@context": config["@context"]}
    try:
        return digest(rfc8785.dumps(config)) + digest(rfc8785.dumps(bare))
    except rfc8785.CanonicalizationError as error:
        raise canonical.CredentialMalformed("a value that JCS cannot write") from error


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _text(proof: dict[str, Any], member: str) -> str:
    found = proof.get(member)
    if not isinstance(found, str) or not found:
        raise ProofMalformed("a member is missing or not a text", member=member)
    return found


def _short(value: object) -> str:
    return str(value)[:200]


def _nearness(refusal: DomainError) -> int:
    """Rank a refusal: a false signature tells more than a suite that nobody could read."""
    ranks = (ProofUnsupported, ProofMalformed, ProofPurposeWrong, ProofNotOfIssuer, ProofExpired)
    return ranks.index(type(refusal)) if type(refusal) in ranks else len(ranks)
