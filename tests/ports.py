"""Ports for servers of a test's own."""

from __future__ import annotations

import os
import socket
from itertools import count

# Below what Linux (32768) and macOS (49152) lend to whoever connects: nobody takes one by chance
# between the question and the server's start. Processes begin at places of their own.
FIRST, ROOM = 12_000, 20_000
_next = count(os.getpid() * 7)


def free_port() -> int:
    """Return a loopback port that nobody holds now, each time another; ``OSError`` if none is."""
    for _ in range(ROOM):
        port = FIRST + next(_next) % ROOM
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError("no port is free on 127.0.0.1")
