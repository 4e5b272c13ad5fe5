"""The XBlocks have no settings of their own yet."""

from typing import Any


def plugin_settings(settings: Any) -> None:
    """Change nothing."""
