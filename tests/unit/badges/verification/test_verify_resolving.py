"""Which key a name leads to, and which documents are believed about it."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_badges.openbadges import keys, resolving
from unit.badges.verification.badge_samples import CAMPUS, NOW, OTHER, Issuer

WEB = Issuer(3, "did:web:campus.example:agir:issuer", "k1")
METHOD = WEB.verification_method


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


JWK = {"kty": "OKP", "crv": "Ed25519", "x": b64(WEB.public)}


@pytest.mark.parametrize(
    ("did", "url"),
    [
        # The examples of the did:web method specification (W3C CCG), 2.3 "Read".
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        (
            "did:web:w3c-ccg.github.io:user:alice",
            "https://w3c-ccg.github.io/user/alice/did.json",
        ),
        ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
        ("did:web:Example.com%3a3000:user", "https://example.com:3000/user/did.json"),
        ("https://campus.example/issuers/7", "https://campus.example/issuers/7"),
    ],
)
def test_where_a_document_stands(did: str, url: str) -> None:
    assert resolving.address_of(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "did:web:",
        "did:web:campus.example:",
        "did:web:campus.example:..:admin",
        "did:web:campus.example:%2e%2e:admin",
        "did:web:campus.example:a%2Fb",
        "did:web:campus.example:%ff",
        "did:web:campus.example:a?x=1",
        "did:web:campus.example/a",
        "did:web:user@campus.example",
        "did:web:campus.example%2Fa",
        "did:web:campus.example%3A80x",
        "did:web:[::1]",
        "did:ion:EiD",
        "http://campus.example/issuer",
        "urn:uuid:6f2e33e5-7a29-4155-840a-59483ba10164",
        "",
    ],
)
def test_a_name_that_leads_nowhere(did: str) -> None:
    with pytest.raises(resolving.IssuerUnknown):
        resolving.address_of(did)


@given(st.text("ab.:%2eEfF/\\?#@~", max_size=30))
def test_whatever_follows_the_host_stays_on_it(tail: str) -> None:
    """No path that a stranger writes leads away from the host they named."""
    try:
        url = resolving.address_of(f"did:web:campus.example:{tail}")
    except resolving.IssuerUnknown:
        return
    assert url.startswith("https://campus.example/")
    assert not {"?", "#", "@", "\\"} & set(url)
    assert not {".", "..", "%2e", "%2e%2e"} & set(url.lower().split("/"))


def test_a_did_key_is_its_own_key() -> None:
    assert resolving.self_contained(CAMPUS.verification_method) == CAMPUS.public
    assert resolving.self_contained(CAMPUS.did) == CAMPUS.public
    assert resolving.self_contained(METHOD) is None


@pytest.mark.parametrize("did", ["did:key:", "did:key:zzz", "did:key:u" + "a" * 46, "did:jwk:!"])
def test_a_key_that_is_none(did: str) -> None:
    with pytest.raises(resolving.KeyUnsupported):
        resolving.self_contained(did)


def test_a_did_key_with_the_fragment_of_another() -> None:
    with pytest.raises(resolving.KeyUnsupported):
        resolving.self_contained(f"{CAMPUS.did}#{OTHER.did.removeprefix('did:key:')}")


def test_a_did_jwk_is_its_own_key() -> None:
    did = f"did:jwk:{b64(json.dumps(JWK).encode())}"
    assert resolving.self_contained(f"{did}#0") == WEB.public
    assert resolving.self_contained(did) == WEB.public
    with pytest.raises(resolving.IssuerUnknown):
        resolving.self_contained(f"{did}#1")


@pytest.mark.parametrize(
    "jwk",
    [
        JWK | {"d": b64(b"\1" * 32)},
        JWK | {"crv": "X25519"},
        JWK | {"x": b64(b"\1" * 31)},
        JWK | {"use": "enc"},
        {"kty": "oct", "k": b64(WEB.public)},
        {"kty": ["OKP"], "crv": "Ed25519", "x": "x"},
        {},
        [],
        "x",
    ],
)
def test_a_jwk_that_is_no_public_key_for_signatures(jwk: object) -> None:
    with pytest.raises(resolving.KeyUnsupported):
        resolving.from_jwk(jwk)
    text = b64(json.dumps(jwk).encode())
    with pytest.raises(resolving.KeyUnsupported):
        resolving.self_contained(f"did:jwk:{text}")


def entry(**changes: Any) -> dict[str, Any]:
    return WEB.document()["verificationMethod"][0] | changes


TWENTY_TWENTY = {
    "type": "Ed25519VerificationKey2020",
    "publicKeyMultibase": keys.encode_multikey(WEB.public),
}
AS_JWK = {"type": "JsonWebKey2020", "publicKeyJwk": JWK}


def bare(**held: Any) -> dict[str, Any]:
    return {"id": METHOD, "controller": WEB.did} | held


@pytest.mark.parametrize(
    "document",
    [
        WEB.document(),
        WEB.document(verificationMethod=[entry(id="#k1")], assertionMethod=["#k1"]),
        WEB.document(verificationMethod=[], assertionMethod=[entry()]),
        WEB.document(verificationMethod=entry(), assertionMethod=METHOD),
        WEB.document(verificationMethod=[bare(**TWENTY_TWENTY)]),
        WEB.document(verificationMethod=[bare(**AS_JWK)]),
        WEB.document(verificationMethod=[7, None, {"id": 7}, entry()]),
        WEB.document(verificationMethod=[entry(expires="2026-11-26T12:00:01Z")]),
    ],
)
def test_a_document_that_gives_the_key(document: dict[str, Any]) -> None:
    assert resolving.key_from(document, METHOD, now=NOW) == WEB.public


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (WEB.document(id="did:web:campus.example:agir"), "id"),
        (WEB.document(id=None), "id"),
        (WEB.document(assertionMethod=[]), "assertionMethod"),
        (WEB.document(assertionMethod=None, authentication=[METHOD]), "assertionMethod"),
        (WEB.document(assertionMethod=[f"{WEB.did}#k2"]), "assertionMethod"),
        (WEB.document(verificationMethod=[]), "assertionMethod"),
        (WEB.document(verificationMethod=[entry(controller=OTHER.did)]), "controller"),
        (WEB.document(verificationMethod=[entry(revoked="2026-11-26T12:00:00Z")]), "revoked"),
        (WEB.document(verificationMethod=[entry(expires="2026-11-26T12:00:00Z")]), "expires"),
        (WEB.document(verificationMethod=[entry(expires="soon")]), "date"),
        (WEB.document(verificationMethod=[entry(expires="2026-11-27")]), "date"),
    ],
)
def test_a_document_that_does_not(document: dict[str, Any], fault: str) -> None:
    with pytest.raises(resolving.IssuerUnknown) as refusal:
        resolving.key_from(document, METHOD, now=NOW)
    assert refusal.value.facts["fault"] == fault


@pytest.mark.parametrize(
    "changes",
    [
        {"publicKeyMultibase": "zzz"},
        {"publicKeyMultibase": None},
        {"type": "EcdsaSecp256k1VerificationKey2019"},
        {"secretKeyMultibase": "z3u2"},
        {"publicKeyJwk": {"kty": "oct", "k": "x"}},
    ],
)
def test_a_key_of_a_kind_that_is_not_read(changes: dict[str, Any]) -> None:
    document = WEB.document(verificationMethod=[entry(**changes)])
    with pytest.raises(resolving.KeyUnsupported):
        resolving.key_from(document, METHOD, now=NOW)


def test_a_key_that_was_good_at_the_time_of_asking() -> None:
    document = WEB.document(verificationMethod=[entry(revoked="2026-12-01T00:00:00Z")])
    assert resolving.key_from(document, METHOD, now=NOW) == WEB.public
    with pytest.raises(resolving.IssuerUnknown):
        resolving.key_from(document, METHOD, now=datetime(2026, 12, 2, tzinfo=UTC))
