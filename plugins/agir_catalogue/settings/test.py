"""Settings of test runs: the common ones."""

from agir_catalogue.settings.common import plugin_settings

__all__ = ["plugin_settings"]
