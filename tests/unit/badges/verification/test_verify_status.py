"""Whether a badge still stands: what a status list says, and which lists are believed."""

from __future__ import annotations

import base64
import gzip
import tracemalloc
import zlib
from typing import Any

import pytest

from agir_badges.openbadges import statuslists
from unit.badges.verification.badge_samples import (
    NOW,
    OTHER,
    STATUS_URL,
    VC2,
    Issuer,
    Web,
    badge,
    entry,
    failed,
    judged,
    sealed,
    status_list,
    token,
)

LISTED = sealed(badge(credentialStatus=entry()))


def told(listed: object, document: dict[str, Any] = LISTED) -> tuple[str, str]:
    return failed(judged(document, Web().put(STATUS_URL, listed)))


def fault(listed: object) -> object:
    verdict = judged(LISTED, Web().put(STATUS_URL, listed))
    assert failed(verdict) == ("status", "status_list_invalid")
    return verdict.facts["fault"]


def test_revoked() -> None:
    assert told(status_list(94567)) == ("status", "revoked")


def test_suspended() -> None:
    document = sealed(badge(credentialStatus=entry("suspension")))
    assert told(status_list(94567, purpose="suspension"), document) == ("status", "suspended")


def test_revoked_says_more_than_suspended() -> None:
    document = sealed(badge(credentialStatus=[entry("suspension"), entry("revocation")]))
    listed = status_list(94567, purpose=["suspension", "revocation"])
    assert told(listed, document) == ("status", "revoked")


def test_a_list_that_travels_as_a_token() -> None:
    listed = {name: held for name, held in status_list(94567).items() if name != "proof"}
    assert told(token(listed).encode()) == ("status", "revoked")


def test_a_list_that_is_not_there_proves_nothing() -> None:
    verdict = judged(LISTED)
    assert (verdict.valid, failed(verdict)) == (False, ("status", "status_unknown"))


def test_a_list_whose_issuer_does_not_answer_proves_nothing() -> None:
    campus = Issuer(3, "did:web:campus.example", "k1")
    document = token(badge(campus, credentialStatus=entry()), campus)
    web = Web().put("https://campus.example/.well-known/did.json", campus.document())
    assert failed(judged(document, web)) == ("status", "status_unknown")


def test_a_list_signed_by_somebody_else() -> None:
    assert fault(status_list(issuer=OTHER)) == "issuer"


def test_a_list_that_says_the_issuer_and_is_signed_by_somebody_else() -> None:
    listed = status_list()
    foreign = status_list(issuer=OTHER)
    assert fault(listed | {"proof": foreign["proof"]}) == "proof_not_of_issuer"


def test_a_list_that_was_changed() -> None:
    listed = status_list(94567)
    listed["credentialSubject"]["encodedList"] = statuslists.encode(statuslists.blank())
    assert fault(listed) == "signature_invalid"


def test_a_list_without_a_proof() -> None:
    assert fault({n: held for n, held in status_list().items() if n != "proof"}) == "proof_missing"


def test_a_list_for_another_purpose() -> None:
    assert fault(status_list(purpose="suspension")) == "purpose"


def test_lists_cannot_change_places() -> None:
    """A list of suspensions where the revocations are asked, and the other way round."""
    entries = [
        entry("revocation", statusListCredential=f"{STATUS_URL}/s"),
        entry("suspension", statusListCredential=f"{STATUS_URL}/r"),
    ]
    web = (
        Web()
        .put(f"{STATUS_URL}/r", status_list())
        .put(f"{STATUS_URL}/s", status_list(purpose="suspension"))
    )
    verdict = judged(sealed(badge(credentialStatus=entries)), web)
    assert failed(verdict) == ("status", "status_list_invalid")


def test_a_badge_in_the_place_of_a_list() -> None:
    assert fault(sealed(badge())) == "type"


