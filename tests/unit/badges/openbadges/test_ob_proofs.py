"""Data Integrity proofs: what is good, and why the rest is refused."""

from datetime import timedelta
from typing import Any

import pytest
import rfc8785

from agir_badges.openbadges import contexts, keys, proofs
from agir_kernel.errors import DomainError
from unit.badges.openbadges.people import NOW, Key, badge, key_of

KEY = Key()
OTHER = Key(b"\2" * 32)


def sealed(**proof: Any) -> dict[str, Any]:
    """Return a badge whose proof says ``proof`` and was signed over saying it."""
    bare = badge(KEY.did)
    options = proofs.options(KEY.verification_method, NOW) | proof
    canon = proofs.canonical.canonicalise
    config = options | {"@context": bare["@context"]}
    message = proofs.digest(canon(config)) + proofs.digest(canon(bare))
    return bare | {"proof": options | {"proofValue": keys.encode_base58(KEY.sign(message))}}


def with_proof(**members: Any) -> dict[str, Any]:
    document = proofs.secure(badge(KEY.did), KEY, created=NOW)
    return document | {"proof": document["proof"] | members}


def test_a_sealed_badge_is_good_and_names_its_key() -> None:
    document = proofs.secure(badge(KEY.did), KEY, created=NOW)
    assert document["proof"]["created"] == "2026-11-26T09:00:00Z"
    assert proofs.check(document, key_of) == KEY.verification_method


