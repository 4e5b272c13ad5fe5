"""How is one document read from an address that somebody else wrote?

With one GET, and nothing is taken on trust: the address is checked, then its name is resolved
once, every IP address it has must be public, and the connection goes to the very one that was
checked. No redirect, no proxy of the environment, no cookie, no credential. One clock runs for
all of it, whatever drips in; what arrives is counted as it comes, packed and unpacked. Who has
the document already says its mark (``etag``), and is then told that nothing changed.
"""

import ssl
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from http.client import NOT_MODIFIED, HTTPException, HTTPResponse
from http.client import OK as STATUS_OK
from importlib import import_module
from importlib.util import find_spec
from io import BufferedReader, RawIOBase
from socket import socket
from time import monotonic
from typing import Any, Final

from agir_platform.http.errors import (
    AddressRefused,
    AddressUnreachable,
    AnswerTooLarge,
    AnswerUnexpected,
)
from agir_platform.http.network import Network, SystemNetwork
from agir_platform.http.places import Place, is_public, place_of

PIECE: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: the address asked, its media type in small letters ('' when untold), bytes.

    ``headers`` are those of the answer by their names in small letters, repeated ones joined by
    commas. ``is_unchanged``: the document is the one whose ``etag`` was told; no bytes came.
    """

    url: str
    content_type: str
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict, compare=False)
    is_unchanged: bool = False


def fetch(
    url: str,
    *,
    limit: int = 1_000_000,
    timeout: float = 5.0,
    accept: str = "application/json",
    etag: str = "",
) -> Fetched:
    """Return what lies at ``url``: at most ``limit`` bytes, within ``timeout`` seconds in all.

    ``etag`` is the ``ETag`` header of an earlier answer, as it came.
    Only ``https`` on port 443 at public IP addresses, unless ``AGIR_HTTP_ALLOWED_HOSTS`` names
    ``host:port``. Raises ``AddressRefused``, ``AddressUnreachable``, ``AnswerTooLarge`` or
    ``AnswerUnexpected``, each with the ``host``.
    """
    return Reader(SystemNetwork(), trust).fetch(
        url, limit=limit, timeout=timeout, accept=accept, etag=etag
    )


@cache
def trust() -> ssl.SSLContext:
    """Return what certificates are checked with: the machine's authorities and Mozilla's."""
    context = ssl.create_default_context()
    if find_spec("certifi"):
        context.load_verify_locations(import_module("certifi").where())
    return context


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads over a network, trusting what ``trust`` returns."""

    network: Network
    trust: Callable[[], ssl.SSLContext]

    def fetch(
        self, url: str, *, limit: int, timeout: float, accept: str, etag: str = ""
    ) -> Fetched:
        """Do what ``fetch`` of this module says."""
        clock = Clock(monotonic() + timeout)
        place = place_of(url)
        try:
            with self._connected(place, clock) as connection:
                connection.sendall(_request(place, accept, etag))
                return _read(place, _Deadline(connection, clock), limit, has_it=bool(etag))
        except (OSError, HTTPException) as error:
            raise AddressUnreachable(type(error).__name__, host=place.host) from error

    def _connected(self, place: Place, clock: "Clock") -> socket:
        addresses = self.network.resolve(place.host, place.port, clock.left())
        if not place.is_allowed and not all(is_public(one) for one in addresses):
            raise AddressRefused("not a public address", host=place.host)
        connection = self._first(addresses, place.port, clock)
        if not place.is_tls:
            connection.settimeout(clock.left())
            return connection
        try:
            connection.settimeout(clock.left())
            # An answer without a length ends with the connection: a cut is told from an end.
            return self.trust().wrap_socket(
                connection, server_hostname=place.host, suppress_ragged_eofs=False
            )
        except BaseException:
            connection.close()
            raise

    def _first(self, addresses: tuple[str, ...], port: int, clock: "Clock") -> socket:
        """Return a connection to the first address that takes one, each given its share."""
        fault: OSError = OSError("no address")
        for place, address in enumerate(addresses):
            try:
                return self.network.connect(address, port, clock.left() / (len(addresses) - place))
            except OSError as error:
                fault = error
        raise fault


@dataclass(frozen=True, slots=True)
class Clock:
    """The instant, on the machine's steady clock, at which all must be done."""

    end: float

    def left(self) -> float:
        """Return the seconds that are left; raise ``TimeoutError`` when none is."""
        left = self.end - monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        return left


class _Deadline(RawIOBase):
    """The bytes of a connection, each read within what is left of the whole time."""

    def __init__(self, connection: socket, clock: Clock) -> None:
        self._connection, self._clock = connection, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._clock.left())
        return self._connection.recv_into(buffer)

    def makefile(self, *_: Any, **__: Any) -> BufferedReader:
        """Be what ``HTTPResponse`` wants of a socket."""
        return BufferedReader(self)


def _request(place: Place, accept: str, etag: str) -> bytes:
    if not (etag.isascii() and etag.isprintable()):
        raise AddressRefused("a mark of a document holds no controls", host=place.host)
    lines = (
        f"GET {place.target} HTTP/1.1",
        f"Host: {place.authority}",
        f"Accept: {accept}",
        "Accept-Encoding: identity",
        "User-Agent: Agir",
        "Connection: close",
        *((f"If-None-Match: {etag}",) if etag else ()),
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _read(place: Place, stream: _Deadline, limit: int, *, has_it: bool) -> Fetched:
    response = HTTPResponse(stream)  # type: ignore[arg-type]  # it asks for makefile alone
    response.begin()
    headers: dict[str, str] = {}
    for name, value in response.getheaders():
        known = headers.get(name.lower())
        headers[name.lower()] = value if known is None else f"{known}, {value}"
    if has_it and response.status == NOT_MODIFIED:
        return Fetched(place.url, "", b"", headers, is_unchanged=True)
    if response.status != STATUS_OK:
        raise AnswerUnexpected(host=place.host, status=response.status)
    packing = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip"):
        raise AnswerUnexpected(host=place.host, status=response.status, encoding=packing[:20])
    pieces = _pieces(response)
    if packing == "gzip":
        pieces = _unpacked(_counted(pieces, place, limit), limit)
    content = b"".join(_counted(pieces, place, limit))
    told = response.getheader("Content-Type") or ""
    return Fetched(place.url, told.partition(";")[0].strip().lower(), content, headers)


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    while piece := response.read1(PIECE):
        yield piece
    if response.length:
        raise HTTPException("the answer ended before its end")


def _counted(pieces: Iterator[bytes], place: Place, limit: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise AnswerTooLarge(host=place.host, limit=limit)
        yield piece


def _unpacked(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Unpack gzip, never more than a piece at a time: one byte may stand for a thousand."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        for piece in pieces:
            rest = piece
            while rest:
                yield unpacker.decompress(rest, PIECE)
                rest = unpacker.unconsumed_tail
        yield unpacker.flush(limit)
    except zlib.error as error:
        raise HTTPException("what was packed cannot be unpacked") from error
    if not unpacker.eof:
        raise HTTPException("the answer ended before its end")
