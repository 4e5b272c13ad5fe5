"""A badge of Agir's verifies elsewhere, and elsewhere's verifies here: two independent stacks.

Digital Bazaar's ``vc`` (jsonld.js, rdf-canonize) for Data Integrity, panva's ``jose`` for tokens.
Without npm or its registry these are skipped with a sentence; with ``AGIR_CI=1`` they must run.
"""

import base64
import os
from typing import Any

import pytest

from agir_badges.openbadges import proofs, template, tokens
from agir_kernel.errors import DomainError
from interop import strangers
from unit.badges.openbadges.people import NOW, Key, badge, key_of

KEY = Key()


@pytest.fixture(scope="session", autouse=True)
def _packages() -> None:
    try:
        strangers.prepare()
    except strangers.StrangerUnavailable as problem:
        if os.environ.get("AGIR_CI") == "1":
            raise
        pytest.skip(f"no other implementation to compare with: {problem}")


def plain() -> dict[str, Any]:
    return badge(KEY.did)


def test_our_badge_verifies_elsewhere() -> None:
    for document in (
        proofs.secure(plain(), KEY, created=NOW),
        template.Press().secure(plain(), KEY, created=NOW),
    ):
        assert strangers.ask("verify", credential=document) == {"verified": True, "errors": []}


@pytest.mark.parametrize("change", [{"name": "Another"}, {"validFrom": "2026-11-25T09:00:00Z"}])
def test_our_badge_when_changed_is_refused_elsewhere(change: dict[str, Any]) -> None:
    document = proofs.secure(plain(), KEY, created=NOW) | change
    assert strangers.ask("verify", credential=document)["verified"] is False


def test_a_badge_from_elsewhere_verifies_here() -> None:
    issued = strangers.ask("issue", credential=plain(), seed="ab" * 32)
    assert issued["issuer"]["id"] != KEY.did
    assert issued["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    assert proofs.check(issued, key_of).startswith(issued["issuer"]["id"])
    with pytest.raises(proofs.SignatureInvalid):
        proofs.check(issued | {"name": "Another"}, key_of)


def test_our_token_verifies_elsewhere() -> None:
    token = tokens.secure(plain(), KEY)
    x = base64.urlsafe_b64encode(KEY.public).rstrip(b"=").decode()
    answer = strangers.ask("verifyToken", token=token, x=x)
    assert answer["verified"] is True
    assert {name: answer["payload"][name] for name in plain()} == plain()
    changed = token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]
    assert strangers.ask("verifyToken", token=changed, x=x)["verified"] is False


@pytest.mark.parametrize("algorithm", ["EdDSA", "RS256", "ES256"])
def test_a_token_from_elsewhere_verifies_here(algorithm: str) -> None:
    bare = badge("https://issuer.example/profile")
    kid = "https://issuer.example/profile#key-1"
    payload = bare | tokens.claims(bare)
    made = strangers.ask("issueToken", payload=payload, algorithm=algorithm, kid=kid)
    assert tokens.check(made["token"], lambda _: made["jwk"]) == bare
    head, body, signature = made["token"].split(".")
    with pytest.raises(DomainError):
        tokens.check(f"{head}.{body[:-8]}AAAAAAAA.{signature}", lambda _: made["jwk"])
