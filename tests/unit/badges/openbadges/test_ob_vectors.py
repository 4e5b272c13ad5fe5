"""The published vectors: the same text, the same hash, and the same proof when signed again."""

from datetime import UTC, datetime
from typing import Any

import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agir_badges.openbadges import canonical, contexts, keys, proofs
from unit.badges.openbadges.people import key_of

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


class Published:
    """A signer whose secret key a standard prints."""

    def __init__(self, seed: bytes, method: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verification_method = method

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


# W3C Data Integrity EdDSA Cryptosuites 1.0 (Recommendation, 15 May 2025), appendix B: the keys
# of B.1, the document of examples 6 and following, and what B.1 and B.2 say of it.
W3C_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_SIGNER = Published(keys.decode_base58(W3C_SECRET)[2:], f"did:key:{W3C_KEY}#{W3C_KEY}")
W3C_CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
W3C_RDFC_HASHES = (
    "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0",
    "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017",
)
W3C_RDFC_PROOF = (
    "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
)
W3C_JCS_HASHES = (
    "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db",
    "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19",
)
W3C_JCS_PROOF = (
    "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
)


def alumni(examples: object) -> dict[str, Any]:
    """Return the document; ``examples`` is the context of the W3C's examples or what it says."""
    return {
        "@context": [contexts.VC2, examples],
        "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
        "type": ["VerifiableCredential", "AlumniCredential"],
        "name": "Alumni Credential",
        "description": "A minimum viable example of an Alumni Credential.",
        "issuer": "https://vc.example/issuers/5678",
        "validFrom": "2023-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:abcdefgh",
            "alumniOf": "The School of Examples",
        },
    }


# The examples' context is not bundled: it maps what is unknown to one vocabulary, as this does.
SPELT_OUT = {"@vocab": "https://www.w3.org/ns/credentials/examples#"}


def test_w3c_eddsa_rdfc_2022() -> None:
    document = alumni(SPELT_OUT)
    options = proofs.options(W3C_SIGNER.verification_method, W3C_CREATED)
    canon = canonical.canonicalise(document)
    proof = canonical.canonicalise(options | {"@context": document["@context"]})
    assert proofs.digest(proof).hex() == W3C_RDFC_HASHES[0]
    assert proofs.digest(canon).hex() == W3C_RDFC_HASHES[1]
    sealed = proofs.secure(document, W3C_SIGNER, created=W3C_CREATED)
    assert sealed["proof"] == options | {"proofValue": W3C_RDFC_PROOF}


def test_w3c_eddsa_jcs_2022() -> None:
    document = alumni(EXAMPLES)
    proof = proofs.options(W3C_SIGNER.verification_method, W3C_CREATED) | {
        "cryptosuite": proofs.JCS,
        "@context": document["@context"],
    }
    assert proofs.digest(rfc8785.dumps(proof)).hex() == W3C_JCS_HASHES[0]
    assert proofs.digest(rfc8785.dumps(document)).hex() == W3C_JCS_HASHES[1]
    sealed = document | {"proof": proof | {"proofValue": W3C_JCS_PROOF}}
    method = proofs.check(
        sealed, key_of, speaks=lambda *_: True, allowed=contexts.known() | {EXAMPLES}
    )
    assert method == W3C_SIGNER.verification_method


# 1EdTech, Open Badges 3.0 Implementation Guide, "Linked Data Proof Test Vector for Open Badges
# 3.0" (read on 26 November 2026).
OB_SEED = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4"
OB_ISSUER = "https://example.edu/issuers/565049"
OB_KEY = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi"
OB_HASHES = (
    "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19",
    "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773",
)
OB_PROOF = (
    "z5x9aCBYovW3CQCbKdNyhEm7ffYSw1YpEdPywQJoNbzDD2gkzQDKJ1sYKJaWvqZtkMtSbz35HcbgXVEDYHxCzgkCr"
)
OB_CREATED = datetime(2010, 1, 1, 19, 23, 24, tzinfo=UTC)
OB_DOCUMENT = {
    "@context": [contexts.VC2, contexts.OB3],
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": OB_ISSUER,
        "type": ["Profile"],
        "url": "https://www.imsglobal.org",
        "name": "Example Corp",
    },
    "validFrom": "2010-01-01T00:00:00Z",
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and "
                "recognized upon review by Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to "
            "collaborate within a group environment.",
            "name": "Teamwork",
        },
    },
}


def test_1edtech_open_badges_3() -> None:
    method = f"{OB_ISSUER}#{OB_KEY}"
    signer = Published(bytes.fromhex(OB_SEED), method)
    options = proofs.options(method, OB_CREATED) | {"@context": OB_DOCUMENT["@context"]}
    assert proofs.digest(canonical.canonicalise(options)).hex() == OB_HASHES[0]
    assert proofs.digest(canonical.canonicalise(OB_DOCUMENT)).hex() == OB_HASHES[1]
    sealed = proofs.secure(OB_DOCUMENT, signer, created=OB_CREATED)
    assert sealed["proof"]["proofValue"] == OB_PROOF
    assert proofs.check(sealed, lambda _: keys.decode_multikey(OB_KEY)) == method


# A sample of the public validator of 1EdTech, ``ob30/simple_v1.json``, signed on 16 November 2022.
OLD_ISSUER = "https://example.com/issuers/876543"
OLD_KEY = "z6MknNHHrBzPytzu6CUBP9Lg7fg4KSBjzimc2Frh693YbMiv"
OLD_PROOF = (
    "z5gJZKchSJEYPGeq6bsqiLKuxT6mXqAovPbqYX66CB7u9CSNFdV41vHtysjHFiitvoyhfPxsaZnWftrZZZW2txPQK"
)
OLD_DOCUMENT = {
    **{name: held for name, held in OB_DOCUMENT.items() if name != "validFrom"},
    "@context": [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://w3id.org/security/suites/ed25519-2020/v1",
    ],
    "issuer": {"id": OLD_ISSUER, "type": ["Profile"], "name": "Example Corp"},
    "issuanceDate": "2010-01-01T00:00:00Z",
    "proof": [
        {
            "type": "Ed25519Signature2020",
            "created": "2022-11-16T18:54:22Z",
            "verificationMethod": f"{OLD_ISSUER}#{OLD_KEY}",
            "proofPurpose": "assertionMethod",
            "proofValue": OLD_PROOF,
        }
    ],
}


def test_1edtech_open_badges_3_signed_before_data_integrity() -> None:
    def key_of(_: str) -> bytes:
        return keys.decode_multikey(OLD_KEY)

    assert proofs.check(OLD_DOCUMENT, key_of) == f"{OLD_ISSUER}#{OLD_KEY}"
    with pytest.raises(proofs.SignatureInvalid):
        proofs.check(OLD_DOCUMENT | {"name": "Another"}, key_of)
