"""A status list of Agir's is read elsewhere, and elsewhere's here.

Digital Bazaar's ``vc-bitstring-status-list`` (pako, base64url-universal) judges the same bits.
Without npm or its registry these are skipped with a sentence; with ``AGIR_CI=1`` they must run.
"""

import json
import os
import subprocess
from typing import Any

import pytest

from agir_badges.openbadges import keys, statuslists
from interop import strangers
from unit.badges.verification.badge_samples import (
    CAMPUS,
    STATUS_URL,
    Issuer,
    Web,
    badge,
    changed,
    entry,
    judged,
    sealed,
    status_list,
)

INDICES = [0, 1, 7, 8, 94567, 131_071]
SEED = "02" * 32


@pytest.fixture(scope="session", autouse=True)
def _packages() -> None:
    try:
        strangers.prepare()
    except strangers.StrangerUnavailable as problem:
        if os.environ.get("AGIR_CI") == "1":
            raise
        pytest.skip(f"no other implementation to compare with: {problem}")


def ask(what: str, **members: Any) -> Any:
    """Return what the other implementation answers."""
    ran = subprocess.run(
        [strangers._tool("node"), str(strangers.HERE / "status_list.mjs"), str(strangers.CACHE)],
        input=json.dumps({"ask": what, **members}),
        env=strangers._environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout)


def ours() -> bytearray:
    bits = statuslists.blank()
    for index in INDICES:
        statuslists.put(bits, index, True)
    return bits


def test_our_bits_are_read_elsewhere() -> None:
    around = sorted({max(0, index + step) for index in INDICES for step in (-1, 0, 1)})[:-1]
    found = ask("read", encoded=statuslists.encode(ours()), indices=around)
    assert found == {"length": 131_072, "set": INDICES}


def test_bits_from_elsewhere_are_read_here() -> None:
    found = ask("write", length=131_072, indices=INDICES)
    assert statuslists.decode(found["encoded"]) == bytes(ours())


@pytest.mark.parametrize("index", ["94567", "94568"])
def test_our_badge_with_our_list_is_judged_the_same_elsewhere(index: str) -> None:
    document = sealed(badge(credentialStatus=entry(index=index)))
    listed = status_list(94567)
    # The other one looks at the machine's clock.
    timeless = status_list(
        94567, validFrom="2020-01-01T00:00:00Z", validUntil="2999-01-01T00:00:00Z"
    )
    found = ask("check", credential=document, url=STATUS_URL, list=timeless)
    assert found == {"verified": True, "set": [index == "94567"], "error": ""}
    here = judged(document, Web().put(STATUS_URL, listed))
    assert here.code == ("revoked" if index == "94567" else "valid")


def test_our_list_when_changed_is_refused_elsewhere() -> None:
    timeless = status_list(validFrom="2020-01-01T00:00:00Z", validUntil="2999-01-01T00:00:00Z")
    forged = changed(timeless, ("credentialSubject", "encodedList"), statuslists.encode(ours()))
    document = sealed(badge(credentialStatus=entry()))
    found = ask("check", credential=document, url=STATUS_URL, list=forged)
    assert found["verified"] is False


@pytest.mark.parametrize("index", ["94567", "94568"])
def test_a_list_from_elsewhere_is_believed_here(index: str) -> None:
    issuer = Issuer(2)
    listed = ask(
        "issue", url=STATUS_URL, length=131_072, indices=INDICES, purpose="revocation", seed=SEED
    )
    assert listed["issuer"] == issuer.did == keys.did_key(issuer.public)
    document = sealed(badge(issuer, credentialStatus=entry(index=index)), issuer)
    verdict = judged(document, Web().put(STATUS_URL, listed))
    assert verdict.code == ("revoked" if index == "94567" else "valid")
    of_another = sealed(badge(CAMPUS, credentialStatus=entry(index=index)), CAMPUS)
    assert judged(of_another, Web().put(STATUS_URL, listed)).code == "status_list_invalid"
