"""Where does a proof lie, and when is it gone?

In the site's private storage, under a random name: nothing a person typed is part of a path. It
is read into memory whole, which the site's limit bounds, and is not looked at for viruses: who
reviews takes it as one takes any attachment, and is told so.
"""

from __future__ import annotations

from datetime import datetime
from typing import IO, Final, Protocol
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from agir_competencies.attesting.data import ProofFile
from agir_competencies.domain.proof_file import (
    KINDS,
    FileGone,
    FileTooLarge,
    kind_of,
    name_of,
)
from agir_competencies.models import PeerWork, PriorLearning
from agir_platform import storage
from agir_platform.storage import private_storage

FOLDER: Final = "agir_prior"
MEGABYTE: Final = 1024 * 1024


class Holder(Protocol):
    """A row that may hold a file."""

    file_key: str
    file_name: str
    file_kind: str


def most_bytes() -> int:
    """Return the largest file that is taken."""
    return int(settings.AGIR_COMPETENCIES_PRIOR_MAX_BYTES)


def keep(name: str, content: IO[bytes]) -> dict[str, object]:
    """Keep a file and return the columns that tell of it; raise why it is not taken."""
    limit = most_bytes()
    read = content.read(limit + 1)
    if len(read) > limit:
        raise FileTooLarge(limit=max(1, limit // MEGABYTE))
    kind = kind_of(name, read)
    key = private_storage().save(f"{FOLDER}/{uuid4()}", ContentFile(read))
    return {
        "file_key": key, "file_name": name_of(name), "file_kind": kind, "file_size": len(read),
    }  # fmt: skip


def taken(row: Holder) -> ProofFile:
    """Return a row's file; raise ``FileGone``."""
    if not row.file_key:
        raise FileGone
    try:
        with private_storage().open(row.file_key, "rb") as file:
            content = file.read()
    except OSError:
        raise FileGone from None
    return ProofFile(row.file_name, KINDS[row.file_kind].media, content)


def drop(*keys: str) -> None:
    """Delete these files once the transaction is committed. Never raises."""
    held = [key for key in keys if key]
    if held:
        transaction.on_commit(lambda: storage.delete(held), robust=True)


def sweep(now: datetime) -> int:
    """Delete files that no row names and that are older than a day; return how many."""
    kept = {
        key
        for rows in (PriorLearning.objects, PeerWork.objects)
        for key in rows.exclude(file_key="").values_list("file_key", flat=True)
    }
    return storage.sweep(FOLDER, kept.__contains__, now)
