"""What docs/signing-keys.md tells an operator to do, done, and seen from outside.

The outsider is a verifier that knows a badge's signature and the site's published document, and
reads both with nothing of ours.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError, call_command, load_command_class
from django.test import Client

from agir_platform import signing
from agir_platform.signing import checks

pytestmark = pytest.mark.django_db
PAGE = Path(__file__).parents[3] / "docs" / "signing-keys.md"
LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


@dataclass(frozen=True)
class Badge:
    """As much of a badge as a verifier needs."""

    text: bytes
    method: str
    signature: bytes


class Site:
    """The operator's hands: the settings, and the commands."""

    def __init__(self, settings: Any) -> None:
        self.settings = settings
        settings.AGIR_SITE_URL = "https://campus.example"
        settings.AGIR_SIGNING_KEYS = []

    def make(self, id_: str, *words: str) -> dict[str, str]:
        out = StringIO()
        call_command("agir_make_signing_key", "--id", id_, *words, stdout=out, stderr=StringIO())
        entry: dict[str, str] = json.loads(out.getvalue())
        return entry

    def put(self, *entries: dict[str, str]) -> None:
        self.settings.AGIR_SIGNING_KEYS = list(entries)

    def run(self, *words: str) -> str:
        out = StringIO()
        call_command("agir_signing_keys", *words, stdout=out)
        return out.getvalue()

    def award(self, text: bytes) -> Badge:
        signer = signing.require()
        return Badge(text, signer.verification_method, signer.sign(text))


def published(client: Client) -> dict[str, bytes]:
    """Return the keys of the DID document that may assert, read by hand."""
    answer = client.get("/agir/issuer/did.json")
    if answer.status_code == 404:
        return {}
    document = answer.json()
    found = {}
    for method in document["verificationMethod"]:
        number = 0
        for letter in method["publicKeyMultibase"][1:]:
            number = number * 58 + LETTERS.index(letter)
        raw = number.to_bytes(34, "big")
        assert raw[:2] == b"\xed\x01"
        if method["id"] in document["assertionMethod"]:
            found[method["id"]] = raw[2:]
    return found


def verifies(badge: Badge, client: Client) -> bool:
    """Tell what an outsider finds, and hold that the site finds the same of its own."""
    public = published(client).get(badge.method)
    assert signing.public_key(badge.method) == public
    if public is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(badge.signature, badge.text)
    except InvalidSignature:
        return False
    return True


@pytest.fixture
def site(settings: Any) -> Site:
    return Site(settings)


def test_making_as_text(site: Site, client: Client) -> None:
    entry = site.make("k1")
    assert set(entry) == {"id", "secret"}
    assert len(entry["secret"]) >= 43
    site.put(entry)
    assert checks.keys_are_usable() == []
    badge = site.award(b"a badge")
    assert verifies(badge, client)
    assert re.search(r"^k1 +active .*signs$", site.run(), re.MULTILINE)


def test_making_as_a_file(site: Site, client: Client, tmp_path: Path) -> None:
    path = tmp_path / "k1.key"
    entry = site.make("k1", "--file", str(path))
    assert entry == {"id": "k1", "file": str(path)}
    assert path.stat().st_mode & 0o777 == 0o600
    site.put(entry)
    assert checks.keys_are_usable() == []
    assert verifies(site.award(b"a badge"), client)
    secret = path.read_text()
    with pytest.raises(CommandError, match="left as it is"):
        site.make("k2", "--file", str(path))
    assert path.read_text() == secret


def test_rotation(site: Site, client: Client) -> None:
    k1 = site.make("k1")
    site.put(k1)
    old = site.award(b"an old badge")
    # 1, 2: the new key is published and signs nothing yet.
    k2 = site.make("k2")
    site.put(k1, k2)
    assert set(published(client)) == {
        f"did:web:campus.example:agir:issuer#{id_}" for id_ in ("k1", "k2")
    }
    assert site.award(b"x").method.endswith("#k1")
    # 3: it signs.
    site.put(k2, k1)
    new = site.award(b"a new badge")
    assert new.method.endswith("#k2")
    # 4: the old one signs no more, even if it stood first.
    assert re.search(r"^k1 +retired ", site.run("--retire", "k1"), re.MULTILINE)
    site.put(k1, k2)
    assert site.award(b"x").method.endswith("#k2")
    # 5: its secret is gone, and what it signed is good.
    site.put(k2)
    assert verifies(old, client)
    assert verifies(new, client)
    assert re.search(r"^k1 +retired .*not in the settings$", site.run(), re.MULTILINE)


