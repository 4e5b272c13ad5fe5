"""How the world is asked: how often, how long, and over real HTTP."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256

from agir_badges.openbadges import tokens
from agir_badges.openbadges.verification import StatusUnknown, verify
from agir_badges.openbadges.verification.asking import MOST, SECONDS, Offline, Online
from agir_kernel.errors import DomainError
from unit.badges.verification.badge_samples import (
    CAMPUS,
    NOW,
    STATUS_URL,
    Issuer,
    NotThere,
    Web,
    badge,
    entry,
    failed,
    judged,
    sealed,
    status_list,
    token,
    written,
)
from unit.badges.verification.badge_server import serving

WEB_URL = "https://campus.example/agir/issuer/did.json"
WEB_ISSUER = Issuer(3, "did:web:campus.example:agir:issuer", "k1")
SIGNED = sealed(badge(WEB_ISSUER), WEB_ISSUER)


class Refused(DomainError):
    """An address that this site does not open."""

    code = "address_refused"


def test_offline_reads_keys_that_are_their_own_names() -> None:
    assert verify(written(sealed(badge())), now=NOW, world=Offline()).valid


def test_offline_asks_nobody() -> None:
    unknown = verify(written(SIGNED), now=NOW, world=Offline())
    assert failed(unknown) == ("issuer", "issuer_unreachable")
    listed = verify(written(sealed(badge(credentialStatus=entry()))), now=NOW, world=Offline())
    assert failed(listed) == ("status", "status_unknown")


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (WEB_ISSUER.document(), "valid"),
        (WEB_ISSUER.document(id="did:web:campus.example"), "issuer_unknown"),
        (WEB_ISSUER.document(assertionMethod=[]), "issuer_unknown"),
        (b"<html>", "issuer_unknown"),
        (b"[]", "issuer_unknown"),
        (b'{"id": "a", "id": "a"}', "issuer_unknown"),
        (Issuer(4, WEB_ISSUER.did, "k1").document(), "signature_invalid"),
    ],
)
def test_what_an_issuer_says_of_its_keys(document: object, code: str) -> None:
    assert judged(SIGNED, Web().put(WEB_URL, document)).code == code


def test_an_issuer_that_does_not_answer() -> None:
    assert failed(judged(SIGNED)) == ("issuer", "issuer_unreachable")


def test_an_address_that_is_not_opened_from_here() -> None:
    def reader(url: str, *, seconds: float) -> bytes:
        raise Refused(url)

    verdict = verify(written(SIGNED), now=NOW, world=Online(reader, now=NOW))
    assert failed(verdict) == ("issuer", "issuer_unreachable")
    assert verdict.facts["fault"] == "address_refused"


def test_a_key_that_is_not_the_issuers_is_not_even_asked_for() -> None:
    web = Web().put(WEB_URL, WEB_ISSUER.document())
    assert failed(judged(sealed(badge(CAMPUS), WEB_ISSUER), web)) == (
        "issuer",
        "proof_not_of_issuer",
    )
    assert failed(judged(token(badge(CAMPUS), WEB_ISSUER), web))[1] == "proof_not_of_issuer"
    assert web.asked == []


def test_no_badge_makes_the_site_knock_at_many_doors() -> None:
    web = Web()
    world = Online(web, now=NOW)
    for number in range(MOST + 3):
        with pytest.raises(StatusUnknown):
            world.read(f"https://x.example/{number}")
    assert len(web.asked) == MOST == 4


def test_the_time_of_all_questions_is_counted_together() -> None:
    instants = iter([0.0, 0.0, SECONDS - 1, SECONDS])
    given: list[float] = []

    def slow(url: str, *, seconds: float) -> bytes:
        given.append(seconds)
        raise NotThere(url)

    world = Online(slow, now=NOW, clock=lambda: next(instants))
    for number in range(3):
        with pytest.raises(StatusUnknown):
            world.read(f"https://x.example/{number}")
    assert given == [SECONDS, 1.0]


def test_what_was_read_is_not_asked_again() -> None:
    web = Web().put(
        STATUS_URL, status_list(issuer=WEB_ISSUER, purpose=["revocation", "suspension"])
    )
    web.put(WEB_URL, WEB_ISSUER.document())
    both = [entry("revocation"), entry("suspension")]
    assert judged(sealed(badge(WEB_ISSUER, credentialStatus=both), WEB_ISSUER), web).valid
    assert web.asked == [WEB_URL, STATUS_URL]


def test_own_keys_and_own_lists_are_not_asked_of_the_network() -> None:
    web = Web()
    world = Online(
        web,
        now=NOW,
        own_key=lambda method: (
            WEB_ISSUER.public if method == WEB_ISSUER.verification_method else None
        ),
        own_list=lambda url: written(status_list(issuer=WEB_ISSUER)) if url == STATUS_URL else None,
    )
    document = sealed(badge(WEB_ISSUER, credentialStatus=entry()), WEB_ISSUER)
    assert verify(written(document), now=NOW, world=world).valid
    assert web.asked == []


# Tokens may have other keys than Ed25519: RS256 is the least that Open Badges 3.0 asks of everybody


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def other_token(algorithm: str, sign: Callable[[bytes], bytes]) -> str:
    header = {"alg": algorithm, "kid": WEB_ISSUER.verification_method, "typ": "JWT"}
    payload = badge(WEB_ISSUER) | tokens.claims(badge(WEB_ISSUER))
    signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(payload).encode())}"
    return f"{signed}.{b64(sign(signed.encode()))}"


def with_jwk(jwk: dict[str, str]) -> Web:
    method = {
        "id": WEB_ISSUER.verification_method,
        "type": "JsonWebKey",
        "controller": WEB_ISSUER.did,
        "publicKeyJwk": jwk,
    }
    return Web().put(WEB_URL, WEB_ISSUER.document(verificationMethod=[method]))


RSA_KEY = rsa.generate_private_key(65537, 2048)
RSA_JWK = {
    "kty": "RSA",
    "n": b64(RSA_KEY.public_key().public_numbers().n.to_bytes(256, "big")),
    "e": "AQAB",
}
RS256 = other_token("RS256", lambda text: RSA_KEY.sign(text, PKCS1v15(), SHA256()))


def test_a_token_signed_with_rsa() -> None:
    assert judged(RS256, with_jwk(RSA_JWK)).valid
    other = rsa.generate_private_key(65537, 2048).public_key().public_numbers().n
    foreign = RSA_JWK | {"n": b64(other.to_bytes(256, "big"))}
    assert failed(judged(RS256, with_jwk(foreign))) == ("proof", "signature_invalid")


@pytest.mark.parametrize("size", [0, 1, 64, 256, 8000])
@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
@pytest.mark.parametrize(
    "jwk",
    [
        RSA_JWK,
        RSA_JWK | {"n": b64(b"\xff" * 4000)},
        RSA_JWK | {"n": ""},
        RSA_JWK | {"e": "Ag"},
        {"kty": "EC", "crv": "P-256", "x": b64(b"\1" * 32), "y": b64(b"\1" * 32)},
        {"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"},
        {"kty": "OKP", "crv": "Ed25519", "x": b64(bytes(32))},
    ],
)
def test_strange_keys_and_signatures_get_a_verdict(
    jwk: dict[str, str], algorithm: str, size: int
) -> None:
    forged = other_token(algorithm, lambda _text: bytes(size))
    check, code = failed(judged(forged, with_jwk(jwk)))
    assert check == "proof"
    assert code in ("signature_invalid", "token_algorithm_refused", "token_malformed")


def test_a_proof_with_a_key_that_is_not_ed25519() -> None:
    assert failed(judged(SIGNED, with_jwk(RSA_JWK))) == ("proof", "key_unsupported")


# Over real HTTP


def _over_http(url: str, *, seconds: float) -> bytes:
    """Read what ``url`` names from this machine, which has no certificate."""
    try:
        plain = url.replace("https://", "http://", 1)
        with urllib.request.urlopen(plain, timeout=seconds) as answer:
            return bytes(answer.read())
    except urllib.error.URLError as error:
        raise NotThere(url) from error


def test_a_did_web_and_a_status_list_that_are_served() -> None:
    with serving() as served:
        issuer = Issuer(5, f"did:web:127.0.0.1%3A{served.port}:agir:issuer", "k1")
        url = f"https://127.0.0.1:{served.port}/status/1.json"
        listed = entry(statusListCredential=url)
        document = written(sealed(badge(issuer, credentialStatus=listed), issuer))

        def judge() -> str:
            return verify(document, now=NOW, world=Online(_over_http, now=NOW)).code

        assert judge() == "issuer_unreachable"
        served.documents["/agir/issuer/did.json"] = issuer.document()
        assert judge() == "status_unknown"
        served.documents["/status/1.json"] = status_list(issuer=issuer)
        assert judge() == "valid"
        served.documents["/status/1.json"] = status_list(94567, issuer=issuer)
        assert judge() == "revoked"
        served.documents["/agir/issuer/did.json"] = issuer.document(assertionMethod=[])
        assert judge() == "issuer_unknown"
