"""Where do an import's files lie, and when are they gone?

In the site's private storage, under the job's own id: no name that a person gave is ever part of
a path. A worker that shares no disk with who uploaded reads a copy.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import IO, Final
from uuid import UUID

from django.core.files import File
from django.db import transaction

from agir_competencies.domain.refusals import FileUnreadable
from agir_platform import storage
from agir_platform.storage import private_storage

FOLDER: Final = "agir_imports"


def keep(job: UUID, ending: str, content: IO[bytes]) -> str:
    """Keep bytes under a job's id; return the name they are found by."""
    content.seek(0)
    return private_storage().save(f"{FOLDER}/{job}{ending}", File(content))


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """Open a kept file; raise ``FileUnreadable`` when it is not there."""
    try:
        file = private_storage().open(name, "rb")
    except OSError as error:
        raise FileUnreadable(path="", reason=error.strerror or "") from error
    with file:
        yield file


@contextmanager
def on_disk(name: str) -> Iterator[Path]:
    """Give a kept file a path of this machine; a copy where the storage is elsewhere."""
    storage = private_storage()
    try:
        path = Path(storage.path(name))
    except NotImplementedError:
        with _copied(name) as copy:
            yield copy
        return
    if not path.is_file():
        raise FileUnreadable(path="", reason="")
    yield path


@contextmanager
def _copied(name: str) -> Iterator[Path]:
    with (
        opened(name) as file,
        tempfile.NamedTemporaryFile(suffix=PurePosixPath(name).suffix) as copy,
    ):
        copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


def drop(*names: str) -> None:
    """Delete these files once the transaction is committed. Never raises."""
    kept = [name for name in names if name]
    if kept:
        transaction.on_commit(lambda: storage.delete(kept), robust=True)


def sweep(open_jobs: Iterable[UUID], now: datetime) -> int:
    """Delete what no open job holds and is older than a day; return how many files."""
    held = {str(job) for job in open_jobs}
    return storage.sweep(FOLDER, lambda name: PurePosixPath(name).name[:36] in held, now)
