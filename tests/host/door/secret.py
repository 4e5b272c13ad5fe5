"""Where does the host keep the secret of its signing key? In a file that only it reads."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def secret_file(path: Path) -> Path:
    """Return the path, after writing a new secret there (mode 0600) where none is yet.

    Whole or not at all: of two processes that start at once, the second reads the first's.
    """
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path
