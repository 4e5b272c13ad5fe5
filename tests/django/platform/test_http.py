"""A document is read from an address that a stranger wrote, and nothing else happens."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_servers import Answer, Authority, Names, authority, document, send, serving

from agir_platform import http
from agir_platform.http.client import Reader, trust
from agir_platform.http.network import SystemNetwork
from agir_platform.http.places import is_public, place_of

PUBLIC = "93.184.215.14"
OTHER = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
PEER = "https://peer.example/agir/issuer/did.json"
PATIENCE = 8  # seconds; a slow machine takes its time, and no limit would be ten or for ever
BODY = b'{"id": "did:web:peer.example:agir:issuer"}'


@pytest.fixture(scope="module")
def keys(tmp_path_factory: Any) -> Authority:
    return authority(tmp_path_factory.mktemp("tls"), "peer.example")


def read(
    reader: Reader, url: str = PEER, limit: int = 1000, timeout: float = 5.0, etag: str = ""
) -> http.Fetched:
    return reader.fetch(url, limit=limit, timeout=timeout, accept="application/json", etag=etag)


@pytest.fixture
def ask(keys: Authority) -> Iterator[Any]:
    """Serve an answer over TLS as ``peer.example`` and read it; tell who was asked."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def asked(answer: Answer, url: str = PEER, **options: Any) -> Any:
            server = stack.enter_context(serving(answer, keys.server))
            names = Names(server.port, peer_example=[PUBLIC])
            asked.server, asked.names = server, names  # type: ignore[attr-defined]
            return read(Reader(names, lambda: keys.client), url, **options)

        yield asked


# --- what is read -------------------------------------------------------------------------------


def test_a_document_is_read_over_tls(ask: Any) -> None:
    found = ask(document(BODY, "Content-Type: Application/DID+json; charset=utf-8"))
    assert found == http.Fetched(PEER, "application/did+json", BODY)
    assert ask.names.connected == [(PUBLIC, 443)]
    lines = ask.server.requests[0].decode().split("\r\n")
    assert lines[0] == "GET /agir/issuer/did.json HTTP/1.1"
    assert {"Host: peer.example", "Accept-Encoding: identity", "Accept: application/json"} <= set(
        lines
    )


