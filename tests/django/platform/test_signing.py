"""One secret and one id are one key, in every process; what a key signed outlives its secret."""

from __future__ import annotations

import hashlib
import hmac
import logging
import pickle
import subprocess
import sys
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.views.debug import ExceptionReporter
from hypothesis import given
from hypothesis import strategies as st

from agir_platform import addresses, signing
from agir_platform.models import IssuerKey
from agir_platform.signing import configured, multikey, record

SECRET = "IJvwWcRmxSFMHgqSMdI1LiPDCZ6Ks7rFUQvqzJZGJkAAbBcC"
OTHER = "p0VHoEFGHd3zI1Uyd_QqdZtqOEpQ9gyq1LtHhv1Qp9fWqfEz"
DID = "did:web:campus.example:agir:issuer"

IDS = st.from_regex(r"[a-z0-9-]{1,40}", fullmatch=True)
SECRETS = st.text(
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
    min_size=43,
    max_size=80,
)


@pytest.fixture(autouse=True)
def _a_site(settings: Any) -> None:
    settings.AGIR_SITE_URL = "https://campus.example/"
    settings.AGIR_ISSUER_DID = None
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET}]


def seed_by_rfc_5869(id_: str, secret: str) -> bytes:
    """Return HKDF-SHA256 of one block, written from the RFC: extract with a zero salt, expand."""
    extracted = hmac.new(bytes(32), secret.encode(), hashlib.sha256).digest()
    info = b"agir signing key " + id_.encode()
    return hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()


# --- the key -----------------------------------------------------------------------------------


@given(IDS, SECRETS)
def test_a_key_is_hkdf_of_its_secret_and_id(id_: str, secret: str) -> None:
    by_hand = Ed25519PrivateKey.from_private_bytes(seed_by_rfc_5869(id_, secret))
    public = by_hand.public_key().public_bytes_raw()
    assert multikey.decode(configured.key_of(id_, secret).public) == public


@given(SECRETS, st.sets(IDS, min_size=2, max_size=6))
def test_two_ids_never_share_a_key(secret: str, ids: set[str]) -> None:
    assert len({configured.key_of(id_, secret).public for id_ in ids}) == len(ids)


@given(IDS, st.sets(SECRETS, min_size=2, max_size=6))
def test_two_secrets_never_share_a_key(id_: str, secrets: set[str]) -> None:
    assert len({configured.key_of(id_, secret).public for secret in secrets}) == len(secrets)


