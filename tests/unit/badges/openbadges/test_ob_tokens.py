"""Credentials as JSON Web Tokens."""

import base64
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agir_badges.openbadges import canonical, proofs, tokens
from agir_kernel.errors import DomainError
from unit.badges.openbadges.people import NOW, Key, badge, key_of

KEY = Key()
RSA = rsa.generate_private_key(65537, 2048)
SMALL_RSA = rsa.generate_private_key(65537, 1024)
P256 = ec.generate_private_key(ec.SECP256R1())
P384 = ec.generate_private_key(ec.SECP384R1())
KID = "https://issuer.example/#k"


def part(value: object) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    header, payload, _ = token.split(".")
    return tuple(json.loads(base64.urlsafe_b64decode(one + "==")) for one in (header, payload))


def made(header: object, payload: object) -> str:
    """Return a token of any header and payload, well signed by KEY."""
    signed = f"{part(header)}.{part(payload)}"
    return f"{signed}.{part(KEY.sign(signed.encode()))}"


def document() -> dict[str, Any]:
    return badge(KEY.did) | {"validUntil": "2027-11-26T09:00:00Z"}


def test_token_says_what_the_standard_asks() -> None:
    """Open Badges 3.0, "JWT Payload Format"; 1795683600 is 2026-11-26T09:00:00Z."""
    header, payload = parts(tokens.secure(document(), KEY))
    assert header == {"alg": "EdDSA", "kid": KEY.verification_method, "typ": "JWT"}
    assert payload["iss"] == KEY.did
    assert payload["jti"] == document()["id"]
    assert payload["nbf"] == 1795683600
    assert payload["exp"] == 1795683600 + 365 * 86_400
    assert "sub" not in payload
    assert {name: payload[name] for name in document()} == document()


def test_token_comes_back_with_its_proof() -> None:
    sealed = proofs.secure(document(), KEY, created=NOW)
    assert tokens.check(tokens.secure(sealed, KEY), key_of) == sealed


def test_pyjwt_reads_it() -> None:
    public = ed25519.Ed25519PublicKey.from_public_bytes(KEY.public)
    payload = jwt.decode(
        tokens.secure(document(), KEY),
        public,
        algorithms=["EdDSA"],
        options={"verify_nbf": False, "verify_exp": False},
    )
    assert payload["name"] == "Étuve"


@pytest.mark.parametrize(
    ("private", "algorithm", "kind"), [(RSA, "RS256", "RS256"), (P256, "ES256", "ES256")]
)
def test_tokens_of_other_issuers_are_read(private: Any, algorithm: str, kind: str) -> None:
    bare = badge("https://issuer.example/")
    payload = bare | tokens.claims(bare)
    token = jwt.encode(payload, private, algorithm, headers={"kid": KID})
    jwk = jwt.get_algorithm_by_name(kind).to_jwk(private.public_key(), as_dict=True)
    assert tokens.check(token, lambda _: jwk) == bare
    with pytest.raises(tokens.TokenAlgorithmRefused):
        tokens.check(token, lambda _: KEY.public)
    with pytest.raises(tokens.TokenAlgorithmRefused):
        tokens.check(token, lambda _: {"kty": "oct", "k": "AAAA"})
    tampered = token.split(".")
    tampered[1] = part(payload | {"name": "Another"})
    with pytest.raises(proofs.SignatureInvalid):
        tokens.check(".".join(tampered), lambda _: jwk)


@pytest.mark.parametrize(
    ("private", "algorithm", "kind"), [(SMALL_RSA, "RS256", "RS256"), (P384, "ES256", "ES384")]
)
def test_weak_or_other_keys_are_refused(private: Any, algorithm: str, kind: str) -> None:
    jwk = jwt.get_algorithm_by_name(kind).to_jwk(private.public_key(), as_dict=True)
    with pytest.raises(tokens.TokenAlgorithmRefused):
        tokens.check(made({"alg": algorithm, "kid": KID}, document()), lambda _: jwk)


