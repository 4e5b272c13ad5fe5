"""Signed answers: the RFC's own example, and that no word of one may change unseen."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from agir_kernel.errors import DomainError
from agir_platform.signing import messages
from agir_platform.signing.messages import Message
from agir_platform.signing.signer import Signer

# RFC 9421, appendices B.1.4 and B.2.6.
SEED = urlsafe_b64decode("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU=")
PUBLIC = urlsafe_b64decode("JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs=")
COVERED = (
    '"date"', '"@method"', '"@path"', '"@authority"', '"content-type"', '"content-length"',
)  # fmt: skip
PARAMETERS = ';created=1618884473;keyid="test-key-ed25519"'
MADE = b64decode(
    "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
)

NOW = datetime(2026, 11, 27, 4, tzinfo=UTC)
KEY = "did:web:campus.example:agir:issuer#k1"
SIGNER = Signer(KEY, KEY, Ed25519PrivateKey.from_private_bytes(SEED))
ASKED = Message(method="GET", url="https://campus.example/api/changes?after=3&limit=50")


def key_of(keyid: str) -> bytes | None:
    return PUBLIC if keyid == KEY else None


def signed(content: bytes = b"{}", **more: Any) -> Message:
    headers = {"content-type": "application/json", "etag": '"7"'}
    answer = Message(headers, content, status=200, request=ASKED)
    made = messages.sign(SIGNER, answer, NOW, **more)
    return replace(answer, headers={**headers, **made})


def refused(message: Message, now: datetime = NOW) -> str:
    with pytest.raises(DomainError) as refusal:
        messages.verify(message, key_of, now)
    return refusal.value.code


def test_the_example_of_the_rfc() -> None:
    request = Message(
        {
            "date": "Tue, 20 Apr 2021 02:07:55 GMT",
            "content-type": "application/json",
            "content-length": "18",
        },
        method="POST",
        url="https://example.com/foo?param=Value&Pet=dog",
    )
    base = messages.signature_base(request, COVERED, PARAMETERS)
    assert base.decode().splitlines() == [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        (
            '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" '
            '"content-length");created=1618884473;keyid="test-key-ed25519"'
        ),
    ]
    assert SIGNER.public_key == PUBLIC
    assert SIGNER.sign(base) == MADE


def test_the_digests_of_the_rfc() -> None:
    """RFC 9530, appendix B.1 (with its line feed) and B.2."""
    assert messages.digest(b'{"hello": "world"}\n') == (
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    )
    assert messages.digest(b"") == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"


def test_a_signed_answer_is_found_true() -> None:
    found = messages.verify(signed(), key_of, NOW + timedelta(minutes=59))
    assert (found.keyid, found.created) == (KEY, NOW)
    assert found.expires == NOW + messages.VALID


def test_an_answer_without_a_body_is_found_true_when_the_body_is_not_asked_for() -> None:
    answer = Message({"etag": '"7"'}, status=304, request=ASKED)
    headers = {"etag": '"7"', **messages.sign(SIGNER, answer, NOW)}
    told = replace(answer, headers=headers)
    assert messages.verify(told, key_of, NOW, must=('"@status"', '"etag"', *messages.ASKED))
    assert refused(told) == "signature_missing"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"content": b"{ }"}, "signature_wrong"),
        ({"status": 201}, "signature_wrong"),
        ({"request": replace(ASKED, url=ASKED.url.replace("=3", "=4"))}, "signature_wrong"),
        ({"request": replace(ASKED, url="https://campus.example/other?after=3&limit=50")},
         "signature_wrong"),
        ({"request": None}, "signature_missing"),
        ({"headers": {}}, "signature_missing"),
    ],
)  # fmt: skip
def test_what_was_changed_or_answers_another_question_is_refused(
    change: dict[str, Any], code: str
) -> None:
    assert refused(replace(signed(), **change)) == code


@pytest.mark.parametrize(
    ("name", "was", "becomes", "code"),
    [
        ("etag", "7", "8", "signature_wrong"),
        ("content-digest", "sha-256", "md5", "signature_malformed"),
        ("signature", "agir=:", "other=:", "signature_malformed"),
        ("signature", "agir=:", "agir=:A", "signature_malformed"),
        ("signature-input", "created=1", "created=2", "signature_expired"),
        ("signature-input", "#k1", "#k2", "signature_key_unknown"),
        ("signature-input", "ed25519", "hmac-sha256", "signature_malformed"),
        ("signature-input", '"@status" ', "", "signature_missing"),
        ("signature-input", '"content-digest" ', "", "signature_missing"),
        ("signature-input", '"etag" ', "", "signature_wrong"),
        ("signature-input", '"etag" ', '"etag";sf ', "signature_malformed"),
        ("signature-input", '"etag" ', '"etag" "etag" ', "signature_malformed"),
        ("signature-input", ';alg="', ';alg="ed25519";alg="', "signature_malformed"),
        ("signature-input", '"etag" ', '"@target-uri" ', "signature_malformed"),
        ("signature-input", '"etag" ', '"date" ', "signature_missing"),
    ],
)
def test_a_forged_header_is_refused(name: str, was: str, becomes: str, code: str) -> None:
    answer = signed()
    assert was in answer.headers[name]
    headers = {**answer.headers, name: answer.headers[name].replace(was, becomes, 1)}
    assert refused(replace(answer, headers=headers)) == code


def test_an_old_answer_and_one_of_tomorrow_are_refused() -> None:
    assert refused(signed(), NOW + messages.VALID + timedelta(minutes=3)) == "signature_expired"
    assert refused(signed(), NOW - timedelta(minutes=3)) == "signature_expired"


@given(
    content=st.binary(min_size=1, max_size=300), place=st.integers(0, 299), bit=st.integers(0, 7)
)
@settings(max_examples=60, deadline=None)
def test_no_bit_of_a_body_may_turn(content: bytes, place: int, bit: int) -> None:
    answer = signed(content)
    messages.verify(answer, key_of, NOW)
    place %= len(content)
    turned = bytes([*content[:place], content[place] ^ (1 << bit), *content[place + 1 :]])
    assert refused(replace(answer, content=turned)) == "signature_wrong"


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_header_whatever_breaks_the_reader(said: str) -> None:
    for name in ("signature-input", "signature", "content-digest"):
        answer = signed()
        assert refused(replace(answer, headers={**answer.headers, name: said})).startswith(
            "signature_"
        )