def test_the_request_tells_nothing_of_us(ask: Any, monkeypatch: Any, tmp_path: Path) -> None:
    """No cookie, no credential of a file, and no proxy of the environment."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine peer.example login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    assert ask(document(BODY)).content == BODY
    request = ask.server.requests[0].lower()
    assert b"authorization" not in request
    assert b"cookie" not in request


def test_path_and_query_arrive_as_written_or_in_ascii(ask: Any) -> None:
    ask(document(BODY), url="https://peer.example/a%20b/é?q=1&r=%C3%A9#part")
    assert ask.server.requests[0].startswith(b"GET /a%20b/%C3%A9?q=1&r=%C3%A9 HTTP/1.1\r\n")


def test_pieces_without_a_length_are_put_together(ask: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert ask(send(head, b"2\r\n{\n\r\n", b"1\r\n}\r\n0\r\n\r\n")).content == b"{\n}"


def test_what_was_packed_unasked_is_unpacked(ask: Any) -> None:
    packed = gzip.compress(b"x" * 900, mtime=0)
    assert ask(document(packed, "Content-Encoding: gzip")).content == b"x" * 900


# --- where it does not go -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://peer.example/",
        "ftp://peer.example/",
        "file:///etc/passwd",
        "gopher://peer.example/",
        "//peer.example/",
        "peer.example",
        "",
        "https://",
        "https:///path",
        "https://peer.example:8443/",
        "https://peer.example:99999/",
        "https://peer.example:x/",
        "https://me:secret@peer.example/",
        "https://@peer.example/",
        "https://peer.example\\@127.0.0.1/",
        "https://peer.example/\r\nX: y",
        "https://peer.example/a b",
        " https://peer.example/",
        "https://peer..example/",
        "https://" + "a" * 64 + ".example/",
        "https://[::1/",
        "https://peer.example/" + "a" * 2048,
    ],
)
def test_an_address_of_another_kind_is_refused_unasked(url: str, keys: Authority) -> None:
    names = Names(9, peer_example=[PUBLIC])
    with pytest.raises(http.AddressRefused):
        read(Reader(names, lambda: keys.client), url)
    assert names.asked == names.connected == []


PRIVATE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.1.2.3",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
    "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
    "64:ff9b::5db8:d70e", "64:ff9b:1::1", "100::1", "2001::1", "2001:20::1", "2001:db8::1",
    "2002:7f00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_refused(address: str, keys: Authority) -> None:
    names = Names(9, peer_example=[address])
    with pytest.raises(http.AddressRefused) as refused:
        read(Reader(names, lambda: keys.client))
    assert refused.value.code == "address_refused"
    assert names.connected == []
    assert address not in str(refused.value.facts.values()) or not address


def test_one_address_inside_among_public_ones_is_enough(keys: Authority) -> None:
    names = Names(9, peer_example=[PUBLIC, "10.0.0.1", OTHER])
    with pytest.raises(http.AddressRefused):
        read(Reader(names, lambda: keys.client))
    assert names.connected == []


@given(st.ip_addresses(v=4))
def test_ipv4_inside_ipv6_hides_nothing(ip: Any) -> None:
    """Mapped, it is as public as it is; translated, never."""
    mapped = f"::ffff:{ip}"
    assert is_public(mapped) == is_public(str(ip))
    assert not is_public(f"64:ff9b::{int(ip) >> 16:x}:{int(ip) & 0xFFFF:x}")
    assert not is_public(f"2002:{int(ip) >> 16:x}:{int(ip) & 0xFFFF:x}::1")


@given(st.ip_addresses())
def test_what_python_knows_as_special_is_never_public(ip: Any) -> None:
    special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast
    assert not (special and is_public(str(ip)))


@pytest.mark.parametrize("address", [PUBLIC, OTHER, "8.8.8.8", "::ffff:8.8.8.8", "2a01:e0a::1"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"]
)
def test_every_way_to_write_this_machine_is_refused(host: str) -> None:
    """Over the machine's own resolver, which reads them all as 127.0.0.1 or ::1."""
    with pytest.raises((http.AddressRefused, http.AddressUnreachable)) as refused:
        http.fetch(f"https://{host}/")
    if host in ("127.0.0.1", "[::1]", "localhost"):
        assert refused.type is http.AddressRefused


# --- a name that changes its mind ---------------------------------------------------------------


def test_a_name_is_resolved_once_and_held_to_it(keys: Authority) -> None:
    """DNS rebinding: public when it is checked, this machine when it would be connected."""
    with serving(document(BODY), keys.server) as server:
        names = Names(server.port, peer_example=[PUBLIC])
        names.later["peer.example"] = ["127.0.0.1"]
        assert read(Reader(names, lambda: keys.client)).content == BODY
        assert names.asked == ["peer.example"]
        assert names.connected == [(PUBLIC, 443)]
        with pytest.raises(http.AddressRefused):
            read(Reader(names, lambda: keys.client))
        assert names.connected == [(PUBLIC, 443)]


def test_the_next_address_is_tried_when_one_is_dead(keys: Authority) -> None:
    with serving(document(BODY), keys.server) as server:
        names = Names(server.port, peer_example=[OTHER, PUBLIC])
        names.dead = {OTHER}
        assert read(Reader(names, lambda: keys.client)).content == BODY
        assert [address for address, _ in names.connected] == [OTHER, PUBLIC]


def test_the_connection_goes_to_a_number(monkeypatch: Any) -> None:
    """Connecting asks no resolver again that could say something else."""
    asked: list[Any] = []
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: asked.append(a[0]) or real(*a, **k))
    with serving(document(BODY)) as server:
        SystemNetwork().connect("127.0.0.1", server.port, 5).close()
    assert asked == ["127.0.0.1"]


# --- who answers --------------------------------------------------------------------------------


def test_a_certificate_for_another_name_is_refused(keys: Authority) -> None:
    with serving(document(BODY), keys.server) as server:
        names = Names(server.port, other_example=[PUBLIC])
        with pytest.raises(http.AddressUnreachable):
            read(Reader(names, lambda: keys.client), "https://other.example/")
        assert server.requests == []


