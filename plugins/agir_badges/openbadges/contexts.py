"""What do the terms of a credential mean? The standards' context documents, kept here as data.

Nothing is ever fetched: a badge whose context is not one of these is refused, so that neither its
meaning nor this server depends on another machine.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, Final

from agir_kernel.errors import DomainError

VC2: Final = "https://www.w3.org/ns/credentials/v2"
VC1: Final = "https://www.w3.org/2018/credentials/v1"
OB3: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB3_ANY: Final = frozenset(
    {
        OB3,
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
    }
)
DATA_INTEGRITY: Final = "https://w3id.org/security/data-integrity/v2"
MULTIKEY: Final = "https://w3id.org/security/multikey/v1"
STATUS: Final = "https://www.w3.org/ns/credentials/status/v1"
DID: Final = "https://www.w3.org/ns/did/v1"

FOLDER: Final = "agir_badges.openbadges.context_documents"


MAX_NAMED: Final = 100


class ContextUnknown(DomainError):
    """A context that is not bundled; ``url`` says which, at most 200 characters of it.

    ``url`` is "" for a context that the document defines itself: words that mean what their
    bearer likes, so that two swapped members would still be signed.
    """

    code: ClassVar[str] = "context_unknown"


def known() -> frozenset[str]:
    """Return the URLs of the bundled documents."""
    return frozenset(_manifest())


def check_named(document: object, allowed: Collection[str]) -> None:
    """Raise ``ContextUnknown`` unless every context of ``document`` is the name of an allowed one.

    At most 100 contexts may be named in all: each costs.
    """
    named = 0
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            waiting.extend(value for name, value in one.items() if name != "@context")
            contexts = one.get("@context", [])
            for url in contexts if isinstance(contexts, list) else [contexts]:
                named += 1
                if not isinstance(url, str) or url not in allowed or named > MAX_NAMED:
                    shown = url[:200] if isinstance(url, str) else ""
                    raise ContextUnknown(f"context {shown!r} is not bundled", url=shown)
        elif isinstance(one, list):
            waiting.extend(one)


def document_loader(url: str, _options: object = None) -> dict[str, Any]:
    """Return the bundled document ``url`` in the form that pyld asks; raises ``ContextUnknown``."""
    if url not in _manifest():
        raise ContextUnknown(f"context {url[:200]!r} is not bundled", url=url[:200])
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        # Read again each time: pyld writes into what it is given, and asks once a process.
        "document": json.loads(_bytes(_manifest()[url]["file"])),
        "tag": "static",
    }


@cache
def _manifest() -> dict[str, dict[str, str]]:
    return {row["url"]: row for row in json.loads(_bytes("MANIFEST.json"))}


def _bytes(name: str) -> bytes:
    return files(FOLDER).joinpath(name).read_bytes()
