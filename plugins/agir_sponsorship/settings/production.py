"""Settings read from the site's own file, where it has one."""

from typing import Any

from agir_sponsorship.settings.common import DEFAULTS


def plugin_settings(settings: Any) -> None:
    """Let the site's environment file speak last."""
    tokens = getattr(settings, "ENV_TOKENS", {})
    for name, value in DEFAULTS.items():
        setattr(settings, name, tokens.get(name, getattr(settings, name, value)))