def test_a_certificate_of_an_unknown_authority_is_refused(keys: Authority) -> None:
    with serving(document(BODY), keys.server) as server:
        names = Names(server.port, peer_example=[PUBLIC])
        with pytest.raises(http.AddressUnreachable):
            read(Reader(names, trust))


def test_a_name_that_is_not_is_unreachable(keys: Authority) -> None:
    with pytest.raises(http.AddressUnreachable) as refused:
        read(Reader(Names(9), lambda: keys.client))
    assert refused.value.facts == {"host": "peer.example"}


def test_nobody_at_home_is_unreachable(keys: Authority) -> None:
    names = Names(9, peer_example=[PUBLIC])
    names.dead = {PUBLIC}
    with pytest.raises(http.AddressUnreachable):
        read(Reader(names, lambda: keys.client))


# --- what it does not take ----------------------------------------------------------------------


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Again", "308 For good"])
@pytest.mark.parametrize("target", ["https://127.0.0.1/", "http://169.254.169.254/latest", PEER])
def test_a_redirect_is_not_followed(ask: Any, status: str, target: str) -> None:
    with pytest.raises(http.AnswerUnexpected) as refused:
        ask(document(b"", f"Location: {target}", status=status))
    assert refused.value.facts == {"host": "peer.example", "status": int(status[:3])}
    assert len(ask.server.requests) == 1
    assert ask.names.connected == [(PUBLIC, 443)]


@pytest.mark.parametrize("status", ["204 No", "206 Part", "401 Who", "404 Not", "500 Broken"])
def test_another_status_is_no_document(ask: Any, status: str) -> None:
    with pytest.raises(http.AnswerUnexpected):
        ask(document(b"{}", status=status))


def test_another_packing_is_no_document(ask: Any) -> None:
    with pytest.raises(http.AnswerUnexpected):
        ask(document(b"{}", "Content-Encoding: br"))


def endless(head: bytes, piece: bytes) -> Answer:
    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)

    return answer


def test_a_body_up_to_the_limit_is_read_and_one_byte_more_is_not(ask: Any) -> None:
    assert len(ask(document(b"x" * 1000)).content) == 1000
    with pytest.raises(http.AnswerTooLarge) as refused:
        ask(document(b"x" * 1001))
    assert refused.value.facts == {"host": "peer.example", "limit": 1000}


def test_an_endless_body_is_cut(ask: Any) -> None:
    with pytest.raises(http.AnswerTooLarge):
        ask(endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 4096))


def test_an_endless_row_of_pieces_is_cut(ask: Any) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with pytest.raises(http.AnswerTooLarge):
        ask(endless(head, b"1000\r\n" + b"x" * 4096 + b"\r\n"))


def test_a_bomb_is_cut_before_it_unfolds(ask: Any) -> None:
    """Fifty million bytes packed in fifty thousand: the memory it takes stays that of the limit."""
    import tracemalloc

    packed = gzip.compress(b"\x00" * 50_000_000, 9, mtime=0)
    assert len(packed) < 60_000
    tracemalloc.start()
    with pytest.raises(http.AnswerTooLarge):
        ask(document(packed, "Content-Encoding: gzip"), limit=60_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


@pytest.mark.parametrize(
    "packed", [b"no gzip", gzip.compress(b"x" * 500, mtime=0)[:-9], gzip.compress(b"")[:4]]
)
def test_what_cannot_be_unpacked_is_unreachable(ask: Any, packed: bytes) -> None:
    with pytest.raises(http.AddressUnreachable):
        ask(document(packed, "Content-Encoding: gzip"))


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n{}",
        b"SSH-2.0-OpenSSH\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n{}",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n{}",
    ],
)
def test_an_answer_that_breaks_off_or_rambles_is_unreachable(ask: Any, raw: bytes) -> None:
    with pytest.raises(http.AddressUnreachable):
        ask(send(raw))


# --- time ---------------------------------------------------------------------------------------


