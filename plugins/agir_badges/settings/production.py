"""Settings read from the site's own file, where it has one."""

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Let the site's environment file speak last."""
    tokens = getattr(settings, "ENV_TOKENS", {})
    settings.AGIR_BADGES_ISSUER = tokens.get("AGIR_BADGES_ISSUER", settings.AGIR_BADGES_ISSUER)
