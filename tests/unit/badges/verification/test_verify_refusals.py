"""Each bad badge is refused, and for the right reason."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_badges.openbadges import proofs, tokens
from agir_badges.openbadges.verification import CHECKS
from unit.badges.verification.badge_samples import (
    CAMPUS,
    NOW,
    OB3,
    OTHER,
    VC2,
    Web,
    at,
    badge,
    changed,
    failed,
    judged,
    leaves,
    sealed,
    token,
    written,
)

GOOD = sealed(badge())
LEAVES = sorted(leaves(GOOD), key=repr)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES = st.one_of(TEXTS, st.integers(), st.booleans(), st.floats(allow_nan=False), st.none())


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(LEAVES), VALUES)
def test_no_leaf_of_a_signed_badge_can_be_changed(path: tuple[Any, ...], value: object) -> None:
    """Whatever is written in whatever place, the badge is valid no more."""
    told = at(GOOD, path)
    if value == told and isinstance(value, type(told)):
        return
    assert not judged(changed(GOOD, path, value)).valid


@pytest.mark.parametrize("path", [one for one in LEAVES if one[0] not in ("@context", "proof")])
def test_a_text_that_grew_by_a_letter_is_no_longer_signed(path: tuple[Any, ...]) -> None:
    told = at(GOOD, path)
    verdict = judged(changed(GOOD, path, f"{told}a" if isinstance(told, str) else 1))
    assert not verdict.valid
    if path[-1] in ("narrative", "name", "value", "description", "salt"):
        assert failed(verdict) == ("proof", "signature_invalid")


@pytest.mark.parametrize("member", sorted(set(GOOD) - {"proof"}))
def test_no_member_of_a_signed_badge_can_be_left_out(member: str) -> None:
    assert not judged({name: held for name, held in GOOD.items() if name != member}).valid


@pytest.mark.parametrize("member", ["plus", "http://x.example/plus", "endorsement"])
def test_nothing_can_be_added_to_a_signed_badge(member: str) -> None:
    assert not judged(GOOD | {member: "x"}).valid


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_letter_of_a_token_can_be_changed(data: st.DataObject) -> None:
    good = token(badge())
    place = data.draw(st.integers(0, len(good) - 1))
    letter = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0-_."))
    # The last letter of a part holds bits that no byte uses: another letter may mean the same.
    is_last = place == len(good) - 1 or good[place + 1] == "."
    if letter == good[place] or is_last:
        return
    assert not judged(good[:place] + letter + good[place + 1 :]).valid


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_get_a_verdict(data: bytes) -> None:
    verdict = judged(data)
    assert not verdict.valid
    assert failed(verdict) == ("readable", verdict.code)


JSON = st.recursive(
    VALUES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*GOOD, "id", "achievement", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(JSON, st.sampled_from(sorted(GOOD)))
def test_any_json_gets_a_verdict(value: object, member: str) -> None:
    """Alone, and in the place of a member of a badge."""
    assert not judged(value).valid
    if value != GOOD[member]:
        assert not judged(GOOD | {member: value}).valid


# Dates


def test_expired() -> None:
    document = sealed(badge(validUntil="2026-11-26T11:59:59Z"))
    verdict = judged(document)
    assert failed(verdict) == ("dates", "expired")
    assert verdict.facts["until"] == NOW - timedelta(seconds=1)
    assert verdict.checks[-1].passed  # whether it was revoked is asked all the same


def test_not_yet_valid() -> None:
    document = badge(validFrom="2026-11-26T13:00:01+01:00")
    for sent in (sealed(document), token(document)):
        assert failed(judged(sent)) == ("dates", "not_yet_valid")


def test_a_proof_that_has_run_out() -> None:
    bare = badge()
    config = proofs.options(CAMPUS.verification_method, NOW) | {"expires": "2026-11-26T12:00:00Z"}
    message = proofs._rdfc_message(bare, config)
    value = proofs.keys.encode_base58(CAMPUS.sign(message))
    document = bare | {"proof": config | {"proofValue": value}}
    assert judged(document, now=NOW - timedelta(seconds=1)).valid
    assert failed(judged(document)) == ("proof", "proof_expired")


def test_a_date_that_no_calendar_has() -> None:
    document = badge(validUntil="2026-02-30T00:00:00Z")
    assert failed(judged(document | {"proof": GOOD["proof"]})) == ("shape", "shape_wrong")
    assert judged(document).facts["where"] == "validUntil"


# Issuer and proof


def test_signed_by_somebody_else_under_their_own_name() -> None:
    assert failed(judged(sealed(badge(CAMPUS), OTHER))) == ("issuer", "proof_not_of_issuer")
    assert failed(judged(token(badge(CAMPUS), OTHER))) == ("issuer", "proof_not_of_issuer")


class _Impostor:
    """Signs with another key and says that it is the issuer's."""

    verification_method = CAMPUS.verification_method
    sign = OTHER.sign


