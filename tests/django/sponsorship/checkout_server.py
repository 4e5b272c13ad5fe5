"""A server that answers as Stripe's API does to the one call we make, on 127.0.0.1.

What it follows (docs.stripe.com/api/idempotent_requests, …/errors): the first answer to an
idempotency key is given again, a 5xx of an execution too; the same key with other parameters is
400 ``idempotency_error``; a refusal of the parameters or of the key of the account is not kept.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

PATH = "/v1/checkout/sessions"
Answer = tuple[int, dict[str, Any]]


@dataclass
class Checkout:
    """What was asked, what was made, and how the next calls go wrong."""

    address: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """(idempotency key, form) of each call that arrived."""
    sessions: dict[str, dict[str, str]] = field(default_factory=dict)
    """The form of each session that was made, by its number."""
    kept: dict[str, tuple[dict[str, str], Answer]] = field(default_factory=dict)
    faults: list[Callable[[Checkout, dict[str, str]], Answer | None]] = field(default_factory=list)
    """Each is used up by one call; ``None``: the connection ends without an answer."""

    def answer(self, key: str, form: dict[str, str]) -> Answer | None:
        """Return what Stripe would."""
        self.asked.append((key, form))
        if key in self.kept:
            before, told = self.kept[key]
            return told if before == form else error(400, "idempotency_error")
        told_now = self.faults.pop(0)(self, form) if self.faults else made(self, form)
        if told_now is None:
            # It was done all the same: who asks again with the key gets what was made.
            self.kept[key] = form, made(self, form)
        elif told_now[0] < 400 or told_now[0] >= 500:
            self.kept[key] = form, told_now
        return told_now


def made(checkout: Checkout, form: dict[str, str]) -> Answer:
    """Make a session."""
    name = f"cs_test_{len(checkout.sessions) + 1}"
    checkout.sessions[name] = form
    url = f"https://checkout.stripe.com/c/pay/{name}"
    return 200, {"id": name, "object": "checkout.session", "url": url, "payment_intent": None}


def error(status: int, kind: str) -> Answer:
    """Return an error in Stripe's shape."""
    return status, {"error": {"type": kind, "message": "No such thing: 4242 4242 4242 4242"}}


def fails(status: int, kind: str) -> Callable[[Checkout, dict[str, str]], Answer]:
    """Return a fault that answers an error."""
    return lambda *_: error(status, kind)


def breaks(*_: Any) -> None:
    """End the connection without an answer, after the session was made."""


@contextmanager
def serving() -> Iterator[Checkout]:
    """Serve until the block ends."""
    checkout = Checkout()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = {
                name: said[0] for name, said in parse_qs(self.rfile.read(length).decode()).items()
            }
            assert self.path == PATH
            assert self.headers["Authorization"].startswith("Bearer sk_test_")
            form["Stripe-Version"] = self.headers["Stripe-Version"]
            told = checkout.answer(self.headers["Idempotency-Key"], form)
            if told is None:
                self.close_connection = True
                return
            body = json.dumps(told[1]).encode()
            self.send_response(told[0])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    checkout.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield checkout
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
