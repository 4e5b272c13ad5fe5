"""Settings read from the site's own file, where it has one."""

from typing import Any

from agir_platform.settings.common import DEFAULTS, schedule_jobs


def plugin_settings(settings: Any) -> None:
    """Let the site's environment file speak last."""
    tokens = getattr(settings, "ENV_TOKENS", None) or {}
    for name, default in DEFAULTS.items():
        setattr(settings, name, tokens.get(name, getattr(settings, name, default)))
    schedule_jobs(settings)
