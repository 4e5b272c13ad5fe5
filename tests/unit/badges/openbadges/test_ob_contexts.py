"""The bundled contexts are what their publishers packaged, and nothing is ever fetched."""

import hashlib
import json
import socket
from importlib.resources import files

import pytest
import rfc8785

from agir_badges.openbadges import canonical, contexts
from unit.badges.openbadges.people import badge

FOLDER = files(contexts.FOLDER)
MANIFEST = json.loads(FOLDER.joinpath("MANIFEST.json").read_text("utf-8"))


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: row["file"])
def test_document_is_the_one_of_its_digest(row: dict[str, str]) -> None:
    data = FOLDER.joinpath(row["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == row["sha256"]
    assert "@context" in json.loads(data)
    assert row["licence"]
    assert row["package"]
    assert row["version"]


def test_every_document_is_in_the_manifest_and_the_licences() -> None:
    held = {one.name for one in FOLDER.iterdir() if one.name.endswith(".json")}
    assert held == {row["file"] for row in MANIFEST} | {"MANIFEST.json"}
    licences = FOLDER.joinpath("LICENCES.md").read_text("utf-8")
    for row in MANIFEST:
        assert row["package"] in licences


def test_base_context_is_the_one_of_the_recommendation() -> None:
    """VC Data Model 2.0 (15 May 2025), B.1 gives SHA-256 59955ced…2734 for its file.

    The package holds the same values with other white space. Both were compared on 26 November
    2026: the canonical JSON (RFC 8785) of the file with that digest has the digest below.
    """
    data = json.loads(FOLDER.joinpath("credentials-v2.json").read_bytes())
    assert hashlib.sha256(rfc8785.dumps(data)).hexdigest() == JCS_OF_BASE


def test_unknown_context_is_refused_and_named() -> None:
    with pytest.raises(contexts.ContextUnknown) as refusal:
        contexts.document_loader("https://evil.example/context.json")
    assert refusal.value.facts == {"url": "https://evil.example/context.json"}


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    document = badge("did:example:issuer")
    document["@context"] = [contexts.VC2, "https://unheard.example/v1"]
    with pytest.raises(contexts.ContextUnknown):
        canonical.canonicalise(document)


@pytest.mark.parametrize(
    "named",
    [
        {"name": "https://schema.org/description"},
        [contexts.VC2, {"@vocab": "https://x.example/"}],
        [contexts.VC2] * 101,
        "https://unheard.example/v1",
        None,
    ],
)
def test_only_bundled_contexts_may_be_named(named: object) -> None:
    with pytest.raises(contexts.ContextUnknown):
        contexts.check_named({"evidence": [{"@context": named}]}, contexts.known())


def test_a_writer_into_a_document_spoils_no_other_reader() -> None:
    contexts.document_loader(contexts.VC2)["document"]["@context"].clear()
    assert contexts.document_loader(contexts.VC2)["document"]["@context"]


JCS_OF_BASE = "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf"
