"""Where do signed minutes and proofs of an absence lie? In private storage, under random names."""

from __future__ import annotations

import logging
from hashlib import sha256
from typing import ClassVar, Final
from uuid import uuid4

from django.core.files.base import ContentFile

from agir_kernel.errors import DomainError
from agir_platform.storage import private_storage

log = logging.getLogger(__name__)
MOST_BYTES: Final = 5 * 1024 * 1024
KINDS: Final = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}


class ProofRefused(DomainError):
    """The file is none that is kept (``reason``: size, kind)."""

    code: ClassVar[str] = "proof_refused"


def keep(folder: str, content: bytes) -> tuple[str, str]:
    """Keep a PDF, PNG or JPEG of at most 5 MiB; return its path and SHA-256.

    Raises ``ProofRefused``, and what ``private_storage`` raises.
    """
    if len(content) > MOST_BYTES:
        raise ProofRefused(reason="size", limit=MOST_BYTES)
    ending = next((kind for mark, kind in KINDS.items() if content.startswith(mark)), None)
    if ending is None:
        raise ProofRefused(reason="kind")
    path = private_storage().save(
        f"certification/{folder}/{uuid4().hex}.{ending}", ContentFile(content)
    )
    return path, sha256(content).hexdigest()


def read(path: str) -> bytes:
    """Return a file that ``keep`` kept."""
    with private_storage().open(path, "rb") as file:
        return bytes(file.read(MOST_BYTES + 1))


def delete(path: str) -> None:
    """Delete a file; what cannot be deleted is logged, as storages raise what they like."""
    if not path:
        return
    try:
        private_storage().delete(path)
    except Exception:
        log.exception("A private file could not be deleted")