def test_loss(site: Site, client: Client) -> None:
    site.put(site.make("k1"))
    old = site.award(b"an old badge")
    site.put()
    assert signing.current() is None
    assert "No key signs" in site.run()
    assert verifies(old, client)
    # 1, 2
    site.put(site.make("k2"))
    site.run("--retire", "k1")
    new = site.award(b"a new badge")
    assert verifies(old, client)
    assert verifies(new, client)


def test_loss_with_another_secret_under_the_old_name(site: Site, client: Client) -> None:
    """Tutor's file was lost and made anew: k1 is another secret now."""
    site.put(site.make("k1"))
    old = site.award(b"an old badge")
    drawn = {"id": "k1", "secret": "n2gkGdcQ5XcXbPUe3kKbZpLVB1XxVYI8sE4Zq7Wm0aTyHfRo"}
    site.put(drawn)
    assert signing.current() is None
    assert "give the new key a new id" in site.run()
    assert verifies(old, client)
    site.put({**drawn, "id": "k2"})
    assert verifies(site.award(b"a new badge"), client)
    assert verifies(old, client)


def test_compromise(site: Site, client: Client) -> None:
    k1 = site.make("k1")
    site.put(k1)
    old = site.award(b"an old badge")
    kept = signing.require()
    # 1: without a change of the settings or a restart.
    with pytest.raises(CommandError, match="--yes"):
        site.run("--compromise", "k1")
    assert verifies(old, client)
    told = site.run("--compromise", "k1", "--yes")
    assert re.search(r"^k1 +compromised ", told, re.MULTILINE)
    assert not verifies(old, client)
    assert published(client) == {}
    assert client.get("/agir/issuer/did.json").status_code == 404
    assert signing.current() is None
    assert signing.is_compromised(kept.public_key)
    # What a thief signs now, or a process that still holds the key, is worth as little.
    assert not verifies(Badge(b"forged", kept.verification_method, kept.sign(b"forged")), client)
    # 3
    site.put(site.make("k2"))
    again = site.award(b"an old badge")
    assert verifies(again, client)
    assert not verifies(old, client)
    # It cannot be taken back: not by the settings, not by the command.
    site.put(k1)
    assert signing.current() is None
    assert not verifies(old, client)
    site.run("--retire", "k1")
    assert not verifies(old, client)


def test_compromise_by_the_settings_stays_when_the_entry_goes(site: Site, client: Client) -> None:
    k1 = site.make("k1")
    site.put(k1)
    old = site.award(b"an old badge")
    site.put({**k1, "state": "compromised"})
    assert not verifies(old, client)
    site.run()
    site.put()
    assert not verifies(old, client)


def test_a_key_that_is_not_is_named(site: Site) -> None:
    for words in (("--retire", "k9"), ("--compromise", "k9", "--yes")):
        with pytest.raises(CommandError, match="no key k9"):
            site.run(*words)


@pytest.mark.parametrize("wrong", ["K2", "k 2", "k" * 41, "clé", "k_2"])
def test_a_bad_name_is_refused(site: Site, wrong: str) -> None:
    with pytest.raises(CommandError, match="small letters"):
        site.make(wrong)


def test_a_name_is_never_used_twice(site: Site) -> None:
    site.put(site.make("k1"))
    with pytest.raises(CommandError, match="already"):
        site.make("k1")
    site.award(b"a badge")
    site.put()
    with pytest.raises(CommandError, match="already"):
        site.make("k1")


def test_the_list_tells_no_secret(site: Site) -> None:
    entries = [site.make("k1"), site.make("k2")]
    site.put(*entries)
    site.award(b"a badge")
    told = site.run()
    assert not [entry for entry in entries if entry["secret"] in told]


def test_the_page_names_only_commands_and_options_that_are() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = re.findall(r"\b(agir_(?!platform)\w+_(?:key|keys|badges))\b((?: --?[\w-]+)*)", text)
    assert {name for name, _ in named} == {
        "agir_make_signing_key",
        "agir_signing_keys",
        "agir_issue_badges",
    }
    for name, options in named:
        app = "agir_badges" if name.endswith("badges") else "agir_platform"
        parser = load_command_class(app, name).create_parser("manage.py", name)
        known = {option for action in parser._actions for option in action.option_strings}
        assert {word for word in options.split() if word.startswith("--")} <= known


def test_the_list_tells_what_ails_a_key(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "k1.key"
    entry = site.make("k1", "--file", str(path))
    path.chmod(0o644)
    site.put(entry, {"id": "k2", "secret": "short"}, {"id": "K 3", "secret": "short"})
    first, second, third = site.run().splitlines()[1:]
    assert first.endswith("signs, fault (file_open): run check")
    assert re.match(r"k2 +- +not used yet +fault \(short\): run check", second)
    assert third.startswith("(3) ")
