"""How does a framework come from another site's CASE service, by its address?

Three ways to name it: the address of its package, the address of its document (which names the
package), or the address of a service and an identifier. At most two documents are read, through
``agir_platform.http``: no private place, no redirect, a limit of bytes and one clock for both.
"""

from __future__ import annotations

import json
from time import monotonic
from typing import Any, Final
from uuid import UUID

from agir_competencies.domain.framework import Document
from agir_competencies.domain.refusals import AnswerNotPackage, FormatUnknown
from agir_competencies.frameworks import case
from agir_platform import http

SECONDS: Final = 60.0
MEDIA: Final = frozenset({"", "application/json", "text/json"})
ASKED: Final = "application/json"


def read(
    url: str, *, identifier: UUID | None = None, form: str, most_bytes: int, most_items: int
) -> Document:
    """Return the framework at ``url``, or that of ``identifier`` at the service of ``url``.

    Raises a ``FrameworkRefused`` for what is no package, and the refusals of
    ``agir_platform.http`` for what cannot be had.
    """
    if form != "case":
        raise FormatUnknown(format=form, known="case")
    end = monotonic() + SECONDS
    if identifier is not None:
        url = f"{url.rstrip('/')}/CFPackages/{identifier}"
    content = _asked(url, most_bytes, SECONDS)
    package = _package_of(content)
    if package is not None:
        content = _asked(package, most_bytes, max(end - monotonic(), 0.0))
    return case.parse(content, most_items=most_items)


def _asked(url: str, most_bytes: int, seconds: float) -> bytes:
    """Return the JSON at an address."""
    found = http.fetch(url, limit=most_bytes, timeout=seconds, accept=ASKED)
    if found.content_type not in MEDIA and not found.content_type.endswith("+json"):
        raise AnswerNotPackage(found=found.content_type)
    return found.content


def _package_of(content: bytes) -> str | None:
    """Return the address of the package that a document names, ``None`` for a package itself."""
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None  # the reader says what is wrong, and where
    told = _object(whole)
    if "CFPackage" in told or ("CFDocument" in told and "CFItems" in told):
        return None
    document = _object(told.get("CFDocument")) or told
    uri = _object(document.get("CFPackageURI")).get("uri")
    if isinstance(uri, str) and uri:
        return uri
    if "CFDocument" in told:
        return None  # a package without items: the reader says that it is empty
    raise AnswerNotPackage(found="CFDocuments" if "CFDocuments" in told else ASKED)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
