"""Which two things does reading an address need of the network?"""

import socket
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol


class Network(Protocol):
    """Names and connections. Both raise ``OSError`` for what cannot be done in time."""

    def resolve(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """Return every IP address of the host, as text, in the order to try them."""
        ...

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """Return a connection to this very IP address."""
        ...


class SystemNetwork:
    """The machine's own network."""

    def resolve(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """Ask the machine's resolver, which knows no time limit: it is waited for, no longer."""
        answers: SimpleQueue[tuple[str, ...] | OSError] = SimpleQueue()

        def ask() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answers.put(tuple(dict.fromkeys(str(one[4][0]) for one in found)))
            except (OSError, UnicodeError) as error:
                answers.put(OSError(str(error)))

        Thread(target=ask, daemon=True).start()
        try:
            answer = answers.get(timeout=max(timeout, 0.001))
        except Empty as error:
            raise TimeoutError("the name was not resolved in time") from error
        if isinstance(answer, OSError):
            raise answer
        return answer

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """Connect; the address is a number already, so nothing is resolved again."""
        return socket.create_connection((address, port), timeout=timeout)