def test_signed_by_another_key_under_the_name_of_the_issuer() -> None:
    document = proofs.secure(badge(), _Impostor(), created=NOW)
    assert failed(judged(document)) == ("proof", "signature_invalid")
    assert failed(judged(tokens.secure(badge(), _Impostor()))) == ("proof", "signature_invalid")


def test_a_proof_taken_from_another_badge() -> None:
    other = sealed(badge(id="urn:uuid:00000000-0000-4000-8000-00000000000a"))
    assert failed(judged(badge() | {"proof": other["proof"]})) == ("proof", "signature_invalid")


def test_no_proof() -> None:
    assert failed(judged(badge())) == ("proof", "proof_missing")
    assert failed(judged(badge(proof=[]))) == ("proof", "proof_missing")


@pytest.mark.parametrize("purpose", ["authentication", "keyAgreement", "", None])
def test_a_proof_for_another_purpose(purpose: object) -> None:
    """Signed as it stands, so that the purpose alone is wrong."""
    bare = badge()
    config = proofs.options(CAMPUS.verification_method, NOW) | {"proofPurpose": purpose}
    if purpose:
        value = proofs.keys.encode_base58(CAMPUS.sign(proofs._rdfc_message(bare, config)))
    else:
        value = GOOD["proof"]["proofValue"]
    document = bare | {"proof": config | {"proofValue": value}}
    assert failed(judged(document)) == ("proof", "proof_purpose_wrong")


@pytest.mark.parametrize("suite", ["ecdsa-rdfc-2019", "eddsa-2022", "bbs-2023", "none"])
def test_a_proof_of_another_kind(suite: str) -> None:
    document = changed(GOOD, ("proof", "cryptosuite"), suite)
    assert failed(judged(document)) == ("proof", "proof_unsupported")


def test_one_good_proof_among_others_is_enough_if_it_is_the_issuers() -> None:
    foreign = sealed(badge(CAMPUS), OTHER)["proof"]
    strange = {"type": "SomeProof2030", "proofPurpose": "assertionMethod"}
    assert judged(GOOD | {"proof": [GOOD["proof"], foreign]}).valid
    assert judged(GOOD | {"proof": [foreign, GOOD["proof"]]}).valid
    both = failed(judged(GOOD | {"proof": [foreign, strange]}))
    assert both == ("issuer", "proof_not_of_issuer")


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _forged(header: dict[str, Any], signature: bytes = b"") -> str:
    payload = badge() | tokens.claims(badge())
    return f"{_part(header)}.{_part(payload)}." + (
        base64.urlsafe_b64encode(signature).rstrip(b"=").decode()
    )


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", ""])
def test_a_token_that_says_it_needs_no_signature(algorithm: str) -> None:
    forged = _forged({"alg": algorithm, "kid": CAMPUS.verification_method})
    assert failed(judged(forged)) == ("proof", "token_algorithm_refused")


def test_a_token_signed_with_the_public_key_as_a_secret() -> None:
    """RFC 8725, 2.1: HS256 with what everybody knows."""
    header = {"alg": "HS256", "kid": CAMPUS.verification_method}
    signed = _forged(header).rpartition(".")[0]
    seal = hmac.new(CAMPUS.public, signed.encode(), hashlib.sha256).digest()
    assert failed(judged(_forged(header, seal))) == ("proof", "token_algorithm_refused")


