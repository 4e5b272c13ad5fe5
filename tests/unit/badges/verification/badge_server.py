"""A server of this machine that serves a few documents over real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from unit.badges.verification.badge_samples import written


@dataclass
class Served:
    """What stands at each path, and which paths were asked; ``moved`` answers with a redirect."""

    port: int = 0
    documents: dict[str, object] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    moved: bool = False


@contextmanager
def serving(**documents: object) -> Iterator[Served]:
    """Serve on 127.0.0.1 until the end; a document is named by its path without the slash."""
    served = Served(documents={f"/{name}": held for name, held in documents.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            found = served.documents.get(self.path)
            body = b"" if found is None else written(found)
            self.send_response(302 if served.moved else 200 if body else 404)
            if served.moved:
                self.send_header("Location", f"http://127.0.0.1:{served.port}/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
