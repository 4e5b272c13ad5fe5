"""Settings of test runs: the common ones."""

from agir_sponsorship.settings.common import plugin_settings

__all__ = ["plugin_settings"]
