"""Where do private files lie?

In a storage of their own, ``AGIR_PRIVATE_STORAGE`` (``{"BACKEND": dotted path, "OPTIONS":
{…}}``), which is never the platform's public media: whatever lies under ``MEDIA_ROOT`` is served
to everybody by the site's web server.
"""

import os
from pathlib import Path
from typing import Any, ClassVar, Final

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.utils.module_loading import import_string

from agir_kernel.errors import DomainError

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
