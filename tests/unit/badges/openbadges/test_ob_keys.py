"""Ed25519 public keys as texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agir_badges.openbadges import keys

# The key of W3C Data Integrity EdDSA Cryptosuites 1.0, B.1 (15 May 2025), and that of 1EdTech's
# Open Badges 3.0 implementation guide, "Linked Data Proof Test Vector".
W3C = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
OPEN_BADGES = (
    "4bdeafde2ea8beefadd8c699b5c7e0704cf51154d52e17b20b71337ca04cc5a5",
    "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
)


def test_multikey_of_the_published_key() -> None:
    public, text = bytes.fromhex(OPEN_BADGES[0]), OPEN_BADGES[1]
    assert keys.encode_multikey(public) == text
    assert keys.decode_multikey(text) == public
    assert keys.did_key(public) == f"did:key:{text}"


@given(st.binary(max_size=80))
def test_base58_comes_back(data: bytes) -> None:
    assert keys.decode_base58(keys.encode_base58(data)) == data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        # IETF draft-msporny-base58, "Test Vectors", with the multibase letter before.
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
        (b"", "z"),
    ],
)
def test_base58_of_the_draft(data: bytes, text: str) -> None:
    assert keys.encode_base58(data) == text


@pytest.mark.parametrize(
    "text", ["", "6MkrJ", "z6Mkr0", "z6MkrJVn", f"z{'1' * 200}", "zQ3shok", W3C.replace("M", "N")]
)
def test_what_is_not_an_ed25519_key_is_refused(text: str) -> None:
    with pytest.raises(keys.KeyUnreadable):
        keys.decode_multikey(text)


def test_a_did_key_holds_itself_alone() -> None:
    public = keys.decode_multikey(W3C)
    assert keys.of_did_key(f"did:key:{W3C}") == public
    assert keys.of_did_key(f"did:key:{W3C}#{W3C}") == public
    assert keys.of_did_key("did:web:agir.example#k1") is None
    with pytest.raises(keys.KeyUnreadable):
        keys.of_did_key(f"did:key:{W3C}#{OPEN_BADGES[1]}")


def test_a_key_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(keys.KeyUnreadable):
        keys.encode_multikey(b"\1" * 31)
    assert not keys.signed(b"\1" * 31, b"\0" * 64, b"")