def test_a_list_out_of_date() -> None:
    assert fault(status_list(validUntil="2026-11-26T11:59:59Z")) == "expired"
    assert fault(status_list(validFrom="2026-11-26T12:02:01Z")) == "not_yet_valid"


def test_a_list_made_when_it_was_asked_for() -> None:
    """It begins after the question; two minutes are what two clocks may differ by."""
    assert told(status_list(validFrom="2026-11-26T12:02:00Z")) == ("", "valid")


def test_a_list_in_words_that_are_not_known() -> None:
    listed = status_list() | {"@context": [VC2, "https://evil.example/c"]}
    assert fault(listed) == "context_unknown"


@pytest.mark.parametrize("index", ["131072", "999999999999999999"])
def test_an_index_that_the_list_does_not_have(index: str) -> None:
    document = sealed(badge(credentialStatus=entry(index=index)))
    assert told(status_list(), document) == ("status", "status_index_out_of_range")


@pytest.mark.parametrize("index", ["-1", "1.5", "0x10", "", "01", -1, 1.5, True])
def test_an_index_that_is_none(index: object) -> None:
    document = badge(credentialStatus=entry(index=index))
    assert failed(judged(document)) == ("shape", "shape_wrong")


def test_an_index_may_be_a_number() -> None:
    document = sealed(badge(credentialStatus=entry(index=94567)))
    assert told(status_list(94567), document) == ("status", "revoked")


def test_entries_of_several_bits() -> None:
    """Entry 5 of two bits each is bits 10 and 11."""
    document = sealed(badge(credentialStatus=entry(index="5", statusSize=2)))
    assert told(status_list(11), document) == ("status", "revoked")
    assert told(status_list(9, 12), document) == ("", "valid")


@pytest.mark.parametrize(
    "status",
    [
        {"id": "https://x.example/r", "type": "1EdTechRevocationList"},
        {"id": "https://x.example/r", "type": "StatusList2021Entry"},
        entry("something"),
        [entry()] * 5,
    ],
)
def test_a_status_that_is_not_read_here_is_not_passed_over(status: object) -> None:
    document = token(badge(credentialStatus=status))
    assert failed(judged(document)) == ("status", "status_unsupported")


def test_a_message_says_nothing_against_a_badge() -> None:
    web = Web()
    assert judged(token(badge(credentialStatus=entry("message"))), web).valid
    assert web.asked == []


def encoded(packed: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


BOMB = encoded(gzip.compress(bytes(16_000_001), mtime=0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOMB, "length"),
        (encoded(gzip.compress(bytes(16_383), mtime=0)), "length"),
        (encoded(gzip.compress(bytes(16_384), mtime=0))[1:], "multibase"),
        (encoded(gzip.compress(bytes(16_384), mtime=0)) + "==", "multibase"),
        (encoded(gzip.compress(bytes(16_384), mtime=0)[:-9]), "gzip"),
        (encoded(gzip.compress(bytes(16_384), mtime=0) + b"x"), "gzip"),
        (encoded(zlib.compress(bytes(16_384))), "gzip"),
        (encoded(bytes(16_384)), "gzip"),
        ("u", "gzip"),
        ("u!", "multibase"),
        ("", "multibase"),
    ],
)
def test_a_list_that_is_none(text: str, expected: str) -> None:
    subject = {
        "id": f"{STATUS_URL}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": text,
    }
    assert fault(status_list(credentialSubject=subject)) == expected


def test_a_bomb_is_not_inflated() -> None:
    """A hundred million zeros pack into half a megabyte; 16 MB of them are inflated at most."""
    text = encoded(gzip.compress(bytes(100_000_000), compresslevel=1, mtime=0))
    tracemalloc.start()
    with pytest.raises(statuslists.StatusListUnreadable):
        statuslists.decode(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 40_000_000


def test_a_later_look_finds_what_changed() -> None:
    assert told(status_list()) == ("", "valid")
    assert judged(LISTED, Web().put(STATUS_URL, status_list(94567)), NOW).code == "revoked"
