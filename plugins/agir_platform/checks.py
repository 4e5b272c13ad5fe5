"""Which settings of the site would make the suite lie, and what mends them?

Django runs these at every management command and at ``runserver``. A web process starts without
them: a wrong value then shows where it is read.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import checks
from django.utils.module_loading import import_string

from agir_kernel.errors import DomainError
from agir_platform import error_reports, storage
from agir_platform.contexts import CONTEXTS
from agir_platform.select import DEFAULT_BACKEND
from agir_platform.signing import checks as keys
from agir_platform.vault import keys as vault_keys


def register() -> None:
    """Hand the checks to Django. Idempotent."""
    for check in (
        contexts_exist,
        backend_exists,
        private_files_are_private,
        private_files_outlive_a_pod,
        errors_tell_nothing_of_people,
        keys.keys_are_usable,
        keys.issuer_has_a_name,
        vault_keys.secrets_are_good,
    ):
        checks.register(check)
    checks.register(keys.ids_name_one_key, checks.Tags.database)


def contexts_exist(**_: Any) -> list[checks.CheckMessage]:
    """``agir.E001``, ``agir.E002``: ``AGIR_CONTEXTS`` is a list of contexts that exist."""
    chosen = getattr(settings, "AGIR_CONTEXTS", None)
    if chosen is None:
        return []
    if isinstance(chosen, str) or not isinstance(chosen, Iterable):
        return [
            checks.Error(
                f"AGIR_CONTEXTS is {chosen!r}, which is no list.",
                hint=f"Write a list of names among {', '.join(CONTEXTS)}, or None for all.",
                id="agir.E001",
            )
        ]
    return [
        checks.Error(
            f"AGIR_CONTEXTS names {name!r}, which is no context of Agir.",
            hint=f"Remove it, or write one of {', '.join(CONTEXTS)}.",
            id="agir.E002",
        )
        for name in chosen
        if name not in CONTEXTS
    ]


def backend_exists(**_: Any) -> list[checks.CheckMessage]:
    """``agir.E003``: ``AGIR_PLATFORM_BACKEND`` names something that can be called."""
    path = getattr(settings, "AGIR_PLATFORM_BACKEND", None) or DEFAULT_BACKEND
    try:
        found = callable(import_string(path))
    except ImportError:
        found = False
    if found:
        return []
    return [
        checks.Error(
            f"AGIR_PLATFORM_BACKEND names {path!r}, which cannot be imported or called.",
            hint=f"Remove the setting to use {DEFAULT_BACKEND}, or write a dotted path.",
            id="agir.E003",
        )
    ]


def private_files_are_private(**_: Any) -> list[checks.CheckMessage]:
    """``agir.E004``, ``agir.E005``: private files have a place that nobody is served from."""
    try:
        storage.private_storage()
    except storage.PrivateStorageUnset:
        return []
    except storage.PrivateStorageExposed as exposed:
        return [
            checks.Error(
                f"AGIR_PRIVATE_STORAGE shares files with {exposed.facts['root']}, "
                "which the site serves to everybody.",
                hint="Name a location outside MEDIA_ROOT and STATIC_ROOT.",
                id="agir.E005",
            )
        ]
    except (ImportError, LookupError, TypeError, ValueError) as error:
        return [
            checks.Error(
                f"AGIR_PRIVATE_STORAGE cannot be used: {error}.",
                hint='Write {"BACKEND": "dotted.path.Storage", "OPTIONS": {…}}.',
                id="agir.E004",
            )
        ]
    return []


def private_files_outlive_a_pod(**_: Any) -> list[checks.CheckMessage]:
    """``agir.W006``: on Kubernetes, private files are not in a folder that dies with its pod."""
    try:
        place = storage.lost_with_the_pod()
    except (DomainError, ImportError, LookupError, TypeError, ValueError):
        return []  # private_files_are_private tells
    if place is None:
        return []
    return [
        checks.Warning(
            f"AGIR_PRIVATE_STORAGE keeps private files in {place}, inside the pod: they are lost "
            "when it restarts, and other pods do not see them.",
            hint="Name an object storage, or mount a volume that all pods share there.",
            id="agir.W006",
        )
    ]


def errors_tell_nothing_of_people(**_: Any) -> list[checks.CheckMessage]:
    """``agir.W015``: the site's own class of error reports may show names and birth dates."""
    try:
        chosen = error_reports.chosen_otherwise()
    except (AttributeError, ImportError, TypeError):
        return []  # Django tells of a class that is not there when it needs it
    return [
        checks.Warning(
            f"{name} is a class that does not build on Agir's: error reports may show what people "
            "entered, such as names at birth.",
            hint=f"Let it inherit from {error_reports.REPORTING[name]}, or remove the setting.",
            id="agir.W015",
        )
        for name in chosen
    ]
