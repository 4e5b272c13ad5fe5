"""Where do signed minutes and proofs of an absence lie? In private storage, under random names."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import ClassVar, Final
from uuid import uuid4

from django.core.files.base import ContentFile

from agir_certification.models import Jury, Passage
from agir_kernel.errors import DomainError
from agir_platform import storage
from agir_platform.storage import private_storage

ROOT: Final = "certification"
FOLDERS: Final = ("absences", "minutes")
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
    path = private_storage().save(f"{ROOT}/{folder}/{uuid4().hex}.{ending}", ContentFile(content))
    return path, sha256(content).hexdigest()


def read(path: str) -> bytes:
    """Return a file that ``keep`` kept."""
    with private_storage().open(path, "rb") as file:
        return bytes(file.read(MOST_BYTES + 1))


def delete(path: str) -> None:
    """Delete a file. Never raises; the sweep finds what is left."""
    if path:
        storage.delete([path])


def sweep(now: datetime) -> int:
    """Delete minutes and proofs that no row names and that are older than a day; how many."""
    kept = {
        path
        for rows, field in ((Jury.objects, "minutes"), (Passage.objects, "absence_proof"))
        for path in rows.exclude(**{field: ""}).values_list(field, flat=True)
    }
    return sum(storage.sweep(f"{ROOT}/{name}", kept.__contains__, now) for name in FOLDERS)