def test_a_token_that_brings_its_own_key() -> None:
    """Its signature is good, and anybody could have made it."""
    x = base64.urlsafe_b64encode(OTHER.public).rstrip(b"=").decode()
    header = {"alg": "EdDSA", "jwk": {"kty": "OKP", "crv": "Ed25519", "x": x}}
    signed = _forged(header).rpartition(".")[0]
    forged = _forged(header, OTHER.sign(signed.encode()))
    assert failed(judged(forged)) == ("issuer", "proof_not_of_issuer")


@pytest.mark.parametrize("claim", ["iss", "jti", "nbf", "exp"])
def test_a_token_whose_claims_say_otherwise(claim: str) -> None:
    payload = badge() | tokens.claims(badge()) | {claim: 1}
    signed = tokens.sign(json.dumps(payload).encode(), CAMPUS)
    assert failed(judged(signed)) == ("proof", "token_claims_disagree")


# Contexts


@pytest.mark.parametrize(
    "context",
    ["https://evil.example/context.json", "http://localhost/c", "file:///etc/passwd", "x"],
)
def test_an_unknown_context_is_refused_and_never_fetched(context: str) -> None:
    web = Web()
    document = GOOD | {"@context": [VC2, OB3, context]}
    verdict = judged(document, web)
    assert failed(verdict) == ("contexts", "context_unknown")
    assert verdict.facts["url"] == context
    assert web.asked == []


def test_a_context_of_its_own_is_unknown() -> None:
    document = GOOD | {"@context": [VC2, OB3, {"name": "https://evil.example/name"}]}
    assert failed(judged(document)) == ("contexts", "context_unknown")


def test_an_unknown_context_deep_inside_is_refused() -> None:
    document = changed(GOOD, ("credentialSubject", "achievement", "@context"), "https://e.example")
    assert failed(judged(document)) == ("contexts", "context_unknown")


@pytest.mark.parametrize(
    ("contexts", "check"), [([VC2, VC2], "shape"), ([OB3, VC2], "contexts"), ([], "contexts")]
)
def test_a_badge_without_the_contexts_of_one(contexts: list[str], check: str) -> None:
    assert failed(judged(GOOD | {"@context": contexts})) == (check, "context_missing")


def test_a_badge_of_version_2_is_told_from_rubbish() -> None:
    old = {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://x.y/z"}
    assert failed(judged(old)) == ("contexts", "badge_too_old")


# Shape: each of these is signed as it stands, so that its shape alone is wrong.

TYPES = [
    ("type",),
    ("issuer", "type"),
    ("credentialSubject", "type"),
    ("credentialSubject", "achievement", "type"),
    ("credentialSubject", "achievement", "alignment", 0, "type"),
    ("credentialSubject", "identifier", 0, "type"),
    ("credentialSubject", "result", 0, "type"),
    ("evidence", 0, "type"),
]


@pytest.mark.parametrize("path", TYPES)
def test_a_wrong_type(path: tuple[Any, ...]) -> None:
    wrong: list[str] | str = ["VerifiableCredential"] if path == ("type",) else ["Alignment", "x"]
    if "alignment" in path:
        wrong = ["Evidence"]
    document = changed(badge(), path, wrong)
    verdict = judged(token(document))
    assert failed(verdict) == ("shape", "type_wrong")
    assert verdict.facts["where"] == ".".join(str(one) for one in path if one != 0)


@pytest.mark.parametrize("path", TYPES)
def test_a_missing_type(path: tuple[Any, ...]) -> None:
    document = changed(badge(), path, None)
    del at(document, path[:-1])["type"]  # type: ignore[attr-defined]
    assert failed(judged(token(document))) == ("shape", "type_wrong")


MISSING = [
    ("id",),
    ("credentialSubject", "achievement"),
    ("credentialSubject", "identifier"),
    ("credentialSubject", "achievement", "id"),
    ("credentialSubject", "achievement", "name"),
    ("credentialSubject", "achievement", "description"),
    ("credentialSubject", "achievement", "criteria"),
    ("credentialSubject", "achievement", "criteria", "narrative"),
    ("credentialSubject", "achievement", "alignment", 0, "targetUrl"),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("validFrom",),
    ("issuer",),
]


@pytest.mark.parametrize("path", MISSING)
def test_a_missing_member(path: tuple[Any, ...]) -> None:
    document = changed(badge(), path, None)
    del at(document, path[:-1])[path[-1]]  # type: ignore[attr-defined]
    assert failed(judged(document)) == ("shape", "shape_wrong")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("id",), "no address"),
        (("issuer",), "campus"),
        (("issuer", "id"), 7),
        (("credentialSubject",), []),
        (("credentialSubject", "achievement", "name"), ""),
        (("credentialSubject", "achievement", "name"), {"fr": "Lire"}),
        (("credentialSubject", "identifier", 0, "identityHash"), "jeanne@campus.example"),
        (("credentialSubject", "result", 0, "status"), "Done"),
        (("validFrom",), "2026-01-01"),
        (("validFrom",), "2026-01-01T00:00:00"),
        (("credentialStatus",), {"type": "BitstringStatusListEntry"}),
    ],
)
def test_a_member_that_is_not_of_its_form(path: tuple[Any, ...], value: object) -> None:
    assert failed(judged(changed(badge(), path, value))) == ("shape", "shape_wrong")