def drip(first: bytes, drop: bytes, stop: threading.Event) -> Answer:
    """Return an answer that sends a drop every 50 ms until the test is over."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(first)
        while not stop.wait(0.05):
            connection.sendall(drop)

    return answer


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["status", "headers", "body", "pieces", "continue"],
)
def test_a_slow_drip_ends_with_the_time(ask: Any, first: bytes, drop: bytes) -> None:
    stop = threading.Event()
    begun = time.monotonic()
    try:
        with pytest.raises(http.AddressUnreachable):
            ask(drip(first, drop, stop), timeout=0.5)
    finally:
        stop.set()
    assert 0.45 < time.monotonic() - begun < PATIENCE


def test_a_server_that_says_nothing_ends_with_the_time(keys: Authority) -> None:
    """It takes the connection and never greets."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        names = Names(mute.getsockname()[1], peer_example=[PUBLIC])
        begun = time.monotonic()
        with pytest.raises(http.AddressUnreachable):
            read(Reader(names, lambda: keys.client), timeout=0.4)
        assert time.monotonic() - begun < PATIENCE


def test_a_name_server_that_says_nothing_ends_with_the_time(monkeypatch: Any) -> None:
    stop = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: stop.wait(10) and [])
    begun = time.monotonic()
    try:
        with pytest.raises(TimeoutError):
            SystemNetwork().resolve("peer.example", 443, 0.3)
    finally:
        stop.set()
    assert time.monotonic() - begun < PATIENCE


# --- peers in development -----------------------------------------------------------------------


def test_a_peer_that_the_site_names_is_asked_in_clear(settings: Any) -> None:
    """Over the machine's own network, nothing of ours in between."""
    with serving(document(BODY, "Content-Type: application/json")) as server:
        url = f"http://localhost:{server.port}/agir/issuer/did.json"
        with pytest.raises(http.AddressRefused):
            http.fetch(url)
        settings.AGIR_HTTP_ALLOWED_HOSTS = [f"localhost:{server.port}"]
        assert http.fetch(url) == http.Fetched(url, "application/json", BODY)
        assert f"Host: localhost:{server.port}\r\n".encode() in server.requests[0]
        with pytest.raises(http.AddressRefused):
            http.fetch(f"http://127.0.0.1:{server.port}/")
        with pytest.raises(http.AnswerTooLarge):
            http.fetch(url, limit=10)


def test_a_peer_is_named_with_its_port(settings: Any) -> None:
    settings.AGIR_HTTP_ALLOWED_HOSTS = ["peer.example:8443", "[::1]:8000"]
    assert place_of("https://peer.example:8443/").is_allowed
    assert place_of("http://[::1]:8000/").authority == "[::1]:8000"
    assert not place_of("https://peer.example/").is_allowed
    for url in ("http://peer.example/", "https://peer.example:8444/"):
        with pytest.raises(http.AddressRefused):
            place_of(url)


# --- who has the document already ---------------------------------------------------------------


def test_a_document_that_did_not_change_is_not_sent_again(ask: Any) -> None:
    same = document(b"", 'ETag: "v1"', status="304 Not Modified")
    found = ask(same, etag='"v1"')
    assert found.is_unchanged
    assert found.content == b""
    assert found.headers["etag"] == '"v1"'
    assert b'If-None-Match: "v1"\r\n' in ask.server.requests[0]


def test_nothing_unchanged_is_taken_from_who_was_told_no_mark(ask: Any) -> None:
    with pytest.raises(http.AnswerUnexpected) as refused:
        ask(document(b"", status="304 Not Modified"))
    assert refused.value.facts["status"] == 304


@pytest.mark.parametrize("mark", ['"a"\r\nX: y', '"é"', '"\x00"'])
def test_a_mark_writes_no_line_of_the_question(ask: Any, mark: str) -> None:
    with pytest.raises(http.AddressRefused):
        ask(document(BODY), etag=mark)


def test_headers_that_come_twice_are_read_as_one(ask: Any) -> None:
    found = ask(document(BODY, "Signature-Input: a=()", "Signature-Input: b=()"))
    assert found.headers["signature-input"] == "a=(), b=()"
