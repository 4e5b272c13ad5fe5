"""Settings of test runs: the common ones."""

from agir_certification.settings.common import plugin_settings

__all__ = ["plugin_settings"]