def test_every_process_has_the_same_key() -> None:
    asked = (
        "from django.conf import settings; settings.configure(); import django; django.setup();"
        "from agir_platform.signing import configured;"
        f"print(configured.key_of('k1', {SECRET!r}).public)"
    )
    code = asked.replace(
        "settings.configure()", "settings.configure(INSTALLED_APPS=['agir_platform'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == configured.key_of("k1", SECRET).public


@given(st.binary(min_size=32, max_size=32))
def test_a_multikey_is_read_as_it_was_written(public: bytes) -> None:
    text = multikey.encode(public)
    assert len(text) == 48
    assert text.startswith("z6Mk")
    assert multikey.decode(text) == public


def test_a_multikey_of_the_standard() -> None:
    """Test vector of Data Integrity EdDSA Cryptosuites 1.0 (W3C, 15 May 2025), keyPair."""
    text = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    secret = _base58("3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
    assert secret[:2] == b"\x80\x26"
    private = Ed25519PrivateKey.from_private_bytes(secret[2:])
    assert multikey.encode(private.public_key().public_bytes_raw()) == text


def _base58(text: str) -> bytes:
    letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = sum(letters.index(one) * 58**place for place, one in enumerate(reversed(text)))
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


@pytest.mark.parametrize("wrong", ["", "z", "z6Mk", "u6Mk", "z0", "z" + "1" * 500, "z" + "9" * 47])
def test_what_is_no_multikey_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  whatever its words
        multikey.decode(wrong)


# --- signing -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_current_key_signs_and_its_name_gives_it_back() -> None:
    signer = signing.require()
    assert (signer.key_id, signer.verification_method) == ("k1", f"{DID}#k1")
    signature = signer.sign(b"a badge")
    assert len(signature) == 64
    assert signing.public_key(f"{DID}#k1") == signer.public_key
    Ed25519PublicKey.from_public_bytes(signer.public_key).verify(signature, b"a badge")


@pytest.mark.django_db
@pytest.mark.parametrize("told", [[], None, "k1", [{"id": "k1"}], [{"id": "K1", "secret": SECRET}]])
def test_without_a_usable_key_nothing_signs(settings: Any, told: Any) -> None:
    settings.AGIR_SIGNING_KEYS = told
    assert signing.current() is None
    with pytest.raises(signing.SigningKeyUnset) as refused:
        signing.require()
    assert refused.value.code == "signing_key_unset"


@pytest.mark.django_db
def test_the_first_active_key_signs(settings: Any) -> None:
    settings.AGIR_SIGNING_KEYS = [
        {"id": "k3", "secret": SECRET[:20]},
        {"id": "k2", "secret": OTHER, "state": "retired"},
        {"id": "k1", "secret": SECRET},
    ]
    assert signing.require().key_id == "k1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "method", [f"{DID}#k2", f"{DID}#", DID, "", "#k1", "did:web:else.example:agir:issuer#k1"]
)
def test_a_key_of_somebody_else_is_not_ours(method: str) -> None:
    assert signing.public_key(method) is None


@pytest.mark.django_db
def test_a_key_is_on_record_at_its_first_signature_and_not_before() -> None:
    signer = signing.require()
    assert not IssuerKey.objects.exists()
    signer.sign(b"one")
    (row,) = IssuerKey.objects.all()
    assert (row.id, multikey.decode(row.public)) == ("k1", signer.public_key)
    first = row.first_used_at
    signing.require().sign(b"two")
    row.refresh_from_db()
    assert row.first_used_at == first is not None


@pytest.mark.django_db(transaction=True)
def test_a_batch_writes_its_key_once(django_assert_num_queries: Any) -> None:
    signer = signing.require()
    signer.sign(b"one")
    with django_assert_num_queries(0):
        signer.sign(b"two")
        signer.sign(b"three")
    with django_assert_num_queries(1):
        signing.require().sign(b"four")


@pytest.mark.django_db(transaction=True)
def test_a_key_whose_first_signature_was_rolled_back_is_written_with_the_next() -> None:
    signer = signing.require()

    def fail() -> None:
        with transaction.atomic():
            signer.sign(b"lost")
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert not IssuerKey.objects.exists()
    signer.sign(b"kept")
    assert IssuerKey.objects.count() == 1


@pytest.mark.django_db
def test_another_secret_under_a_used_id_neither_signs_nor_replaces(settings: Any) -> None:
    """A site whose secret was lost and drawn anew keeps its old badges."""
    old = signing.require()
    old.sign(b"a badge")
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": OTHER}]
    assert signing.current() is None
    assert signing.public_key(old.verification_method) == old.public_key
    settings.AGIR_SIGNING_KEYS = [{"id": "k2", "secret": OTHER}]
    assert signing.require().key_id == "k2"


@pytest.mark.django_db
def test_what_was_given_up_is_known_under_any_name(settings: Any) -> None:
    signer = signing.require()
    signer.sign(b"a badge")
    assert not signing.is_compromised(signer.public_key)
    settings.AGIR_SIGNING_KEYS = [{"id": "k1", "secret": SECRET, "state": "compromised"}]
    assert signing.is_compromised(signer.public_key)
    assert signing.current() is None
    assert signing.is_compromised(signer.public_key)
    settings.AGIR_SIGNING_KEYS = []
    assert signing.is_compromised(signer.public_key), "it stays so when the entry is gone"


# --- no secret gets out --------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_secret_shows(settings: Any, caplog: Any, tmp_path: Any) -> None:
    """Not in a repr, a pickle, a log line, the table, nor in what the site serves."""
    path = tmp_path / "key"
    path.write_text(OTHER)
    settings.AGIR_SIGNING_KEYS = [
        {"id": "k1", "secret": SECRET},
        {"id": "k2", "file": str(path)},
        {"id": "K 3", "secret": SECRET},
    ]
    seeds = [seed_by_rfc_5869("k1", SECRET), seed_by_rfc_5869("k2", OTHER)]
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        signer = signing.require()
        signer.sign(b"a badge")
        shown = [
            repr(signer),
            str(signer),
            repr(configured.entries()),
            repr(signing.did_document()),
            repr(list(IssuerKey.objects.values())),
            caplog.text,
            repr(queries.captured_queries),
        ]
    for secret in (SECRET, OTHER, *(seed.hex() for seed in seeds), *map(repr, seeds)):
        assert not [text for text in shown if secret in text]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError):
            pickle.dumps(signer, protocol)