def test_sealing_twice_gives_the_same_and_drops_the_first() -> None:
    once = proofs.secure(badge(KEY.did), KEY, created=NOW)
    assert proofs.secure(once, KEY, created=NOW) == once
    assert "proof" not in badge(KEY.did)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Another"},
        {"validFrom": "2026-11-26T09:00:01Z"},
        {"id": "urn:uuid:00000000-0000-0000-0000-000000000009"},
        {"type": ["VerifiableCredential"]},
        {"evidence": []},
        {"credentialStatus": None},
        {"description": "added"},
    ],
)
def test_a_changed_badge_is_refused(change: dict[str, Any]) -> None:
    document = proofs.secure(badge(KEY.did), KEY, created=NOW)
    with pytest.raises(proofs.SignatureInvalid):
        proofs.check(document | change, key_of)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (badge(KEY.did), "proof_missing"),
        (badge(KEY.did) | {"proof": []}, "proof_missing"),
        (badge(KEY.did) | {"proof": "signed, believe me"}, "proof_malformed"),
        (with_proof(type="Ed25519Signature2018"), "proof_unsupported"),
        (with_proof(type="Ed25519Signature2020"), "proof_unsupported"),
        (with_proof(cryptosuite="ecdsa-sd-2023"), "proof_unsupported"),
        (with_proof(cryptosuite=["eddsa-rdfc-2022"]), "proof_unsupported"),
        (with_proof(type=["DataIntegrityProof"]), "proof_unsupported"),
        (with_proof(previousProof="urn:uuid:1"), "proof_unsupported"),
        (with_proof(proofPurpose="authentication"), "proof_purpose_wrong"),
        (with_proof(proofPurpose=None), "proof_purpose_wrong"),
        (sealed(proofPurpose="authentication"), "proof_purpose_wrong"),
        (with_proof(verificationMethod=OTHER.verification_method), "proof_not_of_issuer"),
        (with_proof(verificationMethod=["a"]), "proof_malformed"),
        (with_proof(proofValue="z6Mk"), "proof_malformed"),
        (with_proof(proofValue="uAAAA"), "proof_malformed"),
        (with_proof(proofValue=None), "proof_malformed"),
        (with_proof(created="yesterday"), "proof_malformed"),
        (with_proof(created="2026-11-26T09:00:00"), "proof_malformed"),
        (with_proof(created="2026-11-26T09:00:01Z"), "signature_invalid"),
        (with_proof(proofValue="z" + "1" * 64), "signature_invalid"),
        (with_proof(unheard="of"), "term_unknown"),
        (sealed(expires="2026-11-26T10:00:00Z"), "proof_expired"),
        (with_proof() | {"unheard": "of"}, "term_unknown"),
        (with_proof() | {"issuer": OTHER.did}, "proof_not_of_issuer"),
        (with_proof() | {"issuer": None}, "proof_not_of_issuer"),
        (with_proof() | {"proof": [{}] * 9}, "credential_too_complex"),
        (
            with_proof() | {"@context": [contexts.VC2, "https://unheard.example/v1"]},
            "context_unknown",
        ),
        (
            with_proof() | {"@context": [contexts.VC2, contexts.OB3, {"x": "https://x.example/"}]},
            "context_unknown",
        ),
    ],
)
def test_each_fault_has_its_refusal(document: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        proofs.check(document, key_of, now=NOW + timedelta(hours=1))
    assert refusal.value.code == code


def test_a_proof_that_ends_later_is_good() -> None:
    document = sealed(expires="2026-11-26T10:00:00Z")
    assert proofs.check(document, key_of, now=NOW) == KEY.verification_method


def test_a_key_that_nobody_knows_is_passed_on() -> None:
    class KeyUnknown(DomainError):
        code = "key_unknown"

    def unknown(_method: str) -> bytes:
        raise KeyUnknown

    with pytest.raises(KeyUnknown):
        proofs.check(with_proof(), unknown)


def test_any_good_proof_of_several_suffices() -> None:
    document = with_proof()
    bad = document["proof"] | {"created": "2020-01-01T00:00:00Z"}
    unread = {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}
    several = document | {"proof": [unread, bad, document["proof"]]}
    assert proofs.check(several, key_of) == KEY.verification_method


def test_of_several_bad_proofs_the_nearest_is_told() -> None:
    document = with_proof()
    bad = document["proof"] | {"created": "2020-01-01T00:00:00Z"}
    unread = {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}
    with pytest.raises(proofs.SignatureInvalid):
        proofs.check(document | {"proof": [bad, unread]}, key_of)


def test_a_context_in_the_proof_changes_no_meaning() -> None:
    """The standard reads the proof with the document's context; ours is the proof's own text."""
    document = with_proof(**{"@context": contexts.VC1})
    assert proofs.check(document, key_of) == KEY.verification_method
    with pytest.raises(contexts.ContextUnknown):
        proofs.check(with_proof(**{"@context": {"created": "https://x.example/"}}), key_of)


def jcs(proof_context: object, document: dict[str, Any]) -> dict[str, Any]:
    options = proofs.options(KEY.verification_method, NOW) | {
        "cryptosuite": proofs.JCS,
        "@context": proof_context,
    }
    signed = document | {"@context": proof_context}
    message = proofs.digest(rfc8785.dumps(options)) + proofs.digest(rfc8785.dumps(signed))
    return document | {"proof": options | {"proofValue": keys.encode_base58(KEY.sign(message))}}


def test_jcs_proof_is_read_and_its_context_must_begin_the_documents() -> None:
    good = jcs([contexts.VC2], badge(KEY.did))
    assert proofs.check(good, key_of) == KEY.verification_method
    with pytest.raises(proofs.SignatureInvalid):
        proofs.check(jcs([contexts.OB3], badge(KEY.did)), key_of)
    with pytest.raises(proofs.SignatureInvalid):
        proofs.check(good | {"name": "Another"}, key_of)


def test_an_issuer_by_address_signs_with_a_key_at_that_address() -> None:
    issuer = "https://agir.example/issuer"
    assert proofs.of_issuer(f"{issuer}#k1", issuer)
    assert not proofs.of_issuer(f"{issuer}.evil.example#k1", issuer)
    assert not proofs.of_issuer("#k1", "")
    assert not proofs.of_issuer(KEY.verification_method, issuer)
