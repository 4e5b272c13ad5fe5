"""Settings read from the site's own file, where it has one."""

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Let the site's environment file speak last."""
    tokens = getattr(settings, "ENV_TOKENS", {})
    for name in ("AGIR_BADGES_ISSUER", "AGIR_BADGES_GRACE_DAYS"):
        setattr(settings, name, tokens.get(name, getattr(settings, name)))
