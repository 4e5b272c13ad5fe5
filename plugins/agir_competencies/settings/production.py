"""Settings read from the site's own file, where it has one."""

from typing import Any

from agir_competencies.settings import tracking
from agir_competencies.settings.common import DEFAULTS


def plugin_settings(settings: Any) -> None:
    """Let the site's environment file speak last."""
    tokens = getattr(settings, "ENV_TOKENS", {})
    for name in DEFAULTS:
        setattr(settings, name, tokens.get(name, getattr(settings, name, DEFAULTS[name])))
    tracking.allow(settings)