GOOD = {"alg": "EdDSA", "kid": KEY.verification_method}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none", "kid": KEY.verification_method}, "token_algorithm_refused"),
        ({"alg": "HS256", "kid": KEY.verification_method}, "token_algorithm_refused"),
        ({"alg": "RS256", "kid": KEY.verification_method}, "token_algorithm_refused"),
        ({"kid": KEY.verification_method}, "token_algorithm_refused"),
        ({"alg": ["EdDSA"], "kid": KEY.verification_method}, "token_algorithm_refused"),
        ({"alg": "EdDSA"}, "token_malformed"),
        (GOOD | {"crit": ["exp"], "exp": 1}, "token_malformed"),
        (GOOD | {"b64": False}, "token_malformed"),
        (GOOD | {"typ": "at+jwt"}, "token_malformed"),
        (GOOD | {"typ": ["JWT"]}, "token_malformed"),
        (["EdDSA"], "token_malformed"),
        (b"not JSON", "token_malformed"),
        (b'{"alg":"none","alg":"EdDSA"}', "token_malformed"),
    ],
)
def test_headers_are_refused(header: object, code: str) -> None:
    bare = document()
    with pytest.raises(DomainError) as refusal:
        tokens.check(made(header, bare | tokens.claims(bare)), key_of)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("claims", "wrong"),
    [
        ({"iss": "did:example:other"}, "iss"),
        ({"jti": "urn:uuid:other"}, "jti"),
        ({"nbf": 0}, "nbf"),
        ({"nbf": True}, "nbf"),
        ({"sub": "did:example:other"}, "sub"),
        ({"exp": 4_000_000_000}, "exp"),
        ({"exp": None}, "exp"),
        ({"validFrom": "soon"}, "nbf"),
        ({"validUntil": None}, "exp"),
        ({"id": None}, "jti"),
    ],
)
def test_claims_must_agree_with_the_credential(claims: dict[str, Any], wrong: str) -> None:
    bare = document()
    with pytest.raises(tokens.TokenClaimsDisagree) as refusal:
        tokens.check(made(GOOD, bare | tokens.claims(bare) | claims), key_of)
    assert refusal.value.facts == {"claim": wrong}


def test_a_subject_with_an_id_stands_in_sub() -> None:
    bare = document()
    bare["credentialSubject"]["id"] = "did:example:learner"
    assert parts(tokens.secure(bare, KEY))[1]["sub"] == "did:example:learner"
    assert tokens.check(tokens.secure(bare, KEY), key_of) == bare


def test_an_old_token_holds_its_credential_in_vc() -> None:
    bare = document()
    token = made(GOOD, {"vc": bare} | tokens.claims(bare))
    assert tokens.check(token, key_of) == bare


def test_a_key_that_the_token_brings_proves_nothing() -> None:
    bare = document()
    public = ed25519.Ed25519PublicKey.from_public_bytes(KEY.public)
    jwk = jwt.get_algorithm_by_name("EdDSA").to_jwk(public, as_dict=True)
    token = made({"alg": "EdDSA", "jwk": jwk}, bare | tokens.claims(bare))
    with pytest.raises(proofs.ProofNotOfIssuer):
        tokens.check(token, key_of)
    with pytest.raises(proofs.SignatureInvalid):
        tokens.check(token[:-4] + "AAAA", key_of)


def test_anothers_key_is_refused() -> None:
    other = Key(b"\2" * 32)
    with pytest.raises(proofs.ProofNotOfIssuer):
        tokens.check(tokens.secure(badge(KEY.did), other), key_of)


@pytest.mark.parametrize("text", ["", "a", "a.b", "a.b.c.d", "ä.b.c", "e30.e30.", ".."])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(DomainError):
        tokens.check(text, key_of)


def test_too_long_is_refused() -> None:
    with pytest.raises(canonical.CredentialTooComplex):
        tokens.check("a" * 1_400_001, key_of)


@settings(max_examples=100, deadline=None)
@example(-1, "B")
@given(st.integers(0, 2000), st.sampled_from("AZaz09-_."))
def test_one_changed_letter_is_refused(place: int, letter: str) -> None:
    token = tokens.secure(document(), KEY)
    place %= len(token)
    changed = token[:place] + letter + token[place + 1 :]
    if changed != token:
        with pytest.raises(DomainError):
            tokens.check(changed, key_of)
