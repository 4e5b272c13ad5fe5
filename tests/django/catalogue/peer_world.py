"""Another operator, as a server of this machine: it answers as told, signed or not, and counts."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agir_platform.signing import messages, multikey
from agir_platform.signing.messages import Message
from agir_platform.signing.signer import Signer

NOW = datetime(2026, 11, 27, 4, tzinfo=UTC)
FEED = "/feed"
LOG = "/log"
WELL_KNOWN = "/.well-known/mooc-federation.json"


def course(number: int, base: str = "https://campus.example", **attributes: Any) -> dict[str, Any]:
    """Return a record that is right."""
    told = {
        "name": f"Course {number}",
        "courseCode": f"C{number}",
        "url": f"{base}/courses/{number}",
        "description": "<p>What one learns.</p>",
        "inLanguage": ["fr"],
        "publisher": {"name": f"House of {base}", "type": "Organization"},
        "creator": [{"name": "University A", "type": "Organization"}],
        "license": [{"identifier": "CC-BY-4.0", "url": None}],
        "access": ["free"],
        "offer": [{"price": 0, "priceCurrency": "EUR", "category": "course"}],
    }
    identifier = str(uuid5(NAMESPACE_URL, f"{base}/{number}"))
    return {"id": identifier, "type": "Course", "attributes": told | attributes}


def key(seed: int) -> Signer:
    """Return a key of the peer."""
    name = f"did:web:peer.example#k{seed}"
    return Signer(name, name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


class Peer:
    """What the server answers: change it at will while it runs."""

    def __init__(self) -> None:
        self.base = ""
        self.courses: list[Any] = []
        self.page = 1000
        self.log: list[dict[str, Any]] | None = None
        self.begun = 0  # cursors below are not known: the log was begun anew
        self.signer: Signer | None = None
        self.keys: list[tuple[Signer, str]] = []
        self.at = NOW
        self.asked: list[str] = []
        self.spoil: Any = None  # changes (headers, body) after they were signed
        self.document: dict[str, Any] | None = None
        self.raw: bytes | None = None  # said in the place of every answer
        self.cut = ""  # the path whose answer is cut off

    @property
    def feed(self) -> str:
        return f"{self.base}{FEED}"

    def add(self, *records: Any) -> None:
        """Put records into the log."""
        self.log = self.log or []
        for record in records:
            self.log = [one for one in self.log if one["id"] != record["id"]]
            cursor = self.begun + len(self.asked) + len(self.log) + 1
            last = self.log[-1]["cursor"] if self.log else self.begun
            kind = "upsert" if "attributes" in record else "tombstone"
            told = {"cursor": max(cursor, last + 1), "kind": kind, "id": record["id"]}
            self.log.append(told | ({"course": record} if kind == "upsert" else {}))

    def answer(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        if self.raw is not None:
            return 200, self.raw
        if path == WELL_KNOWN and (self.keys or self.log is not None):
            return 200, self.document or self._document()
        if path == FEED:
            return 200, self._page(int(query.get("page", ["1"])[0]))
        if path == LOG and self.log is not None:
            return self._since(int(query["after"][0]), int(query["limit"][0]))
        return 404, {}

    def _document(self) -> dict[str, Any]:
        feeds = [{"format": "MOOChub", "version": "3.0.1", "url": self.feed}]
        if self.log is not None:
            feeds.append({"format": "agir-changes", "url": f"{self.base}{LOG}"})
        keys = [
            {"id": one.verification_method, "state": state,
             "publicKeyMultibase": multikey.encode(one.public_key)}
            for one, state in self.keys
        ]  # fmt: skip
        return {"version": "1", "operator": {"name": "Campus A"}, "feeds": feeds, "keys": keys}

    def _page(self, number: int) -> dict[str, Any]:
        first, last = (number - 1) * self.page, number * self.page
        links = {"self": f"{self.feed}?page={number}"}
        if last < len(self.courses):
            links["next"] = f"{self.feed}?page={number + 1}"
        return {"links": links, "data": self.courses[first:last]}

    def _since(self, after: int, limit: int) -> tuple[int, Any]:
        assert self.log is not None
        if 0 < after < self.begun:
            return 410, {}
        found = [one for one in self.log if one["cursor"] > after]
        cursor = found[:limit][-1]["cursor"] if found else after
        links = {"next": "more"} if len(found) > limit else {}
        return 200, {"links": links, "cursor": cursor, "changes": found[:limit]}


@contextmanager
def serving(settings: Any) -> Iterator[Peer]:
    """Run a peer that the site may ask over plain HTTP, as in development."""
    peer = Peer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            peer.asked.append(self.path)
            parts = urlsplit(self.path)
            status, document = peer.answer(parts.path, parse_qs(parts.query))
            body = document if isinstance(document, bytes) else json.dumps(document).encode()
            headers = {"content-type": "application/json", "etag": f'"{hash(body)}"'}
            if self.headers.get("If-None-Match") == headers["etag"]:
                status, body = 304, b""
            if peer.signer is not None:
                request = Message(method="GET", url=f"http://peer{self.path}")
                answer = Message(headers, body, status=status, request=request)
                headers |= messages.sign(
                    peer.signer, answer, peer.at, valid=timedelta(hours=1)
                )  # fmt: skip
            if peer.spoil is not None:
                headers, body = peer.spoil(headers, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if parts.path == peer.cut else body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    place = f"127.0.0.1:{server.server_port}"
    peer.base = f"http://{place}"
    settings.AGIR_HTTP_ALLOWED_HOSTS = [*settings.AGIR_HTTP_ALLOWED_HOSTS, place]
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