# Readable


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "malformed"),
        (b"{", "malformed"),
        (b"null", "malformed"),
        (b"12", "malformed"),
        (b"[]", "not_one_credential"),
        (b"[{}, {}]", "not_one_credential"),
        (b'{"a": NaN}', "malformed"),
        (b'{"a": -Infinity}', "malformed"),
        (b'{"a": 1e999}', "malformed"),
        (b'{"a": 1, "a": 1}', "malformed"),
        (b'{"a": {"id": "x", "id": "y"}}', "malformed"),
        ('{"a": "é"}'.encode("latin-1"), "malformed"),
        ('{"a": "b"}'.encode("utf-16"), "malformed"),
        (b'{"a": "\\ud800"}', "credential_malformed"),
        (b'{"a": "\\u0000"}', "credential_malformed"),
        (b"[" * 100_000, "too_deep"),
        (b"[" * 40 + b"]" * 40, "too_deep"),
        (b'{"a":' * 33 + b"1" + b"}" * 33, "too_deep"),
        (b"[[[[[{}]]]]]", "too_deep"),
        (b'{"a": ' + b"9" * 5000 + b"}", "malformed"),
        (b" " * 2_000_001, "too_large"),
        (b"a.b.c", "malformed"),
        (b"\x89PNG\r\n\x1a\n", "image_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g/></svg>", "not_baked"),
        (b"<html></html>", "image_unreadable"),
        (
            b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
            "image_unreadable",
        ),
        (
            written({"type": "EnvelopedVerifiableCredential", "id": "data:text/plain,x"}),
            "malformed",
        ),
    ],
)
def test_what_cannot_be_read(data: bytes, code: str) -> None:
    verdict = judged(data)
    assert failed(verdict) == ("readable", code)
    assert verdict.credential is None
    assert [check.name for check in verdict.checks] == list(CHECKS)
    assert [check.passed for check in verdict.checks] == [False] + [None] * 6


def test_a_very_large_number_is_read() -> None:
    """A whole number beyond any float is JSON, and is signed as it stands."""
    document = badge()
    document["credentialSubject"]["creditsEarned"] = 10**40
    assert judged(token(document)).valid


def test_too_many_values() -> None:
    assert failed(judged({"a": [1] * 20_000})) == ("readable", "credential_too_complex")


def test_no_verdict_holds_anything_of_the_recipient() -> None:
    document = changed(
        badge(), ("credentialSubject", "identifier", 0, "identityHash"), "jeanne@campus.example"
    )
    assert "jeanne" not in repr(judged(document))
