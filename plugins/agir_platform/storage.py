"""Where do private files lie?

In a storage of their own, ``AGIR_PRIVATE_STORAGE`` (``{"BACKEND": dotted path, "OPTIONS":
{…}}``), which is never the platform's public media: whatever lies under ``MEDIA_ROOT`` is served
to everybody by the site's web server.
"""

import logging
import os
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string

from agir_kernel.errors import DomainError

log = logging.getLogger(__name__)
YOUNG: Final = timedelta(days=1)
"""A file of a transaction that is still open may have no row yet."""

IN_A_POD: Final = "KUBERNETES_SERVICE_HOST"
"""Kubernetes sets this variable in every container of a pod, unless links of services are off."""


class PrivateStorageUnset(DomainError):
    """The site named no place for private files."""

    code: ClassVar[str] = "private_storage_unset"


class PrivateStorageExposed(DomainError):
    """The place named for private files is one that the site serves to everybody."""

    code: ClassVar[str] = "private_storage_exposed"


def private_storage() -> Storage:
    """Return the storage of private files; raise ``PrivateStorageUnset`` or ``…Exposed``."""
    chosen: dict[str, Any] | None = getattr(settings, "AGIR_PRIVATE_STORAGE", None)
    if not chosen:
        raise PrivateStorageUnset
    storage: Storage = import_string(chosen["BACKEND"])(**chosen.get("OPTIONS", {}))
    if root := exposure(storage):
        raise PrivateStorageExposed(root=str(root))
    return storage


def delete(names: Iterable[str]) -> int:
    """Delete private files now; return how many. Never raises: what is left, a sweep finds."""
    deleted = 0
    for name in names:
        try:
            private_storage().delete(name)
        except Exception:  # storages of objects raise errors of their own, no OSError
            log.exception("A private file could not be deleted: %s", name)
        else:
            deleted += 1
    return deleted


def sweep(folder: str, is_kept: Callable[[str], bool], now: datetime) -> int:
    """Delete the files of ``folder`` that nothing keeps and that are older than a day.

    A process that is killed between a file and its row leaves such a file. ``is_kept`` is asked
    with the whole name, ``folder/…``. Return how many went; none where the site has no private
    storage, or one that cannot list.
    """
    try:
        storage = private_storage()
        names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    except (OSError, NotImplementedError, PrivateStorageUnset):
        return 0
    return delete(
        name
        for name in names
        if not is_kept(name) and now - storage.get_modified_time(name) > YOUNG
    )


def exposure(storage: Storage) -> Path | None:
    """Return the served directory that the storage shares files with, or ``None``."""
    if not isinstance(storage, FileSystemStorage):
        return None
    place = Path(storage.location).resolve()
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        served = getattr(settings, name, None)
        if served and _overlap(place, Path(served).resolve()):
            return Path(served)
    return None


def lost_with_the_pod() -> Path | None:
    """Return the folder of private files if it lies in a pod alone, on no volume; else ``None``.

    ``None`` outside Kubernetes too. Raises what ``private_storage`` raises.
    """
    if IN_A_POD not in os.environ:
        return None
    storage = private_storage()
    if not isinstance(storage, FileSystemStorage):
        return None
    place = Path(storage.location).resolve()
    on_a_volume = any(one.is_mount() for one in (place, *place.parents[:-1]))
    return None if on_a_volume else place


def _overlap(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents
