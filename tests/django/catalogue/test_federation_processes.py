"""Two hosts of this project, each a process of its own, show each other's courses.

The first lives behind a line that the test holds: it may be cut, what passes may be changed, and
an old answer may be played again.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from ports import free_port

pytestmark = pytest.mark.processes

PROGRAM = Path(__file__).with_name("federation_host.py")
SECRETS = {
    "a1": "IJvwWcRmxSFMHgqSMdI1LiPDCZ6Ks7rFUQvqzJZGJkAAbBcC",
    "a2": "oGkR4WqTfA9bX1sYzE7uM3nJ5pL0hVcD8iB2rKxQmZtUyNwS",
    "b1": "Vt3NqH8cPz6LmY1wFxR9sKbJ4gUdTe0oZiA7yBnQ5vXrCjMh",
    "x1": "Qe7ZrM2kTn9WvB4xYh6LcJ1sPf8GdUa3oKiN0yRtHbXwCzVm",
}


def keys(*names: str) -> list[dict[str, str]]:
    """Return the settings of keys: the first one signs, the others will or did."""
    return [{"id": name, "secret": SECRETS[name]} for name in names]


@dataclass
class Operator:
    """One host: where its data is, where it answers, which address it says it has."""

    folder: Path
    port: int
    url: str
    keys: list[dict[str, str]]
    allowed: list[str] = field(default_factory=list)
    server: subprocess.Popen[str] | None = None

    def start(self, *words: object) -> subprocess.Popen[str]:
        own = {
            "AGIR_HOST_VAR": str(self.folder),
            "AGIR_HOST_URL": self.url,
            "AGIR_TEST_KEYS": json.dumps(self.keys),
            "AGIR_TEST_ALLOWED": " ".join(self.allowed),
        }
        lost = {name: value for name, value in os.environ.items() if not name.startswith("AGIR_")}
        return subprocess.Popen(
            [sys.executable, str(PROGRAM), *map(str, words)],
            env=lost | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def do(self, *words: object) -> Any:
        process = self.start(*words)
        out, error = process.communicate(timeout=240)
        assert process.returncode == 0, error[-3000:]
        return json.loads(out)

    def up(self) -> None:
        self.server = self.start("serve", self.port)
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            assert self.server.poll() is None, self.server.communicate()[1][-3000:]
            time.sleep(0.1)  # a process says in no other way that it listens
        raise AssertionError("the host does not answer")

    def down(self) -> None:
        if self.server is not None:
            self.server.kill()
            self.server.communicate()
            self.server = None


Change = Callable[[str, dict[str, str], bytes], bytes]


class Line:
    """What stands between two operators. ``change`` returns what arrives of an answer."""

    def __init__(self) -> None:
        self.change: Change = lambda _path, _headers, body: body
        self.old: dict[str, tuple[dict[str, str], bytes]] = {}
        self.played: dict[str, tuple[dict[str, str], bytes]] = {}  # in the place of new ones
        self.seen: list[str] = []


@contextmanager
def line(port: int, to: int) -> Iterator[Line]:
    held = Line()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held.seen.append(self.path)
            headers, body, status = self._asked()
            held.old[self.path] = headers, body
            headers, body = held.played.get(self.path, (headers, body))
            arrived = held.change(self.path, headers, body)
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in ("content-length", "connection", "date", "server"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(arrived)

        def _asked(self) -> tuple[dict[str, str], bytes, int]:
            connection = HTTPConnection("127.0.0.1", to, timeout=30)
            kept = {name: value for name, value in self.headers.items() if name != "Connection"}
            connection.request("GET", self.path, headers=kept)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            return dict(answer.getheaders()), body, answer.status

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the courses of the demo in its catalogue."""
    folder = tmp_path_factory.mktemp("prepared")
    Operator(folder, 0, "http://localhost:1", keys("x1")).do("prepare")
    return folder


@pytest.fixture
def both(prepared: Path, tmp_path: Path) -> Iterator[tuple[Operator, Operator, Line]]:
    """Two operators that answer, the first behind a line."""
    ports = [free_port() for _ in range(3)]
    urls = [f"http://localhost:{port}" for port in ports]
    for name in ("a", "b"):
        shutil.copytree(prepared, tmp_path / name)
    a = Operator(tmp_path / "a", ports[2], urls[0], keys("a1"), [f"localhost:{ports[1]}"])
    b = Operator(tmp_path / "b", ports[1], urls[1], keys("b1"), [f"localhost:{ports[0]}"])
    with line(ports[0], ports[2]) as held:
        try:
            a.up()
            b.up()
            yield a, b, held
        finally:
            a.down()
            b.down()


def test_two_hosts_show_each_others_courses_whatever_happens(
    both: tuple[Operator, Operator, Line],
) -> None:
    a, b, held = both
    # Each trusts the other, and shows what it teaches.
    assert (b.do("trust", a.url), a.do("trust", b.url)) == (1, 1)
    (first,) = b.do("harvest")
    old = dict(held.old)
    assert first["reason"] == ""
    assert first["added"] > 0
    assert a.do("harvest") == [first]
    shown = b.do("shown")
    assert all(uri.startswith(f"{a.url}/agir/catalogue/courses/") for uri in shown["courses"])
    assert shown["listed"] == len(shown["courses"]) == first["added"]
    assert shown["taught"] > 0
    nothing = {"reason": "", "added": 0, "changed": 0, "gone": 0}
    assert b.do("harvest") == [nothing]

    # The line is cut: what was there stays.
    held.change = lambda _path, _headers, body: body[: len(body) // 2]
    assert b.do("harvest")[0]["reason"] == "address_unreachable"
    # Somebody on the line changes a word, or plays an old answer again.
    a.do("withdraw")
    held.change = lambda _path, _headers, body: body.replace(b"tombstone", b"TOMBSTONE")
    assert b.do("harvest")[0]["reason"] == "signature_wrong"
    held.change, held.played = (lambda _path, _headers, body: body), old
    assert b.do("harvest")[0]["reason"] == "feed_replayed"
    assert b.do("shown")["courses"] == shown["courses"]
    # The line is right again: the course that was withdrawn is gone at the next reading.
    held.played = {}
    assert b.do("harvest") == [nothing | {"gone": 1}]
    assert b.do("shown")["listed"] == len(shown["courses"]) - 1

    # A key hands over to the next.
    a.down()
    a.keys = keys("a1", "a2")
    a.up()
    assert b.do("harvest") == [nothing]
    assert len(b.do("shown")["keys"]) == 2
    a.down()
    a.keys = [*keys("a2"), keys("a1")[0] | {"state": "retired"}]
    a.up()
    assert b.do("harvest") == [nothing]
    assert len(b.do("shown")["keys"]) == 1

    # Somebody else comes to live at this address, with keys of their own.
    a.down()
    a.keys = keys("x1")
    a.up()
    for _ in range(5):
        assert b.do("harvest")[0]["reason"] == "signature_key_unknown"
    told = b.do("shown")
    assert told["state"] == ["quarantined"]
    assert told["listed"] == len(shown["courses"]) - 1
    assert b.do("harvest") == []
