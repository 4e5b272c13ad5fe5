"""Where does the host keep the secret of its signing key? In a file that only it reads."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret_file(path: Path) -> Path:
    """Return the path, after writing a new secret there (mode 0600) where none is yet.

    Whole or not at all: of two processes that start at once, the second reads the first's.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path
