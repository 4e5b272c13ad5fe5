"""What may a document show? What it carries, and the site's own static files.

An address comes from a page, and a page shows what people wrote. So there is no list of bad
addresses: two kinds are known, the rest is refused before a name is resolved or a file opened.
"""

from __future__ import annotations

import base64
import binascii
import mimetypes
from dataclasses import dataclass
from typing import ClassVar, Final
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import SuspiciousOperation

from agir_kernel.errors import DomainError

BASE: Final = "https://document.invalid/"  # relative addresses are read against it (RFC 2606)
TYPES: Final = frozenset(
    {"text/css", "image/svg+xml", "image/png", "image/jpeg", "font/woff2", "font/woff", "font/ttf"}
)
LIMIT: Final = 5_000_000  # bytes of one resource


class DocumentReachesOut(DomainError):
    """A document that asks for something that is neither in it nor a static file of the site."""

    code: ClassVar[str] = "document_reaches_out"


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address stands for: its bytes and its media type."""

    content: bytes
    kind: str


def read(address: str) -> Resource:
    """Return what ``address`` stands for; raise ``DocumentReachesOut`` (its ``kind`` only)."""
    if address.startswith("data:"):
        return _carried(address)
    base = urljoin(BASE, settings.STATIC_URL or "/static/")
    if address.startswith(base):
        return _static(unquote(urlsplit(address[len(base) :]).path))
    raise DocumentReachesOut(kind=address.partition(":")[0][:20])


def _carried(address: str) -> Resource:
    head, comma, body = address.removeprefix("data:").partition(",")
    kind, *words = head.split(";")
    if not comma:
        raise DocumentReachesOut("a data address without data", kind="data")
    content = unquote_to_bytes(body)
    if "base64" in words:
        content = _decoded(content)
    return Resource(content, kind.strip().lower() or "text/plain")


def _decoded(content: bytes) -> bytes:
    try:
        return base64.b64decode(content)
    except binascii.Error as error:
        raise DocumentReachesOut("a data address that does not decode", kind="data") from error


def _static(name: str) -> Resource:
    kind = mimetypes.guess_type(name)[0] or ""
    if kind not in TYPES:
        raise DocumentReachesOut("a kind that no document shows", kind="static")
    try:
        content = _collected(name) or _found(name)
    except (SuspiciousOperation, ValueError, OSError) as error:
        raise DocumentReachesOut("no such static file", kind="static") from error
    if content is None:
        raise DocumentReachesOut("no such static file", kind="static")
    return Resource(content, kind)


def _collected(name: str) -> bytes | None:
    """Return a file as ``collectstatic`` left it, under its own name or a hashed one."""
    try:
        if not staticfiles_storage.exists(name):
            return None
        with staticfiles_storage.open(name) as file:
            return bytes(file.read(LIMIT))
    except (NotImplementedError, FileNotFoundError):
        return None


def _found(name: str) -> bytes | None:
    """Return a file from where apps keep theirs."""
    place = finders.find(name)
    if not place:
        return None
    with open(place, "rb") as file:
        return file.read(LIMIT)
