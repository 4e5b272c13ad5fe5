"""Where may the suite go?

Out to the public Internet alone, on the port of HTTPS. Who names an address to a server must
not learn through it what lies behind its walls (CWE-918). Ranges: the IANA registries of special
IPv4 and IPv6 addresses (2025); those that Python's own table lacks or had wrong are named here.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings

from agir_platform.http.errors import AddressRefused

LONGEST: Final = 2048
HTTPS: Final = 443

CLOSED: Final = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8",  # this network
        "100.64.0.0/10",  # shared by carriers, and by clouds for their own
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "::/96",  # IPv4 inside IPv6, the oldest way
        "64:ff9b::/96",  # NAT64: an IPv4 address, whichever
        "64:ff9b:1::/48",  # NAT64 of one's own
        "100::/64",  # discarded
        "2001::/23",  # protocol assignments, Teredo among them
        "2002::/16",  # 6to4: an IPv4 address, whichever
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """One address, taken apart. ``host`` is in ASCII letters; ``target`` is path and query.

    ``is_allowed``: the site named it in ``AGIR_HTTP_ALLOWED_HOSTS``.
    """

    url: str
    is_tls: bool
    host: str
    port: int
    target: str
    is_allowed: bool

    @property
    def authority(self) -> str:
        """Return what the ``Host`` header says."""
        host = _bracketed(self.host)
        return host if self.port == (HTTPS if self.is_tls else 80) else f"{host}:{self.port}"


def place_of(url: str) -> Place:
    """Return the address, taken apart; raise ``AddressRefused`` where the suite does not go."""
    if len(url) > LONGEST or any(letter <= " " or letter == "\x7f" for letter in url):
        raise AddressRefused("an address holds neither blanks nor controls", host="")
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = parts.port or (HTTPS if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressRefused("this is no address", host="") from error
    if not host or parts.scheme not in ("https", "http") or "@" in parts.netloc:
        raise AddressRefused("only https, and no name or password before the host", host=host)
    allowed = getattr(settings, "AGIR_HTTP_ALLOWED_HOSTS", None) or ()
    is_allowed = f"{_bracketed(host)}:{port}" in allowed
    if not is_allowed and (parts.scheme != "https" or port != HTTPS):
        raise AddressRefused("only https, on its own port", host=host)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    target = f"{path}?{query}" if query else path
    return Place(url, parts.scheme == "https", host, port, target, is_allowed)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_public(address: str) -> bool:
    """Tell whether an IP address, as text, lies in the public Internet."""
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return _is_global(ip) and not any(ip in closed for closed in CLOSED)


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    is_special = ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not (is_special or ip.is_loopback or ip.is_link_local)
