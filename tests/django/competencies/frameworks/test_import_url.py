"""One site serves its frameworks, another takes them in by address: the same, and once."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation
from sql_counts import counted

from agir_competencies import api, sentences
from agir_competencies.models import Competency, CompetencyTranslation, Framework, Relation
from agir_competencies.tagging import oel
from agir_kernel.errors import DomainError
from unit.competencies.frameworks.case_packages import DOCUMENT, document, edge, item, package

pytestmark = pytest.mark.django_db
SERVICE = "/api/agir/competencies/v1/ims/case/v1p1"


class Peer:
    """Another site: what it answers by path, as (status, media type, bytes)."""

    def __init__(self, port: int) -> None:
        """Answer nothing yet."""
        self.url = f"http://127.0.0.1:{port}"
        self.answers: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[str] = []

    def says(self, path: str, content: bytes, media: str = "application/json", status: int = 200):
        """Answer this at ``path``; return its address."""
        self.answers[path] = (status, media, content)
        return self.url + path


@pytest.fixture
def peer(settings: Any) -> Iterator[Peer]:
    """Run another site on this machine, which the settings allow to be asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append(self.path)
            status, media, content = found.answers.get(self.path, (404, "text/plain", b""))
            self.send_response(status)
            self.send_header("Content-Type", media)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Peer(server.server_port)
    settings.AGIR_HTTP_ALLOWED_HOSTS = [f"127.0.0.1:{server.server_port}"]
    settings.AGIR_SITE_URL = found.url
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def served(peer: Peer, take: Callable[..., Any]) -> Peer:
    """Take a framework in, let the peer answer what our own service says of it, then forget it."""
    cache.clear()
    items = [item(1, "=Lire", CFItemType="bloc"), item(2, uri=""), item(3, "Know", language="en"),
             item(4)]  # fmt: skip
    edges = [edge(2, 1), edge(3, 1, "isTranslationOf"), edge(2, 1, "precedes"),
             edge(4, 2, "replacedBy")]  # fmt: skip
    take(items, edges)
    take(items[:3], edges[:3])
    for path in (f"CFDocuments/{DOCUMENT}", f"CFPackages/{DOCUMENT}", "CFDocuments"):
        answer = Client().get(f"{SERVICE}/{path}")
        content = b"".join(answer) if answer.streaming else answer.content
        peer.says(f"{SERVICE}/{path}", content, answer["Content-Type"])
    Competency.objects.update(parent=None, replaced_by=None)
    for model in (Relation, CompetencyTranslation, Competency, Framework):
        model.objects.all().delete()
    oel.Taxonomy.objects.all().delete()
    return peer


@pytest.mark.parametrize(
    "named", ["CFPackages/{}", "CFDocuments/{}", None], ids=["package", "document", "service"]
)
def test_a_peer_s_framework_comes_by_its_address(served: Peer, named: str | None) -> None:
    """Three ways to name it; the second time writes nothing."""
    path = SERVICE if named is None else f"{SERVICE}/{named.format(DOCUMENT)}"
    identifier = DOCUMENT if named is None else None
    first = api.apply_plan(api.plan_import_url(served.url + path, identifier=identifier))
    assert (first.frameworks, first.counts["create"]) == (1, 3)
    assert served.asked[-1] == f"{SERVICE}/CFPackages/{DOCUMENT}"
    gone = Competency.objects.get(identifier=UUID(int=4))
    assert gone.retired_at is not None
    assert gone.replaced_by == Competency.objects.get(uri=UUID(int=2).urn)
    assert CompetencyTranslation.objects.get().statement == "Know"
    assert Relation.objects.get().kind == "precedes"
    plan = api.plan_import_url(served.url + path, identifier=identifier)
    assert plan.is_empty
    with counted() as counts:
        assert api.apply_plan(plan).frameworks == 0
    assert [sql for sql in counts.writes if "file" not in sql] == []


def test_the_command_takes_an_address(served: Peer, capsys: Any) -> None:
    """Of a document, or of a service and an identifier."""
    for options in ({}, {"identifier": DOCUMENT}):
        url = f"{served.url}{SERVICE}" + ("" if options else f"/CFDocuments/{DOCUMENT}")
        call_command("agir_import_framework", url, format="case", **options)
    out = capsys.readouterr().out
    assert "Frameworks written: 1." in out
    assert "nothing was written" in out


WHOLE = package([item(1)])
ALONE = {**document(), "uri": "https://x.example/d"}
REFUSED: dict[str, tuple[Callable[[Peer], str], str]] = {
    "a private place": (lambda peer: "http://127.0.0.2:8080/x", "address_refused"),
    "another scheme": (lambda peer: "file:///etc/passwd", "address_refused"),
    "no address": (lambda peer: "https://", "address_refused"),
    "nothing there": (lambda peer: f"{peer.url}/absent", "answer_unexpected"),
    "a way elsewhere": (lambda peer: peer.says("/x", b"", status=302), "answer_unexpected"),
    "a page": (lambda peer: peer.says("/x", WHOLE, "text/html"), "answer_not_package"),
    "a list": (lambda peer: peer.says("/x", b'{"CFDocuments": []}'), "answer_not_package"),
    "another object": (lambda peer: peer.says("/x", b'{"a": 1}'), "answer_not_package"),
    "no object": (lambda peer: peer.says("/x", b"[1]"), "answer_not_package"),
    "no JSON": (lambda peer: peer.says("/x", b"{"), "framework_malformed"),
    "no text": (lambda peer: peer.says("/x", b"\xff"), "framework_malformed"),
    "deep": (lambda peer: peer.says("/x", b"[" * 10_000), "framework_malformed"),
    "too large": (lambda peer: peer.says("/x", WHOLE + b" " * 20_000), "answer_too_large"),
    "a document elsewhere": (
        lambda peer: peer.says("/x", _naming("http://169.254.169.254/latest/")), "address_refused"
    ),
    "a document of itself": (
        lambda peer: peer.says("/x", _naming(f"{peer.url}/x")), "framework_malformed"
    ),
    "an empty package": (
        lambda peer: peer.says("/x", json.dumps({"CFDocument": ALONE}).encode()), "framework_empty"
    ),
}  # fmt: skip


def _naming(package_uri: str) -> bytes:
    """Return a document whose package is elsewhere."""
    return json.dumps({**ALONE, "CFPackageURI": {"uri": package_uri}}).encode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_refusal_is_one_fact_and_a_sentence(peer: Peer, settings: Any, language: str) -> None:
    """At most two questions to the peer, nothing written, and what to do in words."""
    settings.AGIR_COMPETENCIES_IMPORT_MAX_BYTES = 20_000
    for name, (prepared, code) in REFUSED.items():
        url = prepared(peer)
        peer.asked.clear()
        with translation.override(language), pytest.raises(DomainError) as refused:
            api.plan_import_url(url)
        assert (name, refused.value.code) == (name, code)
        with translation.override(language):
            sentence = sentences.refusal(refused.value)
        assert "%(" not in sentence
        assert sentence.endswith(".")
        assert len(peer.asked) <= 2
    assert not Framework.objects.exists()


def test_an_address_holds_case_alone(peer: Peer) -> None:
    """Another format is refused by name, before anything is asked."""
    with pytest.raises(CommandError, match="case"):
        call_command("agir_import_framework", f"{peer.url}/x", format="rncp")
    assert peer.asked == []
