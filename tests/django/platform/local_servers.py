"""Servers of this machine that answer as told, and a network whose names lead to them.

A server has a real socket and real TLS; only the names and numbers of the Internet are ours.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Answer = Callable[[socket.socket], None]


def send(*pieces: bytes) -> Answer:
    """Return an answer that sends the pieces one after the other."""

    def answer(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return answer


def document(body: bytes, *headers: str, status: str = "200 OK") -> Answer:
    """Return the answer of a well-behaved server."""
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", "")
    return send("\r\n".join(lines).encode() + body)


@dataclass
class Server:
    """One server: its port, and the requests it read."""

    port: int
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve ``answer`` to whoever comes, until the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])

    def one(plain: socket.socket) -> None:
        try:
            with tls.wrap_socket(plain, server_side=True) if tls else plain as connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    request += piece
                server.requests.append(request)
                answer(connection)
        except OSError:
            plain.close()

    def serve() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=one, args=(plain,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


class Names:
    """A network where names have the addresses given, and every address is one local server.

    A name's addresses may be a list of lists: the answers to one question after the other, as a
    name server that changes its mind gives them. ``asked`` and ``connected`` remember.
    """

    def __init__(self, port: int, **names: list[str]) -> None:
        """Give names (a dot is written ``_``) their addresses."""
        self.port = port
        self.names = {name.replace("_", "."): found for name, found in names.items()}
        self.asked: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self.dead: set[str] = set()
        self.later: dict[str, list[str]] = {}

    def resolve(self, host: str, port: int, timeout: float) -> tuple[str, ...]:
        """Return the addresses of the name; those in ``later`` from the second time on."""
        found = self.later.get(host) if host in self.asked else None
        self.asked.append(host)
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return tuple(found or self.names[host])

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        """Connect to the local server in the place of any address that is not dead."""
        self.connected.append((address, port))
        if address in self.dead:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)


@dataclass(frozen=True)
class Authority:
    """A certificate for ``name`` and the authority that vouches for it."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def authority(place: Path, name: str) -> Authority:
    """Make a certificate for the name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of this test")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = place / "server.pem"
    pem.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return Authority(server, ssl.create_default_context(cafile=str(pem)))
