"""Which platform stands behind the ports here?

``AGIR_PLATFORM_BACKEND`` names a class or a function without arguments by its dotted path. Its
one instance lives as long as the process, so that subscribing the same receiver twice is once.
"""

from functools import cache
from typing import Any, Final, cast

from django.conf import settings
from django.core.signals import setting_changed
from django.utils.module_loading import import_string

from agir_platform.ports import Platform

DEFAULT_BACKEND: Final = "agir_platform.openedx.OpenEdxPlatform"


def platform() -> Platform:
    """Return the platform this site chose; raise ``ImportError`` where the path names nothing."""
    return _made(getattr(settings, "AGIR_PLATFORM_BACKEND", None) or DEFAULT_BACKEND)


@cache
def _made(path: str) -> Platform:
    return cast("Platform", import_string(path)())


def _forget(*, setting: str, **_: Any) -> None:
    if setting == "AGIR_PLATFORM_BACKEND":
        _made.cache_clear()


setting_changed.connect(_forget, dispatch_uid="agir_platform.select")