# --- the name ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "did"),
    [
        ("https://campus.example", "did:web:campus.example:agir:issuer"),
        ("https://Campus.Example/", "did:web:campus.example:agir:issuer"),
        ("http://localhost:8000", "did:web:localhost%3A8000:agir:issuer"),
        ("https://example.com:3000/lms/", "did:web:example.com%3A3000:lms:agir:issuer"),
        ("https://école.example", "did:web:xn--cole-9oa.example:agir:issuer"),
    ],
)
def test_the_site_is_named_by_its_address(settings: Any, url: str, did: str) -> None:
    settings.AGIR_SITE_URL = url
    assert signing.issuer_did() == did


def test_the_site_may_name_itself(settings: Any) -> None:
    settings.AGIR_ISSUER_DID = "did:web:old.example:agir:issuer"
    assert signing.issuer_did() == "did:web:old.example:agir:issuer"


@pytest.mark.django_db
def test_the_site_may_be_named_by_its_key_alone(settings: Any) -> None:
    """A did:key is the key; its one method is the key again (did:key method, 3.1.1)."""
    settings.AGIR_ISSUER_DID = "did:key"
    settings.AGIR_SIGNING_KEYS = []
    assert signing.issuer_did().startswith("did:web:")
    settings.AGIR_SIGNING_KEYS = [
        {"id": "k1", "secret": "Nq3vT8rY2kLw7ZbX5cJd9HgF4sPm6QaUe1RoViBnK0t"}
    ]
    signer = signing.require()
    did, _, fragment = signer.verification_method.partition("#")
    assert did == signing.issuer_did() == f"did:key:{fragment}"
    assert fragment.startswith("z6Mk")
    assert signing.public_key(signer.verification_method) == signer.public_key
    assert signing.public_key(f"{did}#k1") is None
    (method,) = signing.did_document()["verificationMethod"]
    assert (method["id"], method["publicKeyMultibase"]) == (signer.verification_method, fragment)


def test_the_platforms_address_serves_where_none_is_set(settings: Any) -> None:
    settings.AGIR_SITE_URL = None
    settings.LMS_ROOT_URL = "https://lms.example/"
    assert addresses.site_url() == "https://lms.example"
    assert (
        addresses.absolute("/agir/x")
        == addresses.absolute("agir/x")
        == "https://lms.example/agir/x"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        None,
        "campus.example",
        "ftp://campus.example",
        "https://",
        "https://a:b/",
        "//campus",
        "https://me@campus.example",
        "https://campus.example/?x=1",
    ],
)
def test_what_is_no_address_is_refused(settings: Any, wrong: Any) -> None:
    settings.AGIR_SITE_URL, settings.LMS_ROOT_URL = wrong, ""
    with pytest.raises(addresses.SiteUrlUnset):
        addresses.site_url()


# --- marks ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_mark_keeps_its_first_instant() -> None:
    public = configured.key_of("k9", SECRET).public
    since = record.mark("k9", public, configured.State.RETIRED)
    assert record.mark("k9", public, configured.State.RETIRED) == since
    worse = record.mark("k9", public, configured.State.COMPROMISED)
    assert record.mark("k9", public, configured.State.RETIRED) == worse >= since


def test_no_report_of_an_error_tells_a_secret(monkeypatch: Any, rf: Any) -> None:
    """Neither the page of DEBUG nor the mail to administrators, wherever the fault strikes."""

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the library is broken")

    monkeypatch.setattr(configured, "HKDF", broken)
    with override_settings(AGIR_SIGNING_KEYS=[{"id": "report", "secret": SECRET[::-1]}]):
        try:
            configured.entries()
        except RuntimeError:
            told = ExceptionReporter(rf.get("/"), *sys.exc_info()).get_traceback_text()
    assert "the library is broken" in told
    assert SECRET[::-1] not in told
