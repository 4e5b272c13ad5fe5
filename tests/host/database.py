"""Which database does the host use? SQLite, unless an address names another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ADDRESS = "AGIR_HOST_DATABASE_URL"


def database_of(environment: Mapping[str, str], place: Path) -> dict[str, Any]:
    """Return Django's settings of the database; raise ``ValueError`` for an unknown scheme.

    ``mysql://user:pass@host:port/name``; user and password may be percent-encoded.
    """
    address = environment.get(ADDRESS, "")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": place / "host.sqlite3",
            # Seconds that a writer waits for others: fifty on a busy machine wait long.
            "OPTIONS": {"timeout": 120},
        }
    parts = urlsplit(address)
    if parts.scheme not in ("mysql", "mariadb"):
        raise ValueError(f"{ADDRESS} must begin with mysql://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.mysql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "127.0.0.1",
        "PORT": str(parts.port or 3306),
        "OPTIONS": {"charset": "utf8mb4"},
        "TEST": {"CHARSET": "utf8mb4"},
    }
