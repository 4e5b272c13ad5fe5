"""Is this process the LMS, Studio, or both in one?

``AGIR_HOST_SERVICE``: ``both`` (the default), ``lms`` or ``cms``.
"""

from __future__ import annotations

from typing import Final

LMS: Final = "lms.djangoapp"
CMS: Final = "cms.djangoapp"
KINDS: Final = {"both": (LMS, CMS), "lms": (LMS,), "cms": (CMS,)}


def tame_completion() -> None:
    """Keep of the completion package what works outside the platform: models and settings.

    Its addresses and its receiver import the LMS; the host submits completions itself.
    """
    from completion.apps import CompletionAppConfig

    for part in ("url_config", "signals_config"):
        CompletionAppConfig.plugin_app.pop(part, None)


def plugin_apps(kinds: tuple[str, ...]) -> list[str]:
    """Return the app configs of the plugins of these kinds, each once, in order."""
    from edx_django_utils.plugins import get_plugin_apps

    # Studio has completion too, by its own list of apps: only the LMS takes it as a plugin.
    found = (app for kind in kinds for app in get_plugin_apps(kind))
    return list(dict.fromkeys(["completion.apps.CompletionAppConfig", *found]))
