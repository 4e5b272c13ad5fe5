"""As in common."""

from agir_xblocks.settings.common import plugin_settings

__all__ = ["plugin_settings"]
